//! Writing a relationship down: "Ava's mother is Kim". Between any two of the family, or with somebody who is not on the record yet, who is then added by
//! name. Somebody who is on the record and not in the family is found from the search on "Add somebody to the family".

use casework::Stop;
use casework::network::{NetworkView, NewTie, add_tie, of_page};
use design::govuk::{Button, Choice, Input, Radios, Select, SelectItem};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{Kinship, TieAsked};
use domain::person::{Person, Standing};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::at;
use crate::child::{identity, words};
use crate::contact::filled::Asked;
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
    let asked = Asked::new(filling, &[]);
    let kinds = Kinship::ALL.iter().map(|kind| SelectItem::new(kind.code(), kind.words()));
    let turned = Kinship::ALL.iter().filter(|kind| kind.words() != kind.seen_from_the_other()).map(|kind| {
        let words = format!("{}; the one above is the {}", kind.seen_from_the_other(), kind.words());
        SelectItem::new(format!("{}{TURNED}", kind.code()), words)
    });
    let kinds = kinds.chain(turned).collect();
    let questions = html! {
        (Select::new("of", "Whose relationship is it?", people(&view)).value(filling.get("of")).error(filling.error("of")))
        (asked.list("kinship", "What is the other person to them?", kinds).hint("“Ava’s mother is Kim”: Ava above, mother here, Kim beneath. A step-parent who adopted is a step-parent with parental responsibility."))
        (who(filling, &view))
        (tie(visit, filling, &asked))
        (asked.line("until", "Until when, if it is over?").hint("Leave it empty when it goes on"))
        (Button::new("Write it down"))
    };
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Add a relationship" }
        p class="govuk-body" { "Somebody on the record who is not in this family yet: " a class="govuk-link" href={ "/children/" (child) "/people" } { "search for them" } "." }
        (visit.form(filling, questions))
    };
    Ok(identity::around(&page, "Add a relationship", body)
        .before(identity::back("Back to family and network", at(child, ""))))
}

fn people(view: &NetworkView) -> Vec<SelectItem> {
    view.people.iter().map(|person| SelectItem::new(person.id.to_string(), person.name())).collect()
}

/// Somebody of the family, or somebody new beneath them.
fn who(filling: &Filling, view: &NetworkView) -> Markup {
    let mut choices: Vec<Choice> = view
        .people
        .iter()
        .map(|person| Choice::new(person.id.to_string(), words::name(&person.name())))
        .collect();
    choices.push(Choice::divider("or"));
    let new_person = |kind: &str| {
        let (given, family) = (format!("{kind}-given"), format!("{kind}-family"));
        html! {
            (Input::new(given.as_str(), "Given names").value(filling.get(&given)).error(filling.error(&given)))
            (Input::new(family.as_str(), "Family name").value(filling.get(&family)).error(filling.error(&family)))
        }
    };
    choices.push(Choice::new("adult", "A new adult").conditional(new_person("adult")));
    choices.push(Choice::new("child", "A new child").conditional(new_person("child")));
    html! { (Radios::new("who", "Who is it?", choices).value(filling.get("who")).error(filling.error("who"))) }
}

/// The questions of a relationship that can be changed later too.
pub(super) fn tie(visit: &Visit<'_>, filling: &Filling, asked: &Asked<'_>) -> Markup {
    let close = visit
        .house()
        .pack
        .network
        .closeness
        .iter()
        .map(|close| SelectItem::new(&close.code, close.name.as_str()));
    let close = std::iter::once(SelectItem::new("", "Nobody has said")).chain(close).collect();
    let responsibility = [
        ("yes", "Yes"),
        ("no", "No"),
        ("not_known", "Asked, and not known"),
        ("", "Not asked, or does not apply"),
    ];
    let responsibility = responsibility.map(|(code, words)| Choice::new(code, words)).into();
    html! {
        (asked.line("since", "Since when?").hint("A date, a month, a year such as 2014, about 2014, or not known. Leave it empty for a parent."))
        (asked.one_of("responsibility", "Do they hold parental responsibility?", responsibility))
        (Select::new("closeness", "How close are they?", close).value(filling.get("closeness")).error(filling.error("closeness")))
        (asked.lines("says", "What do they say of each other, or what was seen?").rows(2))
        (asked.line("source", "Who said so?"))
    }
}

/// The answers to those questions, with what cannot be read.
pub(super) fn tie_asked(fields: &Fields, problems: &mut Vec<Problem>) -> TieAsked {
    TieAsked {
        since: partial(fields, "since", problems),
        parental_responsibility: match fields.get("responsibility") {
            "yes" => Known::Is(true),
            "no" => Known::Is(false),
            "not_known" => Known::NotKnown,
            _ => Known::NotAsked,
        },
        closeness: fields.get("closeness").into(),
        says: fields.get("says").into(),
        source: fields.get("source").into(),
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

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let of: Option<Id<Person>> = fields.get("of").parse().ok();
    if of.is_none() {
        problems.push(Problem::new("of", "Choose whose relationship it is."));
    }
    let (code, turned) = match fields.get("kinship").strip_suffix(TURNED) {
        Some(code) => (code, true),
        None => (fields.get("kinship"), false),
    };
    let kinship = Kinship::from_code(code);
    if kinship.is_none() {
        problems.push(Problem::new("kinship", "Say what the other person is to them."));
    }
    let who = match fields.get("who") {
        kind @ ("adult" | "child") => {
            let part = |part: &str| fields.get(&format!("{kind}-{part}")).to_owned();
            let name = PersonName::new(part("given"), part("family"));
            if name.is_empty() {
                problems.push(Problem::new(format!("{kind}-given"), "Write the person's name."));
            }
            Some(Err(name))
        }
        id => id.parse().ok().map(Ok),
    };
    if who.is_none() {
        problems.push(Problem::new("who", "Say who it is: choose somebody, or write a name."));
    }
    let until = partial(fields, "until", &mut problems);
    let asked = tie_asked(fields, &mut problems);
    let (Some(of), Some(kinship), Some(who), true) = (of, kinship, who, problems.is_empty()) else {
        return Err(Refusal::Invalid(problems).into());
    };
    let standing = if fields.get("who") == "child" { Standing::Child } else { Standing::Adult };
    add_tie(
        &visit.session,
        &filling.sending(),
        child,
        NewTie { of, kinship, turned, who, standing, asked, until },
    )?;
    Ok(Sent::to(at(child, "")))
}
