//! The page of consistency: measures first, each with its definition and what it is counted of; then audit grades, agreement, teams, themes.

use casework::Stop;
use casework::quality::{Agreed, OfDomain, Quality, quality};
use design::Content;
use design::govuk::Details;
use design::own::{CaseTable, Column};
use design::picture::{Spread, Strip};
use domain::access::Action;
use domain::audit::{Counted, Grade, Measure};
use domain::calendar::london;
use maud::{Markup, Render, html};

use super::assessments;
use super::behind::query;
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<()> = Page {
    path: "/quality",
    name: "how good and how consistent the work is",
    action: Action::SeeQuality,
    show,
};

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = quality(&visit.session)?;
    let body = html! {
        h1 class="govuk-heading-l" { "How good is the work, and would others judge it alike?" }
        p class="govuk-body" {
            "Since " (london::date_in_words(found.since)) ": " a class="govuk-link" href=(query(&[])) { (found.audits) " audits graded" }
            ", " (found.twice) " of them by two auditors who knew nothing of each other."
        }
        div class="govuk-button-group" {
            @if visit.may(Action::SeeConsistency) { a class="govuk-link" href="/consistency" { "Would another manager have decided alike?" } }
            @if visit.may(Action::SeePractice) { a class="govuk-link" href="/practice/sessions" { "Practice development" } }
            a class="govuk-link" href="/calibration/sums" { "Calibrations in sum" }
        }
        h2 class="govuk-heading-m" { "Measures" }
        (measures(visit, &found))
        (made(visit, &found))
        h2 class="govuk-heading-m" { "Audit grades" }
        (grades(visit, &found))
        h2 class="govuk-heading-m" { "Do two auditors agree?" }
        (agreement(visit, &found))
        h2 class="govuk-heading-m" { "Spread by team" }
        (teams(visit, &found))
        (themes(visit, &found))
        (learning(&found))
        (meaning(visit))
    };
    Ok(View::new("Quality and consistency", body).wide())
}

/// Where a measure leads: to the audits behind it, or to the page that has its records.
fn leads(visit: &Visit<'_>, measure: Measure) -> String {
    match measure {
        Measure::SummaryFresh if visit.may(Action::SeeCaseSummaries) => "/case-summaries".to_owned(),
        Measure::SummaryFresh => String::new(),
        Measure::AuditAgreement => query(&[("differ", "yes")]),
        measure if measure.is_of_audits() => query(&[]),
        measure => assessments::query(measure),
    }
}

fn measures(visit: &Visit<'_>, found: &Quality) -> Markup {
    let pack = &visit.house().pack.audit;
    let row = |(measure, counted): &(Measure, Counted)| -> Vec<Content> {
        let words = pack.measure(*measure);
        let to = leads(visit, *measure);
        let number = html! {
            @if to.is_empty() || counted.of == 0 { (counted.in_words()) }
            @else { a class="govuk-link" href=(to) { (counted.in_words()) } }
        };
        // What it means stands beneath its name, so that on a telephone both are read without scrolling sideways.
        let measure = html! {
            (words.map_or(measure.id(), |words| &words.name))
            @if let Some(words) = words {
                div class="govuk-body-s govuk-!-font-weight-regular govuk-!-margin-bottom-0" {
                    (words.definition) " " span class="govuk-hint govuk-!-font-size-16" { "Of: " (words.denominator) "." }
                }
            }
        };
        vec![measure.into(), number.into()]
    };
    let columns = ["Measure and what it means", "How many"].map(Column::new).into();
    let rows = found.measures.iter().map(row).collect();
    html! { (CaseTable { caption_hidden: true, ..CaseTable::new("Measures", columns, rows) }) }
}

