//! A discussion as it is read: where it stands, by when, why now, what was decided for each child, what the enquiry's plan says.

use design::govuk::{SummaryList, SummaryRow};
use design::own::{Clock, ClockState, Tone};
use domain::calendar::london;
use domain::pack::Pack;
use domain::strategy::{ChildDecision, Discussion, EnquiryPlan, Need, Needed, Stage};
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::record_read::when;
use crate::forms::page::further_told;
use crate::meeting::{agency, lines, name};
use crate::route::Visit;

/// Where it stands, as a tag.
pub(super) fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Begun | Stage::Held | Stage::Decided => Tone::Pressing,
        Stage::Gathering => Tone::Waiting,
        Stage::Convened => Tone::Active,
        Stage::Signed => Tone::Done,
        Stage::CalledOff => Tone::Quiet,
    };
    html! { (tone.tag(stage.words())) }
}

/// The rule of this council and its clock, in words: by when it is held, and since when it could be known.
pub(super) fn clock(visit: &Visit<'_>, discussion: &Discussion) -> Markup {
    let house = visit.house();
    let timer = house.pack.timer(&house.pack.strategy.hold);
    let now = visit.session.at;
    let words = discussion.clock.in_words(now, &house.calendar);
    let state = match (discussion.held_at, discussion.due()) {
        (Some(_), _) => ClockState::Met,
        (None, Some(due)) if due < now => ClockState::Overdue,
        (None, _) if discussion.stage() == Stage::CalledOff => ClockState::Stopped,
        _ => ClockState::Due,
    };
    let sooner = discussion.watch_due.filter(|_| discussion.held_at.is_none());
    html! {
        @if let Some(timer) = timer {
            p class="govuk-body" {
                "Rule of this council: held within " (timer.limit) " of the decision to hold it (" (timer.source) "). Decided "
                (london::moment_in_words(discussion.decided_to_hold.1)) "."
            }
        }
        p class="govuk-body" {
            (Clock::new(state, sentence(&words)))
            @if let Some(sooner) = sooner {
                @if sooner < now { " The watch asked for an answer by " } @else { " The watch asks for an answer by " }
                (london::moment_in_words(sooner)) "."
            }
        }
    }
}

/// The words as the beginning of a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Why now.
pub(super) fn why(discussion: &Discussion) -> Markup {
    let why = &discussion.why;
    let mut rows = vec![
        SummaryRow::new("Harm that is suspected", lines(&why.harm)),
        SummaryRow::new("Why now", lines(&why.event)),
    ];
    if let Some((at, whom)) = &why.first_known {
        let known = html! { (london::moment_in_words(*at)) ", to " (name(whom)) };
        rows.push(SummaryRow::new("First known to anyone", known));
    }
    if let Some(at) = why.service_knew {
        rows.push(SummaryRow::new("This service knew", london::moment_in_words(at)));
    }
    SummaryList::new(rows).render()
}

/// What the information means, the risks, the decisions: as far as they are written.
pub(super) fn record(
    pack: &Pack,
    discussion: &Discussion,
    children: &[(domain::id::Id<domain::person::Person>, String)],
) -> Markup {
    let analysis = &discussion.analysis;
    let said = [
        ("How likely", &analysis.likelihood),
        ("How severe", &analysis.severity),
        ("What protects", &analysis.protective),
        ("What else could explain it", &analysis.otherwise),
        ("Other children", &discussion.other_children),
        ("Designated officer", &discussion.designated_officer),
    ];
    let mut rows: Vec<SummaryRow> = said
        .into_iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(what, words)| SummaryRow::new(what, lines(words)))
        .collect();
    if let Some(next) = discussion.next {
        rows.push(SummaryRow::new("Next discussion", london::moment_in_words(next)));
    }
    html! {
        @if !rows.is_empty() { h2 class="govuk-heading-m" { "What it means" } (SummaryList::new(rows)) }
        @if !discussion.risks.is_empty() {
            h2 class="govuk-heading-m" { "Risks" }
            ol class="govuk-list govuk-list--number" { @for risk in &discussion.risks { li { (name(&risk.words)) } } }
        }
        @for (child, called) in children {
            @if let Some(decision) = discussion.decision_of(*child) {
                h2 class="govuk-heading-m" { "Decision for " (name(called)) }
                (decided(pack, decision))
            }
        }
        (further_told(pack, discussion.further.as_ref()))
    }
}

