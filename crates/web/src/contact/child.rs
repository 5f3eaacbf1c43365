//! Is this child known (ux 3.3)? Everybody who may be the child, each with what was said, what we hold and why they agree, in three columns; the officer says the
//! same, a different child, or not sure. Nothing is merged, and until the contact is decided it can be put right. Whoever was said to be a different child is
//! not asked about again.

use casework::Stop;
use casework::contact::{ContactView, Matches, Whom};
use casework::known_people::{Agrees, Like, Strength};
use design::govuk::{Button, Details, SummaryList, SummaryRow, WarningText, button_group};
use domain::access::{Action, Unsealing};
use domain::contact::{Contact, Found, SubjectChild};
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::beside::{self, Offered};
use super::filled::Asked;
use super::{address, back, household, likeness, record, told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A contact, and the place of a child in it.
pub(super) type Place = (Id<Contact>, usize);

/// Whether a child in a contact is already known.
pub(super) static CHILD: Act<Place> = Act {
    path: "/contacts/{contact}/children/{place}",
    name: "is this child known",
    action: Action::MatchChild,
    prefill,
    show,
    send,
};

/// The answer: `new`, or `same-…`, `different-…`, `perhaps-…` or `unsure-…` with the person's id.
pub(super) const WHOM: &str = "whom";
/// Where to go after the last child: `decide` leads on to the proposal.
pub(super) const THEN: &str = "then";

fn prefill(visit: &Visit<'_>, (contact, place): &Place, at: At) -> Result<Prefilled, Stop> {
    let (contact, version) = record(visit, *contact, at)?;
    let child = contact.children.get(*place).ok_or(Refusal::NotFound)?;
    Ok(Prefilled { fields: Fields::default().with(WHOM, code(&child.found)), version })
}

/// What was found, as the form would send it.
pub(super) fn code(found: &Found) -> String {
    match found {
        Found::NotLooked => String::new(),
        Found::Known { person, .. } => format!("same-{person}"),
        Found::New { .. } => "new".into(),
        Found::NotSure { person, .. } => format!("unsure-{person}"),
    }
}

/// The answer in words, for two people who gave one at once.
pub(super) fn words(_: &str, code: &str) -> String {
    match code.split_once('-').map_or(code, |(kind, _)| kind) {
        "" => "Nobody had looked".into(),
        "same" => "The same as somebody we hold".into(),
        "unsure" => "Not sure: perhaps somebody we hold".into(),
        "different" => "A different child from somebody we hold".into(),
        "perhaps" => "Perhaps somebody we hold after all".into(),
        _ => "Somebody new".into(),
    }
}

fn show(visit: &Visit<'_>, (contact, place): Place, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let child = view.contact.record.children.get(place).ok_or(Refusal::NotFound)?;
    let matches = casework::contact::matches(&visit.session, contact, place)?;
    let asked = Asked::new(filling, &[]);
    let decided = view.contact.record.stage.is_decided();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Is " (told::bdi(&told::name(child))) " already known?" }
        (asked.conflict(&[(WHOM, "Who the child is")], &words))
        p class="govuk-body" { (outcome(&child.found)) }
        h2 class="govuk-heading-m" { "What was said" }
        (said(child, view.unsealing))
        h2 class="govuk-heading-m" { "Who may be the same child" }
        (asked.short_form(visit, html! {
            (then(visit, filling))
            @if matches.look.like.is_empty() && matches.look.rings.is_empty() {
                p class="govuk-body" { "Nobody we hold is like what was said." }
            }
            (candidates(visit, &view, (contact, place), &matches))
            @if decided {
                p class="govuk-body" { "This contact is decided. Whom we found the child to be can be changed from the child's record." }
                (button_group(html! { (Button::link("Back to the contact", address(contact, "")).secondary()) }))
            } @else {
                h3 class="govuk-heading-s" { "None of these" }
                p class="govuk-body" { "A new record is made from what was said." }
                (Button { id: WHOM.into(), ..Button::new("Somebody new").secondary().sends(WHOM, "new") })
            }
        }))
    };
    Ok(View::new("Is this child already known?", body).before(back(contact)))
}