/// Completeness by block, and the days, of assessments; only where there are any.
fn made(visit: &Visit<'_>, found: &Quality) -> Markup {
    let made = &found.assessments;
    let council = &visit.house().pack.council;
    let mut teams: Vec<(String, Vec<Content>)> = Vec::new();
    for (team, of) in &made.by_team {
        let name = council.team(team).map_or_else(|| "No team".to_owned(), |known| known.name.clone());
        let median =
            of.days.median().map_or_else(|| "none yet".into(), |days| format!("{days} working days"));
        let cells = [name.clone(), of.whole.in_words(), of.rework.in_words(), of.in_time.in_words(), median];
        teams.push((name, cells.map(Content::from).into()));
    }
    teams.sort_by(|one, other| one.0.cmp(&other.0));
    let teams: Vec<Vec<Content>> = teams.into_iter().map(|(_, cells)| cells).collect();
    let heads = ["Team", "Whole", "Sent back", "In time", "Median from the referral"].map(Column::new).into();
    let pack = &visit.house().pack.assessment;
    let row = |(block, share): (&&'static str, &domain::assessment::measures::Share)| -> Vec<Content> {
        let name = pack.block(block).map_or_else(String::new, |known| format!(": {}", known.name));
        vec![format!("{block}{name}").into(), share.in_words().into()]
    };
    let rows: Vec<Vec<Content>> = made.blocks.iter().map(row).collect();
    let columns = ["Of the assessment", "Every line of its mirror so"].map(Column::new).into();
    let days =
        |days: Option<u32>| days.map_or_else(|| "none yet".to_owned(), |days| format!("{days} working days"));
    html! {
        @if made.authorised > 0 {
            (CaseTable::new(format!("Complete, part by part: {}", authorised(made.authorised)), columns, rows))
            (CaseTable::new("The same by team, in the order of their names: a spread, and no ranking", heads, teams))
            p class="govuk-body" {
                "From the last submission to the authorisation: median " (days(made.to_authorise.median())) ", longest " (days(made.to_authorise.longest())) "."
            }
        }
    }
}

fn authorised(many: usize) -> String {
    if many == 1 { "1 assessment authorised".into() } else { format!("{many} assessments authorised") }
}

fn grades(visit: &Visit<'_>, found: &Quality) -> Markup {
    let pack = &visit.house().pack.audit;
    let strip = |name: String, domain: &str, counts: [u32; 4], first: bool| {
        let to = |grade: Grade| {
            let mut of = vec![("domain", domain), ("grade", grade.code())];
            if first {
                of.push(("first", "yes"));
            }
            query(&of)
        };
        Strip { name, counts: counts.into(), hrefs: Grade::ALL.map(to).into() }
    };
    let mut strips = Vec::new();
    for of in found.domains.iter().filter(|of| of.before != [0; 4] || of.after != [0; 4]) {
        let name = pack.domain(&of.domain).map_or(of.domain.as_str(), |domain| &domain.name);
        if of.before == of.after {
            strips.push(strip(name.to_owned(), &of.domain, of.after, false));
        } else {
            strips.push(strip(format!("{name}, before"), &of.domain, of.before, true));
            strips.push(strip(format!("{name}, now"), &of.domain, of.after, false));
        }
    }
    let without: u32 = found.domains.iter().map(|of| of.without).sum();
    html! {
        @if strips.is_empty() { p class="govuk-body" { "No audit was graded yet." } }
        @else {
            (Spread {
                prefix: "grades".into(),
                title: "Audit grades by domain, before and after moderation".into(),
                steps: Grade::ALL.map(|grade| pack.grade(grade).to_owned()).into(),
                sentence: lowest(visit, &found.domains),
                strips,
            })
            @if without > 0 { p class="govuk-body" { (without) " grades are in no column: it could not be told, or two auditors differ and nobody has moderated." } }
        }
    }
}

/// In which domain the fewest are good: a finding about the work, and about nobody.
fn lowest(visit: &Visit<'_>, domains: &[OfDomain]) -> String {
    let pack = &visit.house().pack.audit;
    let good = |of: &OfDomain| Counted { count: of.after[0] + of.after[1], of: of.after.iter().sum() };
    let share = |of: &OfDomain| {
        let good = good(of);
        u64::from(good.count) * 1_000 / u64::from(good.of.max(1))
    };
    match domains.iter().filter(|of| good(of).of > 0).min_by_key(|of| share(of)) {
        Some(of) => {
            let name = pack.domain(&of.domain).map_or(of.domain.as_str(), |domain| &domain.name);
            format!("Fewest good or better: {name}, {}.", good(of).in_words())
        }
        None => "No grades stand yet.".into(),
    }
}

