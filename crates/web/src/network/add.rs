//! Writing a relationship down: "Ava's mother is Kim". Between any two of the family, or with somebody who is not on the record yet, who is then added by
//! name. Somebody who is on the record and not in the family is found from the search on "Add somebody to the family".

use casework::Stop;
use casework::network::{NetworkView, NewTie, add_tie, of_page};
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::form::{Answers, NOT_KNOWN};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::{PersonName, shown_in_line};
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{FORM, Kinship, Tie, TieAsked};
use domain::person::{Person, Standing};
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::at;
use crate::child::identity;
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it down.
pub(super) static ADD: Act<Id<Person>> = Act {
    path: "/children/{child}/network/add",
    name: "add a relationship",
    action: Action::ChangePerson,
    prefill,
    show,
    send,
};

/// What stands behind a kinship's code when it is the other way round.
const TURNED: &str = "-of";

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::content(visit, *child, Action::ChangePerson)?;
    Ok(Prefilled { fields: Fields::default().with("of", child.to_string()), version: 0 })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let view = of_page(&visit.session, &page, london::date_of(visit.session.at))?;
    let sheet = first(visit, &view)?;
    let questions = html! { (sheet.asked(filling)) (Button::new("Write it down")) };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Add a relationship" }
        p class="govuk-body" { "Somebody on the record who is not in this family yet: " a class="govuk-link" href={ "/children/" (child) "/people" } { "search for them" } "." }
        (visit.form(filling, questions))
    };
    Ok(identity::around(&page, "Add a relationship", body)
        .before(identity::back("Back to family and network", at(child, ""))))
}

/// The form for writing a relationship down: between any two of the family, or with somebody new.
fn first(visit: &Visit<'_>, view: &NetworkView) -> Result<Sheet, Stop> {
    let people = || view.people.iter().map(|person| (person.id.to_string(), shown_in_line(&person.name())));
    let new = [("adult", "A new adult"), ("child", "A new child")];
    let new = new.map(|(code, words)| (code.to_owned(), words.to_owned()));
    let kinds = Kinship::ALL.iter().map(|kind| (kind.code().to_owned(), kind.words().to_owned()));
    let turned = Kinship::ALL.iter().filter(|kind| kind.words() != kind.seen_from_the_other()).map(|kind| {
        let words = format!("{}; the one above is the {}", kind.seen_from_the_other(), kind.words());
        (format!("{}{TURNED}", kind.code()), words)
    });
    Ok(sheet(visit, None)?
        .offering("of", people())
        .offering("kinship", kinds.chain(turned))
        .offering("who", people().chain(new)))
}

/// Questions that are asked only while a relationship is written down.
const AT_FIRST: &[&str] =
    &["of", "kinship", "who", "adult_given", "adult_family", "child_given", "child_family", "until"];

/// The form for changing what is known of a relationship.
pub(super) fn later(visit: &Visit<'_>, tie: &Tie) -> Result<Sheet, Stop> {
    Ok(sheet(visit, tie.further.as_ref())?.without(AT_FIRST))
}

fn sheet(visit: &Visit<'_>, before: Option<&Answers>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let close = pack.network.closeness.iter().map(|close| (&*close.code, &*close.name));
    Ok(Sheet::new(pack, &FORM, before)?
        .offering("closeness", [("", "Nobody has said")].into_iter().chain(close)))
}

/// What is known of it, as typed.
pub(super) fn tie_asked(given: &mut Given<'_>) -> TieAsked {
    TieAsked {
        since: given.date("since"),
        parental_responsibility: match &*given.words("responsibility") {
            "yes" => Known::Is(true),
            "no" => Known::Is(false),
            NOT_KNOWN => Known::NotKnown,
            _ => Known::NotAsked,
        },
        closeness: given.words("closeness"),
        says: given.words("says"),
        source: given.words("source"),
        further: given.further(),
    }
}

/// A date as precise as it is known; nothing when the field is empty.
pub(super) fn partial(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<PartialDate> {
    let typed = fields.get(name).trim();
    if typed.is_empty() {
        return None;
    }
    PartialDate::parse(typed).map_err(|fault| problems.push(Problem::new(name, fault.to_string()))).ok()
}

/// Who it is: somebody of the family, or a name.
fn who(given: &mut Given<'_>) -> Option<Result<Id<Person>, PersonName>> {
    let chosen = given.words("who");
    if !matches!(&*chosen, "adult" | "child") {
        return chosen.parse().ok().map(Ok);
    }
    let part = |part: &str| given.words(&format!("{chosen}_{part}"));
    let name = PersonName::new(part("given"), part("family"));
    if name.is_empty() {
        given.problems.push(Problem::new(format!("{chosen}-given"), "Write the person's name."));
    }
    Some(Err(name))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let view = of_page(&visit.session, &page, london::date_of(visit.session.at))?;
    let sheet = first(visit, &view)?;
    let mut given = sheet.read(&filling.fields)?;
    let of: Option<Id<Person>> = given.words("of").parse().ok();
    if of.is_none() && given.words("of").is_empty() {
        given.problems.push(Problem::new("of", "Choose whose relationship it is."));
    }
    let chosen = given.words("kinship");
    let (code, turned) = match chosen.strip_suffix(TURNED) {
        Some(code) => (code, true),
        None => (&*chosen, false),
    };
    let kinship = Kinship::from_code(code);
    if chosen.is_empty() {
        given.problems.push(Problem::new("kinship", "Say what the other person is to them."));
    }
    let who = who(&mut given);
    if who.is_none() && given.words("who").is_empty() {
        given.problems.push(Problem::new("who", "Say who it is: choose somebody, or write a name."));
    }
    let until = given.date("until");
    let asked = tie_asked(&mut given);
    given.all_right()?;
    let (Some(of), Some(kinship), Some(who)) = (of, kinship, who) else {
        return Err(Refusal::Invalid(Vec::new()).into());
    };
    let standing = if given.words("who") == "child" { Standing::Child } else { Standing::Adult };
    let new = NewTie { of, kinship, turned, who, standing, asked, until };
    add_tie(&visit.session, &filling.sending(), child, new)?;
    Ok(Sent::to(at(child, "")))
}
