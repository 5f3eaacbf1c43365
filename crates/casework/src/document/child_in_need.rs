//! A child in need plan for a reader (Working Together 2023, chapter 3). What the child asked not to have passed on stands on no copy but the file's. The family has
//! what must happen and what happens if not, in words that are looked through; an agency has the outcomes with everybody's part, because it works with them.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::child_in_need::{ChildInNeedPlan, Outcome, PlanWords};
use domain::document::{Kind, Part, Section, Table};
use domain::refusal::Refusal;
use domain::safety_plan::Holder;

use super::compose::{Composed, From, fact, lines};

/// Composes it from the version that stands.
///
/// # Errors
/// When the child has no such plan.
pub(super) fn compose(from: &From<'_>) -> Result<Composed, Refusal> {
    let plans = from.page.file.need_plans.iter().map(|filed| &filed.record);
    let mut chosen =
        plans.filter(|plan| from.record.map_or(plan.is_open(), |record| plan.id.any() == record));
    let plan = chosen
        .next_back()
        .ok_or_else(|| Refusal::NotNow("No child in need plan is open for this child.".into()))?;
    let sections = if from.kind().is_composed() { for_family(from, plan) } else { whole(from, plan) };
    let left_out = match from.kind() {
        Kind::Court | Kind::File => Vec::new(),
        Kind::Agency => vec![
            "What the child says, shows and asked not to have passed on, and what the family thinks".into(),
        ],
        Kind::Family => vec!["What the child says and shows, and what others of the family think".into()],
        Kind::Child => vec!["What the family thinks".into()],
    };
    let title = if from.kind().is_composed() {
        "Our plan".into()
    } else {
        format!("Child in need plan: {}", from.child())
    };
    Ok(Composed { title, children: vec![plan.child], sections, left_out })
}

fn does(outcome: &Outcome) -> Vec<String> {
    let step = |step: &domain::child_in_need::Step| {
        let by = step.by.map_or_else(String::new, |day| format!(", by {}", london::date_in_words(day)));
        format!("{}: {}{by}", step.who, step.what.trim_end_matches('.'))
    };
    outcome.steps.iter().map(step).collect()
}

fn for_family(from: &From<'_>, plan: &ChildInNeedPlan) -> Vec<Section> {
    let words = &plan.now.words;
    let must = words.outcomes.iter().map(|outcome| {
        let measure = if outcome.measure.trim().is_empty() {
            String::new()
        } else {
            format!("\n\nWe will know by this: {}", outcome.measure)
        };
        format!("{}\n\n{}{measure}", outcome.what, lines(does(outcome)))
    });
    let must = must.collect::<Vec<_>>().join("\n\n");
    let review = plan.review_due().map_or_else(String::new, |day| {
        format!("\n\nWe look at it together by {}.", london::date_in_words(day))
    });
    let otherwise =
        words.outcomes.iter().map(|outcome| outcome.contingency.clone()).chain([words.contingency.clone()]);
    let said = match from.kind() {
        Kind::Child => words.child.says.clone(),
        _ => own_view(from, words),
    };
    from.headings(&BTreeMap::from([
        ("must", format!("{must}{review}")),
        ("otherwise", lines(otherwise)),
        ("said", said),
    ]))
}

/// Only what this reader said; what others of the family said is theirs.
fn own_view(from: &From<'_>, words: &PlanWords) -> String {
    let reader = from.recipient.holder();
    let same = |who: &str| Holder { name: who.into(), ..Holder::default() }.may_be(&reader);
    lines(words.family.iter().filter(|view| same(&view.who)).map(|view| view.view.clone()))
}

fn whole(from: &From<'_>, plan: &ChildInNeedPlan) -> Vec<Section> {
    let words = &plan.now.words;
    let file = from.kind().is_whole();
    let mut sections = vec![from.about()];
    let version = format!(
        "Version {} of {}. It began on {}.",
        plan.edition(),
        london::moment_in_words(plan.now.at),
        london::date_in_words(plan.started_on)
    );
    sections.push(Section::of("holds", "", vec![Part::words(version)]));
    let mut child = Vec::new();
    child.extend(fact("What the child says", &words.child.says));
    child.extend(fact("What the child shows", &words.child.shows));
    child.extend(fact("Why nothing is known", &words.child.not_known));
    if from.kind() == Kind::File {
        child.extend(fact("Not to be passed on", &words.child.kept));
    }
    if file && !child.is_empty() {
        sections.push(Section::of("child", "The child", vec![Part::Facts(child)]));
    }
    let row = |outcome: &Outcome| {
        vec![
            outcome.what.clone(),
            does(outcome).join("\n"),
            outcome.measure.clone(),
            outcome.contingency.clone(),
        ]
    };
    let table = Table {
        caption: String::new(),
        head: ["What will be different", "Who does what by when", "How we will know", "What if not"]
            .map(Into::into)
            .into(),
        widths: vec![26, 34, 20, 20],
        rows: words.outcomes.iter().map(row).collect(),
    };
    if !table.rows.is_empty() {
        sections.push(Section::of("outcomes", "What will be different", vec![Part::Table(table)]));
    }
    if !words.contingency.trim().is_empty() {
        sections.push(Section::of(
            "contingency",
            "If the plan as a whole does not work",
            Part::typed(&words.contingency),
        ));
    }
    let part = |agency: &domain::child_in_need::AgencyPart| {
        vec![
            from.pack.agency_name(&agency.agency).to_owned(),
            agency.organisation.clone(),
            agency.part.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = words.agencies.iter().map(part).collect();
    sections.push(table_of("agencies", "Each agency's part", &["Agency", "Who there", "What they do"], rows));
    if file {
        let rows = words.family.iter().map(|view| vec![view.who.clone(), view.view.clone()]).collect();
        sections.push(table_of("family", "What the family thinks", &["Who", "What they think"], rows));
    }
    sections
}

fn table_of(code: &str, heading: &str, head: &[&str], rows: Vec<Vec<String>>) -> Section {
    if rows.is_empty() {
        return Section::of(code, heading, Vec::new());
    }
    let head = head.iter().map(|words| (*words).to_owned()).collect();
    Section::of(
        code,
        heading,
        vec![Part::Table(Table { caption: String::new(), head, widths: Vec::new(), rows })],
    )
}
