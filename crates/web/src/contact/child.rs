//! Is this child known (ux 3.3)? What was said, what we hold and why they agree, in three columns; the officer says the same, a different
//! child, or not sure. Nothing is merged, and until the contact is decided it can be put right.

use casework::Stop;
use casework::contact::{ContactView, Whom};
use casework::search::{Found as Like, Strength};
use design::Content;
use design::govuk::{Button, Details, SummaryList, SummaryRow, WarningText, button_group};
use design::own::{Agreement, CaseTable, Column, MatchReason};
use domain::access::{Action, Layer, Unsealing};
use domain::calendar::london;
use domain::contact::{Contact, Found, SubjectChild};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::filled::Asked;
use super::{address, back, likeness, record, told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A contact, and the place of a child in it.
type Place = (Id<Contact>, usize);

/// Whether a child in a contact is already known.
pub(super) static CHILD: Act<Place> = Act {
    path: "/contacts/{contact}/children/{place}",
    name: "is this child known",
    action: Action::MatchChild,
    prefill,
    show,
    send,
};

/// The answer: `new`, `same-…` or `unsure-…` with the person's id.
const WHOM: &str = "whom";
/// Where to go after the last child: `decide` leads on to the proposal.
const THEN: &str = "then";

fn prefill(visit: &Visit<'_>, (contact, place): &Place, at: At) -> Result<Prefilled, Stop> {
    let (contact, version) = record(visit, *contact, at)?;
    let child = contact.children.get(*place).ok_or(Refusal::NotFound)?;
    Ok(Prefilled { fields: Fields::default().with(WHOM, code(&child.found)), version })
}

/// What was found, as the form would send it.
fn code(found: &Found) -> String {
    match found {
        Found::NotLooked => String::new(),
        Found::Known { person, .. } => format!("same-{person}"),
        Found::New { .. } => "new".into(),
        Found::NotSure { person, .. } => format!("unsure-{person}"),
    }
}

/// The answer in words, for two people who gave one at once.
fn words(_: &str, code: &str) -> String {
    match code.split_once('-').map_or(code, |(kind, _)| kind) {
        "" => "Nobody had looked".into(),
        "same" => "The same as somebody we hold".into(),
        "unsure" => "Not sure: perhaps somebody we hold".into(),
        _ => "Somebody new".into(),
    }
}

fn show(visit: &Visit<'_>, (contact, place): Place, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let child = view.contact.record.children.get(place).ok_or(Refusal::NotFound)?;
    let found = casework::contact::matches(&visit.session, contact, place)?;
    let asked = Asked::new(filling, &[]);
    let then = if filling.get(THEN).is_empty() { visit.query.get(THEN) } else { filling.get(THEN) };
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
            @if !then.is_empty() { input type="hidden" name=(THEN) value=(then); }
            @if found.is_empty() { p class="govuk-body" { "Nobody we hold is like what was said." } }
            (candidates(visit, &view, child, &found))
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
    let number = said.nhs_number.answer().map(|number| flagged(number.written(), number.check().words()));
    let number = number.unwrap_or_else(|| html! { (said.nhs_number.clone().map(|_| "").words()) });
    let row = |fact: &str, words: Markup| SummaryRow::new(fact, words);
    SummaryList::new(vec![
        row("Name", told::bdi(&told::name(child))),
        row("Date of birth or age", html! { (said.birth.words()) }),
        row("Sex", html! { (said.sex.words()) }),
        row("Where now", told::verbatim(&child.where_now.words())),
        row("Address", place(child, unsealing)),
        row("School", told::verbatim(&said.school.words())),
        row("NHS number", number),
        row("Anything else", told::verbatim(&said.more.words())),
    ])
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

/// Those who may be the child, the likeliest first; the unlikely ones are folded away unless there is nobody else.
fn candidates(visit: &Visit<'_>, view: &ContactView, child: &SubjectChild, found: &[Like]) -> Markup {
    let (unlikely, likely): (Vec<&Like>, Vec<&Like>) =
        found.iter().partition(|like| is(like, &[Strength::Unlikely]));
    let best = |place: usize, like: &Like| place == 0 && is(like, &[Strength::Strong, Strength::Likely]);
    let less = html! { @for like in &unlikely { (candidate(visit, view, child, like, false)) } };
    let summary = format!("Less likely ({})", unlikely.len());
    html! {
        @for (place, like) in likely.iter().enumerate() { (candidate(visit, view, child, like, best(place, like))) }
        @if !unlikely.is_empty() { (Details { open: likely.is_empty(), ..Details::new(summary, less) }) }
    }
}

fn is(like: &Like, strengths: &[Strength]) -> bool {
    matches!(like, Like::Person { strength, .. } if strengths.contains(strength))
}

/// One fact on both sides, and why it agrees or not. Where names are only alike, the letters that differ stand out.
fn compared(reason: MatchReason) -> Vec<Content> {
    let why = likeness::why(&reason).into();
    let [said, held] = if reason.fact == likeness::NAME && reason.agreement != Agreement::Same {
        likeness::side_by_side(&reason.said, &reason.held).map(Content::from)
    } else {
        [reason.said.into(), reason.held.into()]
    };
    vec![reason.fact.into(), said, held, why]
}

/// One person who may be the child, with the buttons that say so.
fn candidate(
    visit: &Visit<'_>,
    view: &ContactView,
    child: &SubjectChild,
    found: &Like,
    best: bool,
) -> Markup {
    let decided = view.contact.record.stage.is_decided();
    let (existence, layer, strength, reasons) = match found {
        Like::Restricted(words) => {
            return html! {
                (likeness::restricted(words))
                (WarningText::new("Ring before you say that this child is somebody new."))
            };
        }
        Like::Person { existence, layer, strength, reasons } => (existence, *layer, *strength, reasons),
    };
    let today = london::date_of(visit.session.at);
    let name = shown_in_line(&existence.name);
    let rows = likeness::reasons(&child.said, existence, reasons, visit, Some(view.unsealing))
        .into_iter()
        .map(compared);
    let columns = ["Fact", "Said", "We hold", "Same, near or different"].map(Column::new).into();
    let table = CaseTable {
        caption_hidden: true,
        ..CaseTable::new(format!("What was said, and what we hold of {name}"), columns, rows.collect())
    };
    html! {
        div class="app-match" {
            h3 class="app-match__name" {
                @if layer >= Layer::Summary {
                    a class="govuk-link" href=(format!("/children/{}", existence.child)) { (told::bdi(&name)) }
                } @else { (told::bdi(&name)) }
            }
            p class="govuk-body" {
                strong { (likeness::strength(strength)) } " Born: " (likeness::birth(&existence.birth, today)) ". "
                @if existence.involved.is_empty() { "Nobody is involved now." } @else { "Involved: " (existence.involved.join("; ")) "." }
            }
            (table)
            @if !decided {
                (button_group(html! {
                    @let same = Button::new(html! { "The same child" span class="govuk-visually-hidden" { ": " (name) } })
                        .sends(WHOM, format!("same-{}", existence.child));
                    (if best { same } else { same.secondary() })
                    (Button::new(html! { "Not sure" span class="govuk-visually-hidden" { " whether it is " (name) } })
                        .secondary().sends(WHOM, format!("unsure-{}", existence.child)))
                }))
            }
        }
    }
}

fn send(visit: &Visit<'_>, (contact, place): Place, filling: &Filling) -> Result<Sent, Stop> {
    let whom = whom(visit, contact, place, filling.get(WHOM))?;
    casework::contact::find_child(&visit.session, &filling.sending(), contact, place, whom)?;
    let after = casework::contact::view(&visit.session, contact)?.contact.record;
    let then = filling.get(THEN) == "decide";
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
        ("unsure", Ok(held)) => Ok(Whom::NotSure { held, reasons: reasons(visit, contact, place, held)? }),
        _ => Err(Refusal::field(WHOM, "Say whether the child is one of these, or somebody new.").into()),
    }
}

/// Why somebody may be the child: found again here, so that nobody's words but ours stand as reasons.
fn reasons(
    visit: &Visit<'_>,
    contact: Id<Contact>,
    place: usize,
    held: Id<Person>,
) -> Result<Vec<String>, Stop> {
    let found = casework::contact::matches(&visit.session, contact, place)?;
    let reasons = found.into_iter().find_map(|found| match found {
        Like::Person { existence, reasons, .. } if existence.child == held => Some(reasons),
        Like::Person { .. } | Like::Restricted(_) => None,
    });
    Ok(reasons.unwrap_or_default().into_iter().map(|reason| reason.words).collect())
}
