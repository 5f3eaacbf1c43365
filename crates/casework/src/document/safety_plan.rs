//! An interim safety plan for a reader. The family's copy holds what the pack says stands on it and who does what; the worker's own questions, who agreed, and
//! the copies and the list of those from whom it is withheld stand on no copy but the file's.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::document::{Kind, Part, Section, Table};
use domain::refusal::Refusal;
use domain::safety_plan::{Edition, SafetyPlan};

use super::compose::{Composed, From, answers, lines};

/// Composes it from the version that stands.
///
/// # Errors
/// When the child has no such plan.
pub(super) fn compose(from: &From<'_>) -> Result<Composed, Refusal> {
    let plans = from.page.file.safety_plans.iter().map(|filed| &filed.record);
    let mut chosen =
        plans.filter(|plan| from.record.map_or(plan.is_live(), |record| plan.id.any() == record));
    let plan =
        chosen.next_back().ok_or_else(|| Refusal::NotNow("No safety plan stands for this child.".into()))?;
    let edition = &plan.now;
    let sections = if from.kind().is_composed() { for_family(from, edition) } else { whole(from, plan) };
    let title = if from.kind().is_composed() { "Our safety plan" } else { "Interim safety plan" };
    Ok(Composed {
        title: title.into(),
        children: plan.children.clone(),
        sections,
        left_out: left_out(from, edition),
    })
}

fn left_out(from: &From<'_>, edition: &Edition) -> Vec<String> {
    if from.kind().is_whole() {
        return Vec::new();
    }
    let shown = |section: &str| from.pack.safety_plans.family.iter().any(|one| one == section);
    let hidden = edition.words.answers.given.keys().filter(|place| !shown(&place.section)).count();
    vec![
        format!("Answers that stand on the workers' copy only: {hidden}"),
        "Who agreed, and why not: on the file copy only".into(),
    ]
}

/// What holds, in the pack's own sections for the family.
fn rules(from: &From<'_>, edition: &Edition) -> Vec<(String, String)> {
    let shown = |section: &str| from.pack.safety_plans.family.iter().any(|one| one == section);
    answers(from.pack, &edition.words.answers, |place| from.kind().is_whole() || shown(&place.section))
}

fn until(edition: &Edition) -> String {
    format!(
        "It holds until {}. Then we look at it together again.",
        london::moment_in_words(edition.words.expires)
    )
}

fn for_family(from: &From<'_>, edition: &Edition) -> Vec<Section> {
    let does = lines(edition.words.actions.iter().map(|action| format!("{}: {}", action.who, action.what)));
    let must = format!("{does}\n\n{}", until(edition));
    let mut sections = vec![Section::of("plan", "What we agreed", vec![Part::Facts(rules(from, edition))])];
    sections.extend(from.headings(&BTreeMap::from([("must", must)])));
    sections
}

fn whole(from: &From<'_>, plan: &SafetyPlan) -> Vec<Section> {
    let edition = &plan.now;
    let mut sections = if from.kind().is_whole() { vec![from.about()] } else { Vec::new() };
    let version = format!(
        "Version {} of {}, by {}.",
        plan.edition(),
        london::moment_in_words(edition.at),
        from.staff(edition.by)
    );
    sections.push(Section::of("holds", "", vec![Part::words(version), Part::words(until(edition))]));
    sections.push(Section::of("plan", "The plan", vec![Part::Facts(rules(from, edition))]));
    let rows = edition.words.actions.iter().map(|action| vec![action.who.clone(), action.what.clone()]);
    let table = Table {
        caption: "Who does what".into(),
        head: vec!["Who".into(), "What, and when".into()],
        widths: vec![30, 70],
        rows: rows.collect(),
    };
    sections.push(Section::of("actions", "Who does what", vec![Part::Table(table)]));
    if from.kind().is_whole() {
        sections.push(Section::of("agreed", "Who agreed", vec![Part::Table(agreed(from, edition))]));
    }
    let phones = [
        "In danger: 999".to_owned(),
        format!("By day: {}", from.pack.council.duty_phone),
        format!("Nights and weekends: {}", from.pack.council.night_phone),
    ];
    if from.kind() == Kind::Agency {
        sections.push(Section::of("ring", "If the plan is not kept, ring at once", vec![Part::list(phones)]));
    }
    sections
}

fn agreed(from: &From<'_>, edition: &Edition) -> Table {
    let row = |asked: &domain::safety_plan::Agreement| {
        let answer = from.pack.safety_plans.answer(&asked.answer);
        let answer = answer.map_or(asked.answer.clone(), |answer| answer.name.clone());
        vec![asked.who.clone(), answer, asked.why.clone()]
    };
    Table {
        caption: "Who was asked to agree".into(),
        head: vec!["Who".into(), "Answer".into(), "Why not".into()],
        widths: vec![30, 30, 40],
        rows: edition.words.agreements.iter().map(row).collect(),
    }
}
