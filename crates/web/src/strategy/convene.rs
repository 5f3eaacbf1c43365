//! Hold now with who we have, or wait. Holding is always allowed: where three or more of the first seven things are not known it asks why it cannot
//! wait. Waiting says from whom, until when, and what keeps the child safe meanwhile (domain.md, Appendix B2).

use casework::strategy::DiscussionView;
use casework::{SentForm, Stop};
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::id::Id;
use domain::pack::StrategyWords;
use domain::refusal::{Problem, Refusal};
use domain::strategy::{ConveneAsked, Discussion, GatherAsked};
use jiff::SignedDuration;
use maud::{Markup, html};

use super::record_read::LEFT_OUT;
use super::{address, back, page, steps};
use crate::contact::filled::Asked;
use crate::handover::moment;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Convening, or gathering first.
pub(super) static CONVENE: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/convene",
    name: "convene a strategy discussion",
    action: Action::ConveneDiscussion,
    prefill,
    show,
    send,
};

/// The buttons, and what each does.
const ACT: &str = "act";
const WAIT: &str = "wait";

fn prefill(visit: &Visit<'_>, id: &Id<Discussion>, at: At) -> Result<Prefilled, Stop> {
    let version = match at {
        At::Now => casework::strategy::view(&visit.session, *id)?.discussion.version.0,
        At::Version(version) => version,
    };
    Ok(Prefilled { fields: blank(visit), version })
}

/// Waiting begins with the longest time that it may take.
fn blank(visit: &Visit<'_>) -> Fields {
    let mut fields = Fields::default();
    let hours = i64::from(visit.house().pack.strategy.gather_hours);
    // A minute is left for reading the page: it may not be longer than the pack says.
    let latest = visit.session.at + SignedDuration::from_hours(hours) - SignedDuration::from_mins(1);
    moment::filled(&mut fields, "gather", latest);
    fields
}

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let known = &view.discussion.record;
    let words = &visit.house().pack.strategy;
    let unknown: Vec<String> = known.unknown_first(words).map(str::to_owned).collect();
    let asked = asked(filling, words, unknown.len());
    let body = html! {
        (asked.summary())
        (page::heading(&view, "Hold now, or wait"))
        (steps::steps(visit, &view))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        h2 class="govuk-heading-m" { "Two answers" }
        (asked.form(visit, questions(words, &asked, filling, &unknown)))
    };
    Ok(View::new("Hold now, or wait", body).before(back(id)).wide())
}

const LABELS: &[(&str, &str)] = &[
    ("words", "What makes it so"),
    ("gather_from", "What is missing, and from whom"),
    ("gather_changes", "What it could change"),
    ("gather_safe", "What keeps the child safe"),
];

/// Where the reason is not asked, the link of its problem lands on the button.
fn asked<'a>(filling: &'a Filling, words: &StrategyWords, unknown: usize) -> Asked<'a> {
    let lands: &[(&str, &str)] = if asks_reason(words, unknown) { &[] } else { &[("urgency", "hold")] };
    Asked::new(filling, lands)
}

fn asks_reason(words: &StrategyWords, unknown: usize) -> bool {
    unknown >= words.ask_reason_from
}

/// The two answers on the discussion's own page.
pub(super) fn embedded(visit: &Visit<'_>, view: &DiscussionView, unknown: &[String], again: bool) -> Markup {
    let words = &visit.house().pack.strategy;
    let prefilled = Prefilled { fields: blank(visit), version: view.discussion.version.0 };
    let filling = Filling::blank(visit.house().id::<SentForm>(), prefilled);
    let asked = asked(&filling, words, unknown.len());
    let path = address(view.discussion.record.id, "/convene");
    html! {
        @if visit.may(Action::ConveneDiscussion) {
            h2 class="govuk-heading-m" { @if again { "Convened: change that" } @else { "Hold now, or wait?" } }
            (filling.form(&path, questions(words, &asked, &filling, unknown)))
        }
    }
}

fn questions(words: &StrategyWords, asked: &Asked<'_>, filling: &Filling, unknown: &[String]) -> Markup {
    html! {
        (crate::contact::pressed_by_enter("Hold now with who we have"))
        div class="app-halves app-halves--even" {
            section aria-label="Hold now" {
                h3 class="govuk-heading-s" { "Hold now with who we have" }
                (hold(words, asked, unknown))
                (Button { id: "hold".into(), ..Button::new("Hold now with who we have").sends(ACT, "hold") })
            }
            section aria-label="Wait" {
                h3 class="govuk-heading-s" { "Wait, and gather first" }
                (asked.lines("gather_from", "Wait for what, from whom?").rows(2))
                (asked.lines("gather_changes", "Which missing fact could change what is decided?").rows(2))
                (moment::asked(filling, "gather", "Until", LEFT_OUT))
                (asked.lines("gather_safe", "What keeps each child safe meanwhile?").hint("Who is with the child, and what happens if it fails.").rows(3))
                p class="govuk-hint" { "It ends by itself: at most " (words.gather_hours) " hours. After that a manager says so again." }
                (Button::new("Wait, and gather first").secondary().sends(ACT, WAIT))
            }
        }
    }
}

/// The reason, where much is unknown.
fn hold(words: &StrategyWords, asked: &Asked<'_>, unknown: &[String]) -> Markup {
    let names = unknown.iter().filter_map(|code| words.item(code)).map(|item| item.name.as_str());
    let choices = words.urgencies.iter().filter(|urgency| !urgency.gather);
    let choices =
        choices.map(|urgency| Choice::new(&urgency.code, urgency.name.as_str()).hint(urgency.words.as_str()));
    html! {
        @if unknown.is_empty() {
            p class="govuk-body" { "Everything that should be known first is known." }
        } @else {
            p class="govuk-body" { (unknown.len()) " of the first things are not known:" }
            ul class="govuk-list govuk-list--bullet" { @for name in names { li { (name) } } }
        }
        @if asks_reason(words, unknown.len()) {
            (asked.one_of("urgency", "Why can it not wait?", choices.collect()))
            (asked.lines("words", "What makes it so?").hint("Not needed for danger now.").rows(2))
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let words = &visit.house().pack.strategy;
    let waits = fields.get(ACT) == WAIT;
    let mut problems: Vec<Problem> = Vec::new();
    let until = if waits { moment::read(fields, "gather", LEFT_OUT, &mut problems) } else { None };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let gather = words.urgencies.iter().find(|urgency| urgency.gather);
    let urgency = match gather.filter(|_| waits) {
        Some(gather) => gather.code.clone(),
        None => fields.get("urgency").to_owned(),
    };
    let asked = ConveneAsked {
        urgency,
        words: fields.get("words").to_owned(),
        gather: GatherAsked {
            from: fields.get("gather_from").to_owned(),
            changes: fields.get("gather_changes").to_owned(),
            safe: fields.get("gather_safe").to_owned(),
            until,
        },
    };
    casework::strategy::convene(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
