//! What was said in a contact, each with who said it: facts apart from opinion, a child's words as they were said, and how the family can be
//! reached safely. What nobody was asked stands as a gap.

use casework::contact::ContactView;
use design::govuk::{Details, SummaryList, SummaryRow, WarningText};
use design::own::{Clock, ClockState, quote};
use domain::calendar::clock::State;
use domain::calendar::london;
use domain::contact::{Contact, FORM, OtherPerson};
use domain::form::Answers;
use domain::pack::Pack;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, Render, html};

use super::super::told;
use crate::forms::page::further_told;
use crate::route::Visit;

/// What must be known before anybody rings, writes or visits. Nothing when nothing was said.
pub(crate) fn care(view: &ContactView) -> Markup {
    let known = &view.contact.record;
    let (safe, preference) = (&known.safe_contact, &known.referrer.preference);
    let lines = [
        ("The referrer asks", preference),
        ("Never", &safe.never),
        ("Risk to staff", &safe.staff_risk),
        ("Safe ways to reach the family", &safe.how),
    ];
    html! {
        @for (what, words) in lines.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
            (WarningText::new(html! { (what) ": " span class="app-wrap" dir="auto" { (shown(words)) } }))
        }
    }
}

/// The clocks of a contact in words, each with the rule that sets it.
pub(crate) fn clocks(visit: &Visit<'_>, known: &Contact) -> Markup {
    html! {
        ul class="govuk-list" aria-label="By when" { @for each in &known.clocks { li { (clock(visit, each)) } } }
    }
}

