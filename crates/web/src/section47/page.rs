//! An enquiry's page: where it stands first, then what was found, in the order in which it is asked about.

use casework::Stop;
use casework::section47::{Section47View, view};
use design::govuk::{Button, SummaryList, SummaryRow, Table, button_group};
use design::own::{Tone, scroll_pane};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::section47::{Risk, Section47, Stage, led_words};
use maud::{Markup, html};

use super::{
    address, around, day, harm as harm_page, heading, lines, name, person, plan as plan_page, strip,
};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// The page.
pub(super) static PAGE: Page<Id<Section47>> =
    Page { path: "/section47/{section47}", name: "section 47 enquiry", action: Action::ReadSection47, show };

fn show(visit: &Visit<'_>, id: Id<Section47>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let known = &view.section47.record;
    let body = html! {
        (heading(&view, "Section 47 enquiry"))
        p class="govuk-body" { (stage(known.stage())) }
        (crate::voice::under_heading(visit, known.child)?)
        (acts(&view))
        (strip::strip(visit, &view))
        (risks(visit, &view))
        (day::day(visit, &view))
        (day::gallery(visit, &view))
        (family(visit, &view))
        (medical(visit, &view))
        (checks(visit, &view))
        (harm(visit, &view)?)
        (outcome(visit, &view))
        (told(visit, &view))
        (plan(visit, &view))
    };
    Ok(around(visit, &view, "Section 47 enquiry", body)?.wide())
}

/// Where an enquiry stands.
pub(super) fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Open => Tone::Active,
        Stage::ToAuthorise => Tone::Waiting,
        Stage::AwaitsConference => Tone::Pressing,
        Stage::Ended => Tone::Done,
    };
    html! { (tone.tag(stage.words())) }
}

fn acts(view: &Section47View) -> Markup {
    let known = &view.section47.record;
    let may = |action| view.may.contains(&action);
    let makes: &[(&str, &str)] = match known.stage() {
        Stage::Open => &[
            ("/seen", "The child was seen"),
            ("/words", "The child's words"),
            ("/direct-work", "Direct work"),
            ("/risks", "Answer for the risks"),
            ("/family", "Parents, carers and siblings"),
            ("/medical", "Medical"),
            ("/check", "Ask an agency"),
            ("/harm", "Significant harm"),
            ("/plan", "Change the plan"),
        ],
        Stage::ToAuthorise => &[],
        Stage::AwaitsConference | Stage::Ended => &[("/told", "Who was told")],
    };
    html! {
        @if may(Action::ConcludeSection47) || may(Action::AuthoriseSection47) {
            (button_group(html! {
                @if may(Action::ConcludeSection47) { (Button::link("Outcome", address(known.id, "/outcome"))) }
                @if may(Action::AuthoriseSection47) { (Button::link("Authorise or send back", address(known.id, "/authorise"))) }
            }))
        }
        @if may(Action::MakeSection47) && !makes.is_empty() {
            nav aria-label="This enquiry" {
                ul class="app-acts" {
                    @for (below, words) in makes { li { a class="govuk-link" href=(address(known.id, below)) { (words) } } }
                    li { a class="govuk-link" href={ "/children/" (known.child) "/safety-plan" } { "Interim safety plan" } }
                }
            }
        }
    }
}

/// Every risk with its tick.
pub(super) fn risks(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let known = &view.section47.record;
    let row = |risk: &Risk| {
        let named = match &risk.named {
            Some(_) => format!("Named {}", london::date_in_words(london::date_of(risk.named_at))),
            None => "Came up in the enquiry".to_owned(),
        };
        let state = html! {
            @match &risk.answer {
                None => (Tone::Pressing.tag("Not yet enquired into")),
                Some(answer) if answer.enquired => {
                    (Tone::Done.tag("Enquired into")) br; (name(&answer.who))
                    @if let Some(on) = answer.on { ", " (london::date_in_words(on)) }
                }
                Some(_) => (Tone::Quiet.tag("Not enquired into, explained")),
            }
        };
        let found = risk.answer.as_ref().map(|answer| name(&answer.words)).unwrap_or_default();
        vec![
            html! { (name(&risk.words)) br; span class="govuk-hint" { (named) } }.into(),
            state.into(),
            found.into(),
        ]
    };
    let rows: Vec<_> = known.risks.iter().map(row).collect();
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { "Risks that were named" }
            p class="govuk-body" { "The discussion named none. Write what is to be enquired into." }
        } @else {
            (scroll_pane("Risks that were named", Table::new("Risks that were named", ["Risk", "Enquired into?", "What was found, or why not"], rows)))
        }
        (further_told(&visit.house().pack, known.risks_further.as_ref()))
    }
}