fn agreement(visit: &Visit<'_>, found: &Quality) -> Markup {
    let pack = &visit.house().pack.audit;
    let row = |name: &str, to: String, agreed: &Agreed| -> Vec<Content> {
        let said = |figure: domain::statistics::Figure| Content::from(figure.in_words_of("audit", "audits"));
        vec![
            name.into(),
            html! { @if agreed.raw.of == 0 { (agreed.raw.in_words()) } @else { a class="govuk-link" href=(to) { (agreed.raw.in_words()) } } }.into(),
            said(agreed.alpha),
            said(agreed.linear),
            said(agreed.quadratic),
        ]
    };
    let mut rows = vec![row("All domains together", query(&[("differ", "yes")]), &found.together)];
    rows.extend(found.domains.iter().map(|of| {
        let name = pack.domain(&of.domain).map_or(of.domain.as_str(), |domain| &domain.name);
        row(name, query(&[("domain", &of.domain), ("differ", "yes")]), &of.agreed)
    }));
    let columns = ["Domain", "The same grade", "Alpha (ordinal)", "Kappa (linear)", "Kappa (quadratic)"];
    let columns = columns.map(Column::new).into();
    html! { (CaseTable { caption_hidden: true, ..CaseTable::new("Agreement of two auditors", columns, rows) }) }
}

fn teams(visit: &Visit<'_>, found: &Quality) -> Markup {
    let (pack, council) = (&visit.house().pack.audit, &visit.house().pack.council);
    let of = pack.domain(&found.of_teams).map_or(found.of_teams.as_str(), |domain| &domain.name);
    let strip = |team: &casework::quality::OfTeam| {
        let name = council.team(&team.team).map_or("No team", |known| &known.name);
        let to = |grade: Grade| {
            query(&[("team", &team.team), ("domain", &found.of_teams), ("grade", grade.code())])
        };
        Strip { name: name.to_owned(), counts: team.grades.into(), hrefs: Grade::ALL.map(to).into() }
    };
    html! {
        @if found.teams.is_empty() { p class="govuk-body" { "No audit was graded yet." } }
        @else {
            (Spread {
                prefix: "teams".into(),
                title: format!("{of}, by team in the order of their names"),
                steps: Grade::ALL.map(|grade| pack.grade(grade).to_owned()).into(),
                strips: found.teams.iter().map(strip).collect(),
                sentence: format!("{} teams, all to the same scale. A spread is a question, and no ranking.", found.teams.len()),
            })
        }
    }
}

fn themes(visit: &Visit<'_>, found: &Quality) -> Markup {
    let pack = &visit.house().pack.audit;
    let row = |(tag, times): &(String, u32)| -> Vec<Content> {
        let name = pack.tag(tag).map_or(tag.as_str(), |known| &known.name);
        vec![name.into(), html! { a class="govuk-link" href=(query(&[("tag", tag)])) { (times) span class="govuk-visually-hidden" { " audits about " (name) } } }.into()]
    };
    let columns = vec![Column::new("About"), Column { numeric: true, ..Column::new("Audits") }];
    let rows: Vec<Vec<Content>> = found.tags.iter().map(row).collect();
    html! { @if !rows.is_empty() { (CaseTable::new("What audits are about", columns, rows)) } }
}

fn learning(found: &Quality) -> Markup {
    html! {
        @if !found.learning.is_empty() {
            h2 class="govuk-heading-m" { "What others can learn" }
            ul class="govuk-list govuk-list--bullet" {
                @for learnt in &found.learning {
                    li { (learnt.words) " (" a class="govuk-link" href=(crate::audit::address(learnt.audit, "")) { (learnt.reference) } ")" }
                }
            }
        }
    }
}

fn meaning(visit: &Visit<'_>) -> Markup {
    let pack = &visit.house().pack.audit;
    let words = html! {
        p { "Alpha (Krippendorff) and kappa (Cohen) are agreement beyond what chance would give: 1 is agreement always, 0 is no more than chance. Alpha is ordinal: good and inadequate lie further apart than good and outstanding when more grades lie between them. With linear weights two steps apart count twice, with quadratic ones four times." }
        p { "Between the two numbers beside a figure lies the true value in 95 of 100 such samples: alpha’s are found by drawing the audits again " (pack.samples) " times with replacement, kappa’s by the standard error of Fleiss, Cohen and Everitt (1969)." }
        p { "Fewer than " (pack.fewest) " audits with two grades say nothing here, and no figure is shown; no share in a hundred stands on fewer than ten. Audits about a restricted child are counted only for those in its circle." }
        p { "A measure is of the work. None is of a person, and teams stand in the order of their names." }
        p { "Source: " (pack.source) "." }
    };
    Details::new("What these figures mean, and what they do not", words).render()
}