/// One clock in words, with the rule that sets it.
pub(crate) fn clock(visit: &Visit<'_>, clock: &domain::calendar::clock::Clock) -> Markup {
    let house = visit.house();
    let now = visit.session.at;
    let state = match clock.state(now) {
        State::NoDaySet | State::Running => ClockState::Due,
        State::DueToday => ClockState::Soon,
        State::Overdue => ClockState::Overdue,
        State::Met | State::MetLate => ClockState::Met,
    };
    let rule = house.pack.timer(&clock.timer).map_or(clock.timer.as_str(), |timer| &timer.name);
    Clock::new(state, capital(&clock.in_words(now, &house.calendar))).rule(rule).render()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What was said, and who told us.
pub(crate) fn said(visit: &Visit<'_>, view: &ContactView) -> Markup {
    html! {
        h3 class="govuk-heading-s" { "The worry" }
        (worry(&view.contact.record))
        (rest(visit, view))
    }
}

/// The children's own words, then what happened.
pub(super) fn worry(known: &Contact) -> Markup {
    let concern = &known.concern;
    let mut rows = vec![SummaryRow::new("Danger now", told::yes_no_words(concern.danger_now))];
    if !concern.danger_words.trim().is_empty() {
        rows.push(SummaryRow::new("What is happening", told::verbatim(&concern.danger_words)));
    }
    rows.extend([
        SummaryRow::new("Facts, from the referrer", told::verbatim(&concern.facts)),
        SummaryRow::new("The referrer’s opinion", told::verbatim(&concern.opinion)),
        SummaryRow::new("When it happened", concern.happened.words()),
        SummaryRow::new("Injury", told::verbatim(&concern.injury.words())),
        SummaryRow::new("How it is for the child", told::verbatim(&concern.impact)),
    ]);
    html! {
        (words(known))
        (SummaryList::new(rows))
    }
}

/// The family, others who were named, who told us, and the form as it was sent.
pub(super) fn rest(visit: &Visit<'_>, view: &ContactView) -> Markup {
    let known = &view.contact.record;
    html! {
        h3 class="govuk-heading-s" { "The family" }
        (family(known))
        @if !known.others.is_empty() {
            h3 class="govuk-heading-s" { "Others named" }
            ul class="govuk-list govuk-list--bullet" { @for other in &known.others { li { (person(other)) } } }
        }
        h3 class="govuk-heading-s" { "Who told us" }
        (referrer(visit, view))
        (Details::new("How to reach the referrer, and how it came", reached(view).render()))
        @for answers in &known.forms {
            (as_sent(&visit.house().pack, answers))
        }
    }
}

/// Answers beside the questions as they were asked: each form in the version in which it was answered.
fn as_sent(pack: &Pack, answers: &Answers) -> Details {
    if answers.form == FORM.id {
        return Details::new("The council’s own questions", further_told(pack, Some(answers)));
    }
    let form = pack.form_version(&answers.form, answers.version).or_else(|| pack.form(&answers.form));
    let told = match form {
        Some(form) => crate::forms::read_only(form, answers),
        None => further_told(pack, Some(answers)),
    };
    Details::new("The form as it was sent", told)
}

fn family(known: &Contact) -> SummaryList {
    let concern = &known.concern;
    SummaryList::new(vec![
        SummaryRow::new("Working well", told::verbatim(&concern.working_well)),
        SummaryRow::new("Who else knows or is involved", told::verbatim(&concern.who_else)),
        SummaryRow::new("Family knows", told::yes_no_words(concern.family_aware)),
        SummaryRow::new("Family agrees", told::yes_no_words(concern.family_agrees)),
        SummaryRow::new("What they said, or why not asked", told::verbatim(&concern.family_words)),
    ])
}

fn referrer(visit: &Visit<'_>, view: &ContactView) -> SummaryList {
    let known = &view.contact.record;
    let referrer = &known.referrer;
    let pack = &visit.house().pack;
    let agency = referrer.agency.as_deref().map(|code| pack.agency(code).map_or(code, |agency| &agency.name));
    SummaryList::new(vec![
        SummaryRow::new("Source", told::source(known, pack)),
        SummaryRow::new("Name", told::sealed(referrer.name.as_ref(), view.unsealing)),
        SummaryRow::new("Role", told::verbatim(&referrer.role)),
        SummaryRow::new("Agency", agency.unwrap_or("None given").to_owned()),
    ])
}

/// The referrer's own telephone and address, and when and how it reached us.
fn reached(view: &ContactView) -> SummaryList {
    let known = &view.contact.record;
    let referrer = &known.referrer;
    let logged = known.logged_by.map_or("Frontdoor", |by| view.names.name(by));
    SummaryList::new(vec![
        SummaryRow::new("Ring back", told::sealed(referrer.phone.as_ref(), view.unsealing)),
        SummaryRow::new("E-mail", told::sealed(referrer.email.as_ref(), view.unsealing)),
        SummaryRow::new("How it came", known.channel.words()),
        SummaryRow::new("Reached us", london::moment_in_words(known.received_at)),
        SummaryRow::new("Typed in", format!("{}, {logged}", london::moment_in_words(known.logged_at))),
    ])
}

/// The children's own words.
fn words(known: &Contact) -> Markup {
    html! {
        @for said in &known.concern.words {
            @let child = known.children.get(said.child).map_or_else(|| "A child".to_owned(), told::name);
            h3 class="govuk-heading-s" { "In " (told::bdi(&child)) "’s own words" }
            (quote(&shown(&said.words), &heard(&said.heard_by)))
        }
    }
}

fn heard(by: &str) -> String {
    if by.trim().is_empty() {
        "Who heard it is not known".into()
    } else {
        format!("Heard by {}", shown_in_line(by))
    }
}

fn person(other: &OtherPerson) -> Markup {
    let name = other.name.display();
    let name = if name.is_empty() { "Name not known".to_owned() } else { name };
    let lives = match other.lives_with.answer() {
        Some(true) => "lives with the child",
        Some(false) => "lives elsewhere",
        None => "where they live is not known",
    };
    html! {
        (told::bdi(&name)) ", " (other.kinship.map_or("what they are to the child is not known", |kinship| kinship.words())) ", " (lives)
        ". Parental responsibility: " (told::yes_no_words(other.parental_responsibility)) "."
        @if !other.words.trim().is_empty() { " " (told::verbatim(&other.words)) }
    }
}
