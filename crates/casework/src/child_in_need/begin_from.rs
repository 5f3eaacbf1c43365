//! What a plan is begun from: what the child's latest assessment found must happen, and what the child said last. Whoever makes the plan changes what does not fit.

use domain::access::{Action, Subject};
use domain::assessment::{ASSESSMENT_FORM, Assessment, Parts};
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::child_in_need::{Need, Outcome, from_needs};
use domain::form::Answer;
use domain::id::Id;
use domain::person::Person;
use domain::voice::Shows;
use jiff::civil::Date;
use store::{Permit, Stop, load};

use crate::session::Session;
use crate::voice::beside_a_plan;

/// How many of the child's last words a plan begins with.
const WORDS: usize = 3;

/// What a plan is begun from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BegunFrom {
    /// The number of the assessment whose needs these are.
    pub reference: String,
    /// What it found must happen.
    pub outcomes: Vec<Outcome>,
    /// What the child said last, each with its day.
    pub says: String,
    /// What a drawing or other direct work showed last.
    pub shows: String,
}

/// Looks for what a child's plan can be begun from; nothing of what this person may not read.
///
/// # Errors
/// When the person may not make a plan for the child.
pub fn begun_from(session: &Session<'_>, child: Id<Person>) -> Result<BegunFrom, Stop> {
    let mut found = session.read("what a plan is begun from", |door| {
        let permit = door.permit(Action::MakeChildInNeedPlan, Subject::Child(child))?;
        let mut latest: Option<Assessment> = None;
        for id in store::assessment::of_child(&permit, child)? {
            if !door.would_permit(Action::ReadAssessment, Subject::record(id))? {
                continue;
            }
            let theirs = door.permit(Action::ReadAssessment, Subject::record(id))?;
            let Some(known) = load(&theirs, id)? else { continue };
            let later = latest.as_ref().is_none_or(|latest| latest.begun_at < known.record.begun_at);
            if later && known.record.ended.is_none() {
                latest = Some(known.record);
            }
        }
        let Some(assessment) = latest else { return Ok(BegunFrom::default()) };
        let needs = needs(session, &permit, &assessment)?;
        let outcomes = from_needs(&needs, child);
        Ok(BegunFrom { reference: assessment.reference, outcomes, ..BegunFrom::default() })
    })?;
    if let Some(voice) = beside_a_plan(session, child)? {
        let dated = |on: Date, words: &str| format!("“{}” ({})", words.trim(), london::date_in_words(on));
        let said = voice.lines.iter().filter(|line| !matches!(line.shows, Shows::Work { .. }));
        let said: Vec<String> = said.take(WORDS).map(|line| dated(line.on, &line.words)).collect();
        let shown = voice.lines.iter().find(|line| matches!(line.shows, Shows::Work { .. }));
        found.says = said.join("\n");
        found.shows = shown
            .map(|line| format!("{} ({})", line.words.trim(), london::date_in_words(line.on)))
            .unwrap_or_default();
    }
    Ok(found)
}

/// The needs of an assessment: the answers to the questions that play those parts, whatever the council words them like.
fn needs(session: &Session<'_>, permit: &Permit<'_>, assessment: &Assessment) -> Result<Vec<Need>, Stop> {
    let Some(form) = session.house.pack.form_version(ASSESSMENT_FORM, assessment.answers.version) else {
        return Ok(Vec::new());
    };
    let parts = Parts::of(form, &assessment.answers);
    let mut children = Vec::new();
    for one in &assessment.children {
        children.extend(load(permit, one.child)?.map(|known| (one.child, known.record.name())));
    }
    let needs = parts.repeats("need_outcome").into_iter().map(|at| {
        let words = |part: &str| parts.words(part, Some(at));
        let day = parts.given("need_when", Some(at)).into_iter().find_map(|(_, answer)| match answer {
            Answer::Date(day) => parse_date(&day.words()).ok(),
            _ => None,
        });
        Need {
            child: whose(&words("need_child"), &children),
            outcome: words("need_outcome"),
            who: words("need_who"),
            by: day,
            measure: words("need_measure"),
            contingency: words("need_contingency"),
        }
    });
    Ok(needs.collect())
}

/// Which child a need is for, by the name that was typed: the one whose first name stands there alone, else all.
fn whose(typed: &str, children: &[(Id<Person>, String)]) -> Option<Id<Person>> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split(|letter: char| !letter.is_alphanumeric()).collect();
    let named = children.iter().filter(|(_, name)| {
        let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
        !first.is_empty() && words.contains(&first.as_str())
    });
    let named: Vec<Id<Person>> = named.map(|(child, _)| *child).collect();
    match named.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