/// Where to go afterwards stays in the form.
pub(super) fn then(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let then = if filling.get(THEN).is_empty() { visit.query.get(THEN) } else { filling.get(THEN) };
    html! { @if !then.is_empty() { input type="hidden" name=(THEN) value=(then); } }
}

/// Whom somebody found the child to be, so far.
pub(super) fn outcome(found: &Found) -> &'static str {
    match found {
        Found::NotLooked => "Nobody has looked yet.",
        Found::Known { .. } => "Found to be somebody already on the record.",
        Found::New { .. } => "Found to be new: a record was made from this contact.",
        Found::NotSure { .. } => {
            "Not sure: a record was made, and the question is left open for somebody with more to go on."
        }
    }
}

/// What was said of a child, each fact with its flag where a digit or a letter looks wrong.
pub(super) fn said(child: &SubjectChild, unsealing: Unsealing) -> SummaryList {
    let said = &child.said;
    let flagged = |words: String, flag: Option<&str>| {
        html! {
            (shown_in_line(&words)) @if let Some(flag) = flag { br; span class="govuk-hint" { (flag) } }
        }
    };
    let silent = |words: String| html! { (words) };
    let number = said.nhs_number.answer().map(|number| flagged(number.written(), number.check().words()));
    let number = number.unwrap_or_else(|| silent(said.nhs_number.clone().map(|_| "").words()));
    let upn = said.upn.answer().map(|upn| flagged(upn.written(), upn.check().words()));
    let upn = upn.unwrap_or_else(|| silent(said.upn.clone().map(|_| "").words()));
    let phone = match said.phone.answer().map(|sealed| sealed.open(unsealing)) {
        None => said.phone.clone().map(|_| "").words(),
        Some(None) => "Hidden: it is on the record, and is not shown here".into(),
        Some(Some(phone)) => shown_in_line(phone.typed()),
    };
    let facts = [
        ("Date of birth or age", was_asked(&said.birth), html! { (said.birth.words()) }),
        ("Sex", was_asked(&said.sex), html! { (said.sex.words()) }),
        ("Where now", was_asked(&child.where_now), told::verbatim(&child.where_now.words())),
        ("Address", was_asked(&said.address), place(child, unsealing)),
        ("Telephone", was_asked(&said.phone), silent(phone)),
        ("School", was_asked(&said.school), told::verbatim(&said.school.words())),
        ("NHS number", was_asked(&said.nhs_number), number),
        ("Pupil number", was_asked(&said.upn), upn),
        ("Anything else", was_asked(&said.more), told::verbatim(&said.more.words())),
    ];
    // One line says all that was not asked: who may be the child stands below, and is what somebody came for.
    let silent: Vec<&str> = facts.iter().filter(|(_, asked, _)| !asked).map(|(fact, ..)| *fact).collect();
    let mut rows = vec![SummaryRow::new("Name", told::bdi(&told::name(child)))];
    rows.extend(
        facts
            .iter()
            .filter(|(_, asked, _)| *asked)
            .map(|(fact, _, words)| SummaryRow::new(*fact, words.clone())),
    );
    if !silent.is_empty() {
        rows.push(SummaryRow::new("Not asked yet", silent.join("; ")));
    }
    SummaryList::new(rows)
}

/// Whether somebody asked, whatever the answer.
const fn was_asked<T>(known: &Known<T>) -> bool {
    !matches!(known, Known::NotAsked)
}

fn place(child: &SubjectChild, unsealing: Unsealing) -> Markup {
    let address = &child.said.address;
    match address.answer().map(|sealed| sealed.open(unsealing)) {
        None => html! { (address.clone().map(|_| "").words()) },
        Some(None) => html! { "Hidden: it is on the record, and is not shown here" },
        Some(Some(lines)) => html! {
            (shown_in_line(&lines.one_line()))
            @if let Some(flag) = lines.postcode.as_ref().and_then(|postcode| postcode.check().words()) {
                br; span class="govuk-hint" { (flag) }
            }
        },
    }
}

