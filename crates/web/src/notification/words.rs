//! How a household and its notifications are said: tags, people, who is known, when.

use casework::notification::{Household, KnownPerson, Row, Sketch};
use design::own::{Restricted, Tone};
use domain::calendar::london;
use domain::notification::{INCIDENT_KINDS, NOT_NEEDED_REASONS, Named, Notification};
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::shown_in_line;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::route::Visit;

/// What somebody must see first.
pub(super) fn tags(sketch: &Sketch) -> Markup {
    html! {
        @match sketch.risk {
            3 => { (Tone::Pressing.tag("High risk")) " " }
            2 => { (Tone::Waiting.tag("Medium risk")) " " }
            1 => { (Tone::Quiet.tag("Standard risk")) " " }
            _ => {}
        }
        @if sketch.domestic_abuse { (Tone::Pressing.tag("Domestic abuse")) " " }
        @if let Some(repeat) = sketch.repeats.words() {
            // A tag is short: one for the year, one for the week.
            @for part in repeat.split(", ") { (Tone::Waiting.tag(part)) " " }
        }
        @if sketch.open { (Tone::Active.tag("Open to a worker")) " " }
        @else if sketch.known { (Tone::Active.tag("Known")) " " }
        @if sketch.changed { (Tone::Waiting.tag("Sent again with other words")) " " }
    }
}

/// What a household is called: where it is, or whom it is about.
pub(super) fn called(home: &Household) -> String {
    let told = home.notifications.iter().map(|told| &told.record);
    let address = told.clone().find_map(|told| {
        told.address.as_ref().and_then(|address| address.open(home.unsealing)).map(AddressLines::one_line)
    });
    let name = told.clone().flat_map(|told| &told.people).find(|named| !named.said.name.is_empty());
    let called = address.or_else(|| name.map(|named| named.said.name.display()));
    shown_in_line(&called.unwrap_or_else(|| "Nobody named".to_owned()))
}

/// The kinds of an incident in words.
pub(super) fn kinds(visit: &Visit<'_>, told: &Notification) -> String {
    let list = visit.house().pack.code_list(INCIDENT_KINDS);
    let words: Vec<&str> =
        told.kinds.iter().map(|code| list.and_then(|list| list.words(code)).unwrap_or(code)).collect();
    words.join(", ")
}

/// A reason for which no contact was needed, in words.
pub(super) fn reason<'v>(visit: &'v Visit<'_>, code: &'v str) -> &'v str {
    visit.house().pack.code_list(NOT_NEEDED_REASONS).and_then(|list| list.words(code)).unwrap_or(code)
}

/// Who sent it.
pub(super) fn agency(visit: &Visit<'_>, code: &str) -> String {
    visit.house().pack.agency(code).map_or_else(|| code.to_owned(), |agency| agency.name.clone())
}

/// When the incident was and when we were told, each with how long ago that is.
pub(super) fn when(visit: &Visit<'_>, told: &Notification) -> Markup {
    let now = visit.session.at;
    html! {
        @if let Some(at) = told.incident_at {
            (london::moment_in_short(at, now)) " (" (ago(at, now)) " ago)"
        } @else { "Time of incident not said" }
        "; received " (ago(told.received_at, now)) " ago"
        @if let Some(at) = told.changed_at { "; sent again " (ago(at, now)) " ago" }
    }
}

/// How long ago, as people say it.
pub(super) fn ago(at: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(at).as_mins().max(0);
    let counted = |count: i64, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    match minutes {
        0..=89 => counted(minutes, "minute"),
        90..=2_879 => counted((minutes + 30) / 60, "hour"),
        _ => counted(minutes / 1_440, "day"),
    }
}

/// Everybody in an incident, each with their part and age.
pub(super) fn people(told: &Notification) -> Markup {
    let on = london::date_of(told.happened_or_received());
    html! {
        @if !told.people.is_empty() {
            ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-2" {
                @for named in &told.people { li { (person(named, on)) } }
            }
        }
    }
}