fn family(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let known = &view.section47.record;
    let carers = known.carers.iter().map(|carer| {
        let who = html! { (person(view, carer.person, &carer.name)) br; span class="govuk-hint" { (name(&carer.relation)) } };
        let state = html! {
            @match &carer.answer {
                None => (Tone::Pressing.tag("Nothing said yet")),
                Some(answer) if answer.seen => {
                    (Tone::Done.tag("Seen")) @if let Some(on) = answer.on { " " (london::date_in_words(on)) } " by " (name(&answer.who))
                }
                Some(_) => (Tone::Quiet.tag("Not seen, explained")),
            }
        };
        let words = carer.answer.as_ref().map(|answer| name(&answer.words)).unwrap_or_default();
        vec![who.into(), state.into(), words.into()]
    });
    let siblings = known.siblings.iter().map(|sibling| {
        let who = html! { (person(view, sibling.person, &sibling.name)) br; span class="govuk-hint" { "brother or sister, or child of the home" } };
        let state = html! {
            @match &sibling.answer {
                None => (Tone::Pressing.tag("Nothing said yet")),
                Some(answer) if answer.own_enquiry => (Tone::Pressing.tag("Enquiry of their own")),
                Some(_) => (Tone::Done.tag("No enquiry of their own")),
            }
        };
        let words = sibling.answer.as_ref().map(|answer| name(&answer.words)).unwrap_or_default();
        vec![who.into(), state.into(), words.into()]
    });
    let rows: Vec<_> = carers.chain(siblings).collect();
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { "Parents, carers and siblings" }
            p class="govuk-body" { "Nobody is named yet." }
        } @else {
            (scroll_pane("Parents, carers and siblings", Table::new("Parents, carers and siblings", ["Who", "Seen?", "What they said, or why not"], rows)))
        }
        (further_told(&visit.house().pack, known.family_further.as_ref()))
    }
}

fn medical(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let Some(medical) = &view.section47.record.medical else { return Markup::default() };
    let state = visit.house().pack.section47.medical(&medical.state);
    html! {
        h2 class="govuk-heading-m" { "Medical" }
        p class="govuk-body" {
            (state.map_or(medical.state.as_str(), |state| &state.name))
            @if let Some(on) = medical.on { ", " (london::date_in_words(on)) }
            @if !medical.doctor.trim().is_empty() { ", " (name(&medical.doctor)) }
            ". Written down by " (view.names.name(medical.by)) "."
        }
        @if !medical.consent.trim().is_empty() { p class="govuk-body" { "Consent: " (name(&medical.consent)) } }
        (lines(&medical.findings))
        (further_told(&visit.house().pack, medical.further.as_ref()))
    }
}

fn checks(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let pack = &visit.house().pack;
    let known = &view.section47.record;
    let makes = view.may.contains(&Action::MakeSection47) && known.stage() == Stage::Open;
    let here = known.checks.iter().enumerate().map(|(place, check)| {
        let who = html! { (pack.agency_name(&check.agency)) @if !check.whom.trim().is_empty() { ", " (name(&check.whom)) } };
        let answered = html! {
            @match check.answered_on {
                Some(on) => (london::date_in_words(on)),
                None => "Not yet",
            }
            @if makes {
                br; a class="govuk-link" href=(address(known.id, &format!("/checks/{place}"))) { "Change" span class="govuk-visually-hidden" { " the check with " (pack.agency_name(&check.agency)) } }
            }
        };
        let said = html! { (name(&check.result)) (further_told(pack, check.further.as_ref())) };
        vec![who.into(), london::date_in_words(check.asked_on).into(), answered.into(), said.into()]
    });
    let hub = view.hub.iter().map(|check| {
        let request = &check.request;
        let who = html! {
            (pack.agency_name(&request.agency)) @if !request.organisation.is_empty() { ", " (name(&request.organisation)) }
            br; a class="govuk-link" href={ "/enquiries/" (check.enquiry) } { "In the hub" }
        };
        let answered = request.answer.as_ref().map_or_else(|| "Not yet".to_owned(), |answer| london::moment_in_words(answer.at));
        let words = request.answer.as_ref().map_or("", |_| "The answer stands in the hub's enquiry.");
        vec![who.into(), london::moment_in_words(request.clock.started).into(), answered.into(), words.into()]
    });
    let rows: Vec<_> = here.chain(hub).collect();
    html! {
        @if !rows.is_empty() {
            (scroll_pane("Agency checks", Table::new("Agency checks", ["Agency", "Asked", "Answered", "What it said"], rows)))
        }
    }
}