/// Those who may be the child, the likeliest first; the unlikely ones are folded away unless there is nobody else, and so is whoever was said to be a
/// different child.
fn candidates(visit: &Visit<'_>, view: &ContactView, place: Place, matches: &Matches) -> Markup {
    let (unlikely, likely): (Vec<&Like>, Vec<&Like>) =
        matches.look.like.iter().partition(|like| like.strength == Strength::Unlikely);
    let offered = |order: usize, like: &Like| {
        if order == 0 && like.strength >= Strength::Likely { Offered::First } else { Offered::Beside }
    };
    let shown = |like: &Like, offered| beside::candidate(visit, view, place, like, offered);
    let less = html! { @for like in &unlikely { (shown(like, Offered::Beside)) } };
    let said_here = |like: &Like| view.contact.record.is_not_them(place.1, like.existence.child);
    let told = |like: &Like| if said_here(like) { Offered::Different } else { Offered::OfRecords };
    let different = html! { @for like in &matches.different { (shown(like, told(like))) } };
    html! {
        @for words in &matches.look.rings {
            (likeness::restricted(words))
            (WarningText::new("Ring before you say that this child is somebody new."))
        }
        @for (order, like) in likely.iter().enumerate() { (shown(like, offered(order, like))) }
        @if !unlikely.is_empty() {
            (Details { open: likely.is_empty(), ..Details::new(format!("Less likely ({})", unlikely.len()), less) })
        }
        @if !matches.different.is_empty() {
            (Details::new(format!("Said to be different children ({})", matches.different.len()), different))
        }
    }
}

fn send(visit: &Visit<'_>, place: Place, filling: &Filling) -> Result<Sent, Stop> {
    answer(visit, place, filling)
}

/// Takes what was said of a child, and leads on: to the household of a child who is known, to the next child nobody has looked for, or back to the list.
pub(super) fn answer(visit: &Visit<'_>, (contact, place): Place, filling: &Filling) -> Result<Sent, Stop> {
    let code = filling.get(WHOM);
    let then = filling.get(THEN) == "decide";
    let on = if then { "?then=decide" } else { "" };
    let (kind, held) = code.split_once('-').unwrap_or((code, ""));
    if let ("different" | "perhaps", Ok(held)) = (kind, held.parse::<Id<Person>>()) {
        let (session, is_different) = (&visit.session, kind == "different");
        casework::contact::different_child(session, &filling.sending(), contact, place, held, is_different)?;
        return Ok(Sent::to(address(contact, &format!("/children/{place}{on}"))));
    }
    let whom = whom(visit, contact, place, code)?;
    let is_known = matches!(whom, Whom::Same(_));
    casework::contact::find_child(&visit.session, &filling.sending(), contact, place, whom)?;
    if is_known && household::is_to_be_asked(visit, contact, place)? {
        return Ok(Sent::to(address(contact, &format!("/children/{place}/household{on}"))));
    }
    next(visit, contact, then)
}

/// Where to go once it is said who a child is.
pub(super) fn next(visit: &Visit<'_>, contact: Id<Contact>, then: bool) -> Result<Sent, Stop> {
    let after = casework::contact::view(&visit.session, contact)?.contact.record;
    let next = after.children.iter().position(|child| child.found == Found::NotLooked);
    let below = match (next, then) {
        (Some(next), true) => format!("/children/{next}?then=decide"),
        (Some(next), false) => format!("/children/{next}"),
        (None, true) => "/proposal".into(),
        (None, false) => String::new(),
    };
    Ok(Sent::to(address(contact, &below)))
}

fn whom(visit: &Visit<'_>, contact: Id<Contact>, place: usize, code: &str) -> Result<Whom, Stop> {
    let (kind, person) = code.split_once('-').unwrap_or((code, ""));
    let person = person.parse::<Id<Person>>();
    match (kind, person) {
        ("new", _) => Ok(Whom::New),
        ("same", Ok(person)) => Ok(Whom::Same(person)),
        ("unsure", Ok(held)) => {
            // Why: compared again here, so that nobody's words but ours stand as reasons.
            let like = casework::contact::beside(&visit.session, contact, place, held)?;
            // What was not given is none.
            let told = like.reasons.into_iter().filter(|reason| reason.agrees != Agrees::Unknown);
            Ok(Whom::NotSure { held, reasons: told.map(|reason| reason.words).collect() })
        }
        _ => Err(Refusal::field(WHOM, "Say whether the child is one of these, or somebody new.").into()),
    }
}