/// The same where a list has no room.
pub(super) fn people_in_line(told: &Notification) -> Markup {
    let on = london::date_of(told.happened_or_received());
    html! {
        @for (place, named) in told.people.iter().enumerate() {
            @if place > 0 { "; " }
            (person(named, on))
        }
        @if !told.people.is_empty() { "." }
    }
}

fn person(named: &Named, on: jiff::civil::Date) -> Markup {
    let name = shown_in_line(&named.said.name.display());
    html! {
        bdi { @if name.trim().is_empty() { "Name not said" } @else { (name) } }
        ": " (named.part.words().to_lowercase())
        @match named.said.birth {
            Known::Is(birth) => { ", " (birth.age_in_words(on)) " (" (birth.to_string()) ")" }
            Known::NotAsked | Known::NotKnown => {}
        }
    }
}

/// Who is known, with whom.
pub(super) fn known(known: &[KnownPerson]) -> Markup {
    html! {
        @for known in known {
            @match &known.person {
                Ok(existence) => {
                    p class="govuk-body govuk-!-margin-bottom-2" {
                        strong { "Known: " }
                        a class="govuk-link" href={ "/children/" (existence.child) } { bdi { (shown_in_line(&existence.name)) } }
                        @if known.said != existence.name && !known.said.trim().is_empty() { ", told of as " bdi { (shown_in_line(&known.said)) } }
                        @if existence.involved.is_empty() { ". Nobody works with them at the moment." }
                        @else { ". With " (existence.involved.join("; ")) "." }
                    }
                }
                Err(words) => { (ring(words)) }
            }
        }
    }
}

/// A restricted record: whom to ring, and nothing else. The component says "Restricted: ring" itself.
pub(super) fn ring(words: &str) -> Markup {
    let ring = words.strip_prefix("Restricted: ring ").unwrap_or(words);
    html! { (Restricted::ring(ring.strip_suffix('.').unwrap_or(ring))) }
}

/// What became of earlier notifications of the household, counted: a reason that is given again and again is seen.
pub(super) fn earlier(visit: &Visit<'_>, sketch: &Sketch) -> Markup {
    let part = |(code, count): (&String, &usize)| match code.as_str() {
        "contact" => format!("{count} became a contact"),
        "worker" => format!("{count} went to the worker"),
        reason_code => format!("{count} needed no contact: “{}”", reason(visit, reason_code)),
    };
    html! {
        @if !sketch.earlier.is_empty() {
            p class="govuk-body govuk-!-margin-bottom-2" {
                "Earlier in these 12 months: " (sketch.earlier.iter().map(part).collect::<Vec<_>>().join("; ")) "."
            }
        }
    }
}

/// The words of an incident, cut where a list has no room.
pub(super) fn cut(words: &str, longest: usize) -> String {
    let line = shown_in_line(words);
    if line.chars().count() <= longest {
        return line;
    }
    let cut: String = line.chars().take(longest).collect();
    format!("{}…", cut.trim_end())
}

/// The notifications that a form is about, each with the version that was shown: nobody decides on words they have not seen.
pub(super) fn of(notifications: &[Row]) -> Markup {
    html! {
        @for told in notifications {
            input type="hidden" name="of" value={ (told.record.id) "." (told.version) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ago, cut};

    #[test]
    fn how_long_ago_is_said_as_people_say_it() {
        let now: jiff::Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        for (at, expected) in [
            ("2026-11-23T07:59:30Z", "0 minutes"),
            ("2026-11-23T07:59:00Z", "1 minute"),
            ("2026-11-23T06:10:00Z", "2 hours"),
            ("2026-11-21T08:10:00Z", "48 hours"),
            ("2026-11-20T08:00:00Z", "3 days"),
            ("2026-11-24T08:00:00Z", "0 minutes"),
        ] {
            assert_eq!(ago(at.parse().unwrap(), now), expected, "{at}");
        }
        assert_eq!(cut("a bb ccc", 3), "a b…");
        assert_eq!(cut("é\nb", 3), "é b");
    }
}
