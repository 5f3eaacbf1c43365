//! What is due next for a child, and the contacts there have been: one low worry is little, the fourth in nine months is a pattern.

use casework::child::{ChildPage, outcome};
use design::own::{Clock, ClockState, PreviousContact, PreviousContacts};
use domain::calendar::clock::State;
use domain::calendar::london;
use domain::chronology::told_by;
use domain::contact::Contact;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, Render, html};

use super::super::words;
use crate::route::Visit;

/// The clocks that run at the moment of the page, the most pressing first.
pub(super) fn clocks(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let contacts = page.file.contacts.iter().map(|filed| (of_contact(&filed.record), &filed.record.clocks));
    let referrals = page.file.referrals.iter().map(|filed| &filed.record);
    let referrals = referrals.map(|referral| (html! { "referral " (referral.reference) }, &referral.clocks));
    let episodes = page.file.episodes.iter().map(|filed| &filed.record).filter(|one| one.closed_on.is_none());
    let episodes = episodes.map(|episode| {
        let since = london::date_in_words(episode.referral_date);
        (html! { "open since " (since) }, &episode.clocks)
    });
    let all = contacts.chain(referrals).chain(episodes);
    let mut running: Vec<(Markup, &domain::calendar::Clock)> = all
        .flat_map(|(of, clocks)| clocks.iter().map(move |clock| (of.clone(), clock)))
        .filter(|(_, clock)| clock.met.is_none_or(|met| met > page.at))
        .collect();
    running.sort_by_key(|(_, clock)| clock.due.map_or(Timestamp::MAX, domain::calendar::Due::instant));
    html! {
        h2 class="govuk-heading-m" { "Due next" }
        @if running.is_empty() { p class="govuk-body" { "Nothing is due." } } @else {
            ul class="govuk-list" {
                @for (of, clock) in running { li { (due(visit, page.at, &of, clock)) } }
            }
        }
    }
}

fn of_contact(contact: &Contact) -> Markup {
    html! { a class="govuk-link" href={ "/contacts/" (contact.id) } { "contact " (contact.reference) } }
}

fn due(visit: &Visit<'_>, at: Timestamp, of: &Markup, clock: &domain::calendar::Clock) -> Markup {
    let house = visit.house();
    let state = match clock.state(at) {
        State::Overdue => ClockState::Overdue,
        State::DueToday => ClockState::Soon,
        State::Running => ClockState::Due,
        State::NoDaySet => ClockState::Stopped,
        State::Met | State::MetLate => ClockState::Met,
    };
    let rule = house.pack.timer(&clock.timer).map_or(clock.timer.as_str(), |timer| timer.name.as_str());
    let shown = Clock::new(state, capital(&clock.in_words(at, &house.calendar))).rule(rule);
    html! { (shown) ", " (of) }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Every contact there has been, newest first.
pub(super) fn previous(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let pack = &visit.house().pack;
    let source = |contact: &Contact| {
        told_by(&contact.source, pack).map_or_else(|| "Source not known".into(), |words| capital(&words))
    };
    let mut contacts: Vec<&Contact> = page.file.contacts.iter().map(|filed| &filed.record).collect();
    contacts.sort_by_key(|contact| std::cmp::Reverse(contact.received_at));
    let strip = PreviousContacts {
        summary: pattern(&contacts, page.at),
        contacts: contacts
            .iter()
            .map(|contact| PreviousContact {
                when: words::day(contact.received_at),
                source: source(contact),
                outcome: outcome(contact, pack),
                href: format!("/contacts/{}", contact.id),
            })
            .collect(),
        ..PreviousContacts::default()
    };
    html! {
        (strip.render())
        @for closed in &page.closed { p class="govuk-body" { "A record that is also about another child. " (closed) } }
    }
}

/// How many contacts in how long: the year up to the moment of the page.
fn pattern(contacts: &[&Contact], at: Timestamp) -> String {
    let year = SignedDuration::from_hours(365 * 24);
    let recent = contacts.iter().filter(|contact| at.duration_since(contact.received_at) <= year).count();
    match (contacts.len(), recent) {
        (0, _) => "Contacts".into(),
        (all, 0) => format!("Contacts: {all}, none in the last year"),
        (all, recent) => format!("Contacts: {all}, {recent} in the last year"),
    }
}
