//! A conference's page: where it stands and by when, the child's views first once it was held, what is done next.

use casework::Stop;
use casework::conference::ConferenceView;
use design::govuk::{Button, SummaryList, SummaryRow, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::conference::{Conference, Held, PlanDecision, Stage};
use domain::id::Id;
use domain::pack::{Conferences, Pack};
use maud::{Markup, html};

use super::{address, clock, name, stage, verbatim};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// A conference.
pub(super) static PAGE: Page<Id<Conference>> =
    Page { path: "/conferences/{conference}", name: "conference", action: Action::ReadConference, show };

fn show(visit: &Visit<'_>, conference: Id<Conference>) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let record = &view.conference.record;
    let body = html! {
        span class="govuk-caption-l" { "Child protection conference " (record.reference) }
        h1 class="govuk-heading-l" { (name(&view.child.name())) }
        p class="govuk-body" {
            (stage(record.stage)) " "
            a class="govuk-link" href={ "/children/" (record.child) } { "The child’s record" }
        }
        (crate::voice::under_heading(visit, record.child)?)
        (next(&view))
        @if let Some(held) = &record.held { (self::held(visit, &view, held)) }
        (clocks(visit, record))
        (asked_for(&visit.house().pack, &view))
        (day(visit, &view))
        (declined(&visit.house().pack, &view))
        (disagreements(visit, &view))
        (together(&view))
    };
    Ok(View::new("Child protection conference", body).wide())
}

/// What is done next, as verbs.
fn next(view: &ConferenceView) -> Markup {
    let record = &view.conference.record;
    let to = |below: &str| address(record.id, below);
    let may = |action| view.may.contains(&action);
    let waits = matches!(record.stage, Stage::Requested | Stage::Planned);
    let made_plan = record.plan_from().is_some() && !record.plan_ended();
    html! {
        (button_group(html! {
            @if may(Action::RequestConference) {
                (Button::link(if record.stage == Stage::Needed { "Send the request" } else { "Ask for it again" }, to("/request")))
            }
            @if waits && may(Action::PlanConference) {
                (Button::link(if record.stage == Stage::Planned { "Change the day or who is asked" } else { "Plan the day" }, to("/day")))
            }
            @if waits && may(Action::HoldConference) { (Button::link("Record what it decided", to("/decision")).secondary()) }
            @if record.stage == Stage::Planned && may(Action::PlanConference) { (Button::link("The report was given", to("/report")).secondary()) }
            @if made_plan && may(Action::HoldConference) {
                @if record.core_group.is_none() { (Button::link("The core group met", to("/core-group")).secondary()) }
                (Button::link("Record a review", to("/review")).secondary())
            }
            a class="govuk-link" href=(to("/handover")) { "Hand over: one page to print" }
            @if may(Action::DeclineConference) { a class="govuk-link" href=(to("/decline")) { "Decline the conference" } }
            @if record.stage.waits() && may(Action::PlanConference) { a class="govuk-link" href=(to("/call-off")) { "Call it off" } }
            @if may(Action::RaiseDisagreement) {
                a class="govuk-link" href={ "/children/" (record.child) "/disagreement?conference=" (record.id) } { "Disagree with this" }
            }
        }))
    }
}

/// Every clock, the local count beside the national one.
pub(super) fn clocks(visit: &Visit<'_>, record: &Conference) -> Markup {
    let pack = &visit.house().pack;
    let row = |timer: &domain::calendar::Clock, also: &str| {
        let known = pack.timer(&timer.timer);
        let key = known.map_or(timer.timer.as_str(), |timer| &timer.name);
        let source = known.map(|known| format!("{} ({}, {})", known.limit, known.source, known.mark.words()));
        SummaryRow::new(
            format!("{key}{also}"),
            html! { (clock(visit, timer)) @if let Some(source) = source { br; span class="govuk-hint" { (source) } } },
        )
    };
    let mut rows: Vec<SummaryRow> = record.clocks.iter().map(|timer| row(timer, "")).collect();
    if let Some(local) = &record.local {
        let source = &pack.conferences.local_count.source;
        rows.push(SummaryRow::new(
            "The partnership’s own count",
            html! { (clock(visit, local)) br; span class="govuk-hint" { "From the last strategy discussion (" (source) "). The national count is the one above, and is what is reported." } },
        ));
    }
    html! {
        h2 class="govuk-heading-m" { "By when" }
        (SummaryList::new(rows))
    }
}

fn asked_for(pack: &Pack, view: &ConferenceView) -> Markup {
    let record = &view.conference.record;
    let names = &view.names;
    let decided =
        format!("{}, {}", names.name(record.decided.by), london::moment_in_words(record.decided.at));
    let mut rows = vec![
        SummaryRow::new(
            "Strategy discussion that began the enquiry",
            london::moment_in_words(record.initiated_at),
        ),
        SummaryRow::new("Outcome of the enquiry decided", decided),
    ];
    if let Some(last) = record.last_discussion_at {
        rows.push(SummaryRow::new("Last strategy discussion", london::moment_in_words(last)));
    }
    for request in &record.requests {
        rows.push(SummaryRow::new(
            "Asked for",
            html! {
                (names.name(request.by)) ", " (london::moment_in_words(request.at)) br;
                (verbatim(&request.why))
                @if !request.needs.trim().is_empty() { br; "The family needs: " (verbatim(&request.needs)) }
                (further_told(pack, request.further.as_ref()))
            },
        ));
    }
    html! {
        h2 class="govuk-heading-m" { "Why it is held" }
        (SummaryList::new(rows))
    }
}

fn day(visit: &Visit<'_>, view: &ConferenceView) -> Markup {
    let record = &view.conference.record;
    let pack = &visit.house().pack;
    let Some(last) = record.days.last() else { return Markup::default() };
    let begins = london::moment_in_words(london::instant(last.on, last.begins));
    let mut rows = vec![
        SummaryRow::new("When", format!("{}, {begins}", london::weekday_in_words(last.on))),
        SummaryRow::new("Where", verbatim(&last.venue)),
        SummaryRow::new("Independent chair", name(&last.chair)),
    ];
    let asked: Vec<Markup> = record.invited.iter().map(|one| {
        let direct = if one.direct_contact { ", in direct contact with the child" } else { "" };
        html! { (agency(pack, &one.agency, &one.organisation)) @if !one.name.is_empty() { ": " (name(&one.name)) } (direct) }
    }).collect();
    rows.push(SummaryRow::new(
        "Asked to come",
        html! { ul class="govuk-list" { @for one in &asked { li { (one) } } } },
    ));
    for moved in record.days.iter().skip(1).filter(|day| day.moved_because.is_some()) {
        let words = format!("{}, {}: ", view.names.name(moved.by), london::moment_in_words(moved.at));
        rows.push(SummaryRow::new(
            format!("Moved to {}", london::date_in_words(moved.on)),
            html! { (words) (verbatim(moved.moved_because.as_deref().unwrap_or_default())) },
        ));
    }
    if let Some(late) = &record.late {
        let cause = Conferences::words(&pack.conferences.late, &late.cause);
        rows.push(SummaryRow::new(
            "Later than its limit",
            html! { (cause) @if !late.words.is_empty() { ": " (verbatim(&late.words)) } },
        ));
    }
    for report in &record.reports {
        let to = match report.to {
            domain::conference::ReportTo::Family => "Report given to the family",
            domain::conference::ReportTo::Unit => "Report given to the conference service",
        };
        rows.push(SummaryRow::new(
            to,
            html! { (london::date_in_words(report.on)) ". " (verbatim(&report.how)) },
        ));
    }
    html! {
        h2 class="govuk-heading-m" { "The day" }
        (SummaryList::new(rows))
        (further_told(pack, last.further.as_ref()))
    }
}

/// An agency and its organisation, in words.
pub(super) fn agency(pack: &Pack, agency: &str, organisation: &str) -> Markup {
    html! { (pack.agency_name(agency)) @if !organisation.is_empty() { ", " (name(organisation)) } }
}

fn declined(pack: &Pack, view: &ConferenceView) -> Markup {
    let record = &view.conference.record;
    html! {
        @for declined in &record.declined {
            h2 class="govuk-heading-m" { "Declined " (london::moment_in_words(declined.at)) }
            (SummaryList::new(vec![
                SummaryRow::new("Declined by", view.names.name(declined.by).to_owned()),
                SummaryRow::new("Reasons", verbatim(&declined.reasons)),
                SummaryRow::new("What keeps the child safe instead", verbatim(&declined.instead)),
                SummaryRow::new("Who was told", html! { ul class="govuk-list" {
                    @for told in &declined.told { li { (name(&told.who)) ", " (london::date_in_words(told.on)) @if !told.how.is_empty() { ": " (name(&told.how)) } } }
                } }),
            ]))
            (further_told(pack, declined.further.as_ref()))
            p class="govuk-body" { "An agency that disagrees may ask for a conference all the same, and take it up the partnership’s ladder." }
        }
        @if let Some(called_off) = &record.called_off {
            h2 class="govuk-heading-m" { "Called off" }
            p class="govuk-body" { (view.names.name(called_off.by)) ", " (london::moment_in_words(called_off.at)) ": " (verbatim(&called_off.because)) }
        }
    }
}

fn disagreements(visit: &Visit<'_>, view: &ConferenceView) -> Markup {
    html! {
        @if !view.disagreements.is_empty() {
            h2 class="govuk-heading-m" { "Who disagrees" }
            @for one in &view.disagreements { (crate::disagreement::line(visit, one)) }
        }
    }
}

fn together(view: &ConferenceView) -> Markup {
    html! {
        @if !view.together.is_empty() {
            h2 class="govuk-heading-m" { "Brothers and sisters" }
            ul class="govuk-list" {
                @for one in &view.together {
                    li { (stage(one.conference.stage)) " " a class="govuk-link" href=(address(one.conference.id, "")) { (name(&one.name)) ", " (one.conference.reference) } }
                }
            }
        }
    }
}

/// What it decided: the child's views first.
pub(super) fn held(visit: &Visit<'_>, view: &ConferenceView, held: &Held) -> Markup {
    let pack = &visit.house().pack;
    let record = &view.conference.record;
    let quorum = held.quorum(&pack.conferences);
    let part =
        pack.conferences.child_part(&held.child_part).map_or(held.child_part.as_str(), |part| &part.words);
    let mut rows = vec![
        SummaryRow::new(
            "The child’s views",
            html! {
                @if held.views.trim().is_empty() { "Not known: " (verbatim(&held.no_views_because)) } @else { (verbatim(&held.views)) }
                br; span class="govuk-hint" { (part) }
            },
        ),
        SummaryRow::new(
            "Held",
            format!(
                "{}, chaired by {}",
                london::weekday_in_words(held.on),
                domain::person::name::shown_in_line(&held.chair)
            ),
        ),
        SummaryRow::new("Decided", decided(record, held)),
        SummaryRow::new("Why", verbatim(&held.decision.reasons)),
        SummaryRow::new("The family", family(pack, held)),
        SummaryRow::new(
            "Quorum",
            html! {
                @if quorum.holds() { (Tone::Done.tag("Quorate")) } @else { (Tone::Pressing.tag("Not quorate")) }
                " " (quorum.others) " of " (quorum.least) " other agencies with direct contact came."
                @if let Some(because) = &held.not_quorate_because { br; "It decided all the same: " (verbatim(because)) }
            },
        ),
        SummaryRow::new("Who was there", there(pack, held)),
    ];
    if let Some(code) = &held.decision.category {
        let words = pack.code_list("abuse_category").and_then(|list| list.words(code)).unwrap_or(code);
        rows.push(SummaryRow::new("First category of abuse", format!("{words} ({code})")));
    }
    if !held.dissent.trim().is_empty() {
        rows.push(SummaryRow::new("Who sees it differently", verbatim(&held.dissent)));
    }
    if held.decision.plan == PlanDecision::Plan {
        rows.extend(follows(view, held, pack));
    }
    html! {
        h2 class="govuk-heading-m" { "What it decided" }
        (SummaryList::new(rows))
        (further_told(pack, held.further.as_ref()))
    }
}

fn decided(record: &Conference, held: &Held) -> Markup {
    let tone = if held.decision.plan == PlanDecision::Plan { Tone::Pressing } else { Tone::Quiet };
    html! {
        (tone.tag(held.decision.plan.words()))
        @if record.plan_from().is_some() { " from " (london::date_in_words(held.on)) }
    }
}

fn family(pack: &Pack, held: &Held) -> Markup {
    html! {
        ul class="govuk-list" {
            @for one in &held.family {
                li {
                    (name(&one.who)) ": " (Conferences::words(&pack.conferences.family_part, &one.part))
                    @if !one.words.is_empty() { ". " (verbatim(&one.words)) }
                }
            }
        }
    }
}

fn there(pack: &Pack, held: &Held) -> Markup {
    html! {
        ul class="govuk-list" {
            @for one in &held.there {
                li {
                    (agency(pack, &one.agency, &one.organisation)) @if !one.name.is_empty() { ", " (name(&one.name)) } ": " (one.how.words())
                    @if one.direct_contact { ", in direct contact with the child" }
                }
            }
        }
    }
}

/// What follows a plan: core group, reviews, end, with the days arranged.
fn follows(view: &ConferenceView, held: &Held, pack: &Pack) -> Vec<SummaryRow> {
    let record = &view.conference.record;
    let arranged = |day: Option<jiff::civil::Date>| {
        day.map_or_else(
            || "No day arranged yet".to_owned(),
            |day| format!("Arranged for {}", london::date_in_words(day)),
        )
    };
    let group = record.core_group.as_ref().map_or_else(
        || arranged(held.core_group_planned),
        |group| format!("Held {}", london::date_in_words(group.on)),
    );
    let mut rows = vec![
        SummaryRow::new("First core group", group),
        SummaryRow::new("Plans before this one, of this council", view.plans_before().to_string()),
    ];
    if record.reviews.is_empty() {
        rows.push(SummaryRow::new("First review", arranged(held.review_planned)));
    }
    for review in &record.reviews {
        let what = match (&review.ends, &review.category) {
            (Some(ends), _) => {
                format!("The plan ended: {}.", Conferences::words(&pack.conferences.plan_ends, ends))
            }
            (None, Some(category)) => {
                let list = pack.code_list("abuse_category");
                let words = list.and_then(|list| list.words(category)).unwrap_or(category);
                format!("The plan goes on: {words}. {}.", arranged(review.next_planned))
            }
            (None, None) => "The plan goes on.".into(),
        };
        rows.push(SummaryRow::new(
            format!("Review {}", london::date_in_words(review.on)),
            html! { (what) br; (verbatim(&review.reasons)) (further_told(pack, review.further.as_ref())) },
        ));
    }
    rows
}