/// The reasoning about harm, with the events it rests on.
pub(super) fn harm(visit: &Visit<'_>, view: &Section47View) -> Result<Markup, Stop> {
    let known = &view.section47.record;
    let Some(harm) = &known.harm else { return Ok(Markup::default()) };
    let pack = &visit.house().pack;
    let list = pack.code_list("abuse_category");
    let kinds: Vec<&str> =
        harm.categories.iter().map(|code| list.and_then(|list| list.words(code)).unwrap_or(code)).collect();
    let entries =
        if harm.evidence.is_empty() { Vec::new() } else { harm_page::chronology(visit, known.child)? };
    let rests_on = entries.iter().filter(|entry| harm.evidence.contains(&entry.source));
    Ok(html! {
        h2 class="govuk-heading-m" { "Significant harm" }
        p class="govuk-body" { strong { (harm.finding.words()) } @if !kinds.is_empty() { ": " (kinds.join(", ")) } }
        (lines(&harm.reasons))
        h3 class="govuk-heading-s" { "The family's history" }
        (lines(&harm.history))
        (further_told(pack, harm.further.as_ref()))
        @if !harm.evidence.is_empty() {
            h3 class="govuk-heading-s" { "What it rests on" }
            ul class="govuk-list govuk-list--bullet" {
                @for entry in rests_on {
                    li {
                        @if entry.source.kind == "contact" {
                            a class="govuk-link" href={ "/contacts/" (entry.source.record) } { (entry.happened.to_string()) }
                        } @else {
                            a class="govuk-link" href={ "/children/" (known.child) "/chronology" } { (entry.happened.to_string()) }
                        }
                        ": " (name(entry.words_that_stand()))
                    }
                }
            }
        }
        p class="govuk-hint" { "Reasoned by " (view.names.name(harm.by)) ", " (london::moment_in_words(harm.at)) }
    })
}

/// The outcome, what follows, and what a manager said.
pub(super) fn outcome(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let known = &view.section47.record;
    let pack = &visit.house().pack;
    let follow =
        |code: &String| pack.section47.follow(code).map_or(code.clone(), |follow| follow.name.clone());
    html! {
        @if known.outcome.is_some() || !known.returned.is_empty() { h2 class="govuk-heading-m" { "Outcome" } }
        @for returned in &known.returned {
            p class="govuk-body" { "Sent back by " (view.names.name(returned.by)) ", " (london::moment_in_words(returned.at)) ":" }
            (lines(&returned.why))
        }
        @if let Some(outcome) = &known.outcome {
            p class="govuk-body" { strong { (outcome.finding.words()) } ". Proposed by " (view.names.name(outcome.by)) ", " (london::moment_in_words(outcome.at)) "." }
            ul class="govuk-list govuk-list--bullet" { @for code in &outcome.follows { li { (follow(code)) } } }
            @if !outcome.unseen.trim().is_empty() { p class="govuk-body" { "The child was not seen:" } (lines(&outcome.unseen)) }
            (lines(&outcome.words))
            (further_told(pack, outcome.further.as_ref()))
        }
        @if let Some(authorised) = &known.authorised {
            p class="govuk-body" { (Tone::Done.tag("Authorised")) " by " (view.names.name(authorised.by)) ", " (london::moment_in_words(authorised.at)) ":" }
            (lines(&authorised.words))
        }
    }
}

fn told(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let known = &view.section47.record;
    if known.authorised.is_none() {
        return Markup::default();
    }
    let rules = &visit.house().pack.section47;
    let rows: Vec<_> = known
        .told
        .iter()
        .map(|told| {
            let whom = rules.whom(&told.whom).map_or(told.whom.as_str(), |whom| &whom.name);
            let way = rules.way(&told.way);
            let how = match (way, told.on) {
                (Some(way), Some(on)) => format!("{}, {}", way.name, london::date_in_words(on)),
                _ => "Not told".to_owned(),
            };
            let written = if way.is_some_and(|way| way.written) { "In writing" } else { "Not in writing" };
            vec![
                html! { (name(&told.name)) br; span class="govuk-hint" { (whom) } }.into(),
                how.into(),
                written.into(),
                html! { (name(&told.words)) (further_told(&visit.house().pack, told.further.as_ref())) }
                    .into(),
            ]
        })
        .collect();
    let missing: Vec<&str> = rules
        .whoms
        .iter()
        .filter(|whom| whom.expected && !known.told.iter().any(|told| told.whom == whom.code))
        .map(|whom| whom.name.as_str())
        .collect();
    html! {
        @if !missing.is_empty() {
            p class="govuk-body" { (Tone::Pressing.tag("Still to be told")) " " (missing.join(", ")) }
        }
        @if !rows.is_empty() {
            (scroll_pane("Who was told", Table::new("Who was told", ["Who", "How and when", "Written", "What they said, or why not"], rows)))
        }
    }
}

fn plan(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let known = &view.section47.record;
    let mut rows = vec![SummaryRow::new("Who enquires", led_words(known.led))];
    rows.extend(
        known.worker.map(|worker| SummaryRow::new("Social worker", view.names.name(worker).to_owned())),
    );
    rows.extend(
        plan_page::written(visit, known)
            .into_iter()
            .map(|(question, words)| SummaryRow::new(question, name(&words))),
    );
    for later in &known.later {
        rows.push(SummaryRow::new(
            "Later discussion",
            format!("{}, {}", later.reference, london::moment_in_words(later.at)),
        ));
    }
    html! {
        h2 class="govuk-heading-m" { "Plan" }
        (SummaryList::new(rows))
        (further_told(&visit.house().pack, known.plan_further.as_ref()))
    }
}