fn decided(pack: &Pack, decision: &ChildDecision) -> Markup {
    let outcomes = html! {
        @for (place, code) in decision.outcomes.iter().enumerate() {
            @if place > 0 { br; }
            (pack.strategy.outcome(code).map_or(code.as_str(), |outcome| outcome.name.as_str()))
        }
    };
    let mut rows = vec![SummaryRow::new("Decided", outcomes)];
    let mut said = |what: &str, words: &str| {
        if !words.trim().is_empty() {
            rows.push(SummaryRow::new(what.to_owned(), lines(words)));
        }
    };
    said("Reasons", &decision.reasons);
    said("What else was considered", &decision.considered);
    said("Why another discussion", &decision.further_because);
    for dissent in &decision.dissent {
        let of = Some(dissent.agency.as_str()).filter(|of| *of != domain::pack::COUNCIL);
        said(&format!("{} saw it differently", agency(pack, of, &dissent.organisation)), &dissent.words);
    }
    if !decision.interim.words.trim().is_empty() {
        let safe = html! { (lines(&decision.interim.words)) p class="govuk-body" { "Until " (when(decision.interim.until)) "." } };
        rows.push(SummaryRow::new("Safe for now", safe));
    }
    html! {
        (SummaryList::new(rows))
        @if decision.section47(pack).is_some() {
            h3 class="govuk-heading-s" { "Plan of the section 47 enquiry" }
            (plan(&decision.plan))
        }
    }
}

/// The enquiry's plan: what nobody said is said so.
fn plan(plan: &EnquiryPlan) -> Markup {
    let seen = html! {
        (name(&plan.seen_by)) ", " (name(&plan.place)) ", by " (when(plan.seen_by_when))
        @if !plan.with.trim().is_empty() { ". " (name(&plan.with)) }
    };
    let told = Need { needed: plan.parents.told, words: plan.parents.words.clone(), when: plan.parents.when };
    let mut rows = vec![
        SummaryRow::new("Who sees the child, where, by when", seen),
        SummaryRow::new("Language", name(&plan.language)),
        SummaryRow::new("Interpreter", need(&plan.interpreter)),
        SummaryRow::new("Capacity and learning disability", lines(&plan.capacity)),
        SummaryRow::new("Intermediary", need(&plan.intermediary)),
        SummaryRow::new("Communication", lines(&plan.communication)),
        SummaryRow::new("Parents told", need(&told)),
        SummaryRow::new("Medical", need(&plan.medical)),
        SummaryRow::new("Interview for evidence", need(&plan.interview)),
        SummaryRow::new("Legal advice", need(&plan.legal_advice)),
    ];
    for (what, words) in [
        ("Consent to the medical", &plan.medical_consent),
        ("Criminal investigation", &plan.criminal),
        ("Why the plan is open", &plan.open_because),
    ] {
        if !words.trim().is_empty() {
            rows.push(SummaryRow::new(what, lines(words)));
        }
    }
    SummaryList::new(rows).render()
}

fn need(need: &Need) -> Markup {
    html! {
        (need.needed.words())
        @if !need.words.trim().is_empty() { ". " (name(&need.words)) }
        @if need.needed != Needed::No { @if let Some(at) = need.when { " (" (london::moment_in_words(at)) ")" } }
    }
}

/// "4 h 20 min ago", roughly, for tries to reach somebody.
pub(super) fn ago(at: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(at).as_mins().max(0);
    match minutes {
        0..60 => format!("{minutes} minutes ago"),
        60..1440 => format!("{} h {} min ago", minutes / 60, minutes % 60),
        _ => format!("{} days ago", minutes / 1440),
    }
}
