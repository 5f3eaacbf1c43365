//! What rose, as a small line and as a strip of what happened with the trigger and the time by which the discussion is due. They count; they do not
//! score. Each links to the records.

use casework::strategy::{Counted, DiscussionView, Trajectory};
use design::govuk::{Button, Input};
use design::picture::{self, Direction, Escalation, Line, Mark, Moment, Point};
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::strategy::Discussion;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, Render, html};

use crate::route::Visit;

/// The name of the field that says since when.
const SINCE: &str = "since";

/// What a recorded fact is called. A kind that is not here is called by its own words.
const KINDS: &[(&str, &str, Mark)] = &[
    ("contact", "contact", Mark::Happened),
    ("contact_decided", "contact decided", Mark::Happened),
    ("police_notification", "police notification", Mark::Counts),
    ("injury", "injury", Mark::Counts),
    ("disclosure", "what the child told", Mark::Counts),
    ("domestic_abuse", "domestic abuse", Mark::Counts),
    ("neglect_tool", "neglect measured", Mark::Happened),
    ("missing", "missing", Mark::Counts),
    ("missing_long", "missing for long", Mark::Counts),
    ("return_interview", "return interview", Mark::Happened),
    ("exploitation", "exploitation", Mark::Counts),
    ("visit", "visit", Mark::Happened),
    ("adult_joins", "an adult joins the home", Mark::Counts),
    ("adult_released", "an adult is released", Mark::Counts),
    ("professional_concern", "a professional's concern", Mark::Counts),
    ("consent_withdrawn", "consent withdrawn", Mark::Happened),
    ("assessment", "assessment", Mark::Happened),
    ("safety_plan", "safety plan", Mark::Counts),
    ("partner_escalates", "a partner escalates", Mark::Counts),
    ("strategy_discussion", "strategy discussion", Mark::Happened),
];

/// A fact that became known later than this was not known at the time.
const KNOWN_LATER: SignedDuration = SignedDuration::from_hours(48);

fn kind(code: &str) -> (String, Mark) {
    let found = KINDS.iter().find(|(kind, ..)| *kind == code);
    found.map_or_else(
        || (code.replace('_', " "), Mark::Happened),
        |(_, words, mark)| ((*words).to_owned(), *mark),
    )
}

/// Since when the viewer asked to look; the planner's own start where they did not, or asked for an earlier day.
fn since(visit: &Visit<'_>, trajectory: &Trajectory) -> Timestamp {
    let typed = parse_date(visit.query.get(SINCE)).ok().map(london::start_of);
    typed
        .filter(|since| *since < visit.session.at)
        .map_or(trajectory.since, |since| since.max(trajectory.since))
}

/// What rose since a day, as a small line with its word.
pub(super) fn line(visit: &Visit<'_>, trajectory: &Trajectory) -> Markup {
    let since = since(visit, trajectory);
    let day = london::date_in_words(london::date_of(since));
    let shown: Vec<&(Timestamp, usize)> = trajectory
        .fortnights
        .iter()
        .filter(|(from, _)| *from + SignedDuration::from_hours(14 * 24) > since)
        .collect();
    let points = shown.iter().map(|(from, count)| Point {
        when: format!("two weeks from {}", london::date_in_words(london::date_of(*from))),
        count: u32::try_from(*count).unwrap_or(u32::MAX),
    });
    let last = |skipped: usize| -> usize {
        trajectory.fortnights.iter().rev().skip(skipped).take(2).map(|(_, count)| count).sum()
    };
    let direction = if trajectory.rising {
        Direction::Rising
    } else if last(0) < last(2) {
        Direction::Falling
    } else {
        Direction::Steady
    };
    let events = trajectory.timeline.iter().filter(|fact| fact.happened >= since).count();
    let (now, before) = (last(0), last(2));
    let sentence = format!(
        "{} since {day}: {now} in the last four weeks, {before} in the four before them.",
        if events == 1 { "1 event".to_owned() } else { format!("{events} events") }
    );
    let line = picture::Trajectory {
        prefix: "rose".to_owned(),
        title: "Events on record, each fortnight".to_owned(),
        points: points.collect(),
        direction,
        sentence,
    };
    html! {
        (line)
        form method="get" action=(visit.path) class="app-since" {
            (Input::new(SINCE, "Since which day?").hint("Like 4 9 2026").classes("govuk-input--width-10").value(visit.query.get(SINCE)))
            (Button::new("Look since then").secondary())
        }
    }
}

/// What happened, to scale, with the trigger and the time by which the discussion is due.
pub(super) fn strip(visit: &Visit<'_>, view: &DiscussionView, trajectory: &Trajectory) -> Markup {
    let known = &view.discussion.record;
    let since = since(visit, trajectory);
    let events: Vec<Moment> = trajectory
        .timeline
        .iter()
        .filter(|fact| fact.happened >= since && fact.record != known.id.any())
        .map(|fact| moment(fact, known))
        .collect();
    let line = |at: Timestamp, words: &str| Line {
        at: at.as_second(),
        words: format!("{words}, {}", london::moment_in_short(at, visit.session.at)),
    };
    let day = london::date_in_words(london::date_of(since));
    let sentence = sentence(visit, known, &events, &day);
    Escalation {
        prefix: "strip".to_owned(),
        title: format!("What built up since {day}"),
        events,
        trigger: Some(line(known.threshold_at, "trigger")),
        deadline: known.due().map(|due| line(due, "due")),
        now: Some(line(visit.session.at, "now")),
        sentence,
    }
    .render()
}

fn sentence(visit: &Visit<'_>, known: &Discussion, events: &[Moment], day: &str) -> String {
    let trigger = london::moment_in_short(known.threshold_at, visit.session.at);
    let due = match known.due() {
        Some(due) if due < visit.session.at => {
            format!("was due {} and is late", london::moment_in_short(due, visit.session.at))
        }
        Some(due) => format!("is due {}", london::moment_in_short(due, visit.session.at)),
        None => "has no time set".to_owned(),
    };
    match events {
        [] => format!(
            "Nothing else is on record since {day}. The trigger came {trigger}; the discussion {due}."
        ),
        [.., last] => format!(
            "{} on record since {day}, the last of them {} on {}. The trigger came {trigger}; the discussion {due}.",
            if events.len() == 1 { "1 event is".to_owned() } else { format!("{} events are", events.len()) },
            last.words,
            last.when,
        ),
    }
}

fn moment(fact: &Counted, known: &Discussion) -> Moment {
    let (words, mark) = kind(&fact.kind);
    let later = fact.known_at.duration_since(fact.happened) > KNOWN_LATER;
    let day = london::date_of(fact.happened);
    let href = match (fact.record_kind.as_str(), known.children.first()) {
        ("contact", _) => format!("/contacts/{}", fact.record),
        ("strategy" | "strategy_discussion", _) => format!("/strategy/{}", fact.record),
        (_, Some(child)) => format!("/children/{child}/chronology"),
        (_, None) => String::new(),
    };
    Moment {
        at: fact.happened.as_second(),
        when: london::date_in_words(day).trim_end_matches(&format!(" {}", day.year())).to_owned(),
        words,
        href,
        mark: if later { Mark::NotKnownThen } else { mark },
    }
}
