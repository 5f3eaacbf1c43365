//! The record's form: filled from the record, and read again when it is sent.

use casework::Stop;
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::Dissent;
use domain::pack::{COUNCIL, Pack};
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use domain::strategy::{
    Analysis, ChildDecision, Discussion, EnquiryPlan, Interim, Need, Needed, ParentsTold, RecordAsked,
    RiskAsked,
};
use jiff::Timestamp;

use super::items;
use crate::contact::repeat::Group;
use crate::handover::moment;
use crate::meeting::typed::{as_choice, of_agency};
use crate::route::Fields;

/// Risks.
pub(super) const RISK: Group = Group { name: "risk", first: "words", one: "risk", least: 2 };

/// What two people can have written differently.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("likelihood", "How likely is harm?"),
    ("severity", "How severe?"),
    ("protective", "What protects"),
    ("otherwise", "What else could explain this"),
    ("risk-0-words", "The first risk"),
    ("risk-1-words", "The second risk"),
    ("risk-2-words", "The third risk"),
    ("child-0-reasons", "First child: reasons"),
    ("child-0-considered", "First child: what else was considered"),
    ("child-0-interim", "First child: what keeps the child safe"),
    ("child-1-reasons", "Second child: reasons"),
    ("child-1-considered", "Second child: what else was considered"),
    ("child-1-interim", "Second child: what keeps the child safe"),
    ("other_children", "Other children"),
    ("designated_officer", "What the designated officer is told"),
    ("next-date", "Next discussion"),
];

/// The time that is taken when only the day is said.
pub(super) const LEFT_OUT: &str = "17:00";
/// The most agencies that see it differently from one child's decision.
pub(super) const MOST_DISSENT: usize = 12;

/// The name of a child's field.
pub(super) fn of_child(place: usize, part: &str) -> String {
    format!("child-{place}-{part}")
}

/// The form as the record stands.
pub(super) fn fill(discussion: &Discussion) -> Fields {
    let mut fields = Fields::default();
    items::fill(&mut fields, &discussion.information);
    let analysis = &discussion.analysis;
    for (name, words) in [
        ("likelihood", &analysis.likelihood),
        ("severity", &analysis.severity),
        ("protective", &analysis.protective),
        ("otherwise", &analysis.otherwise),
        ("other_children", &discussion.other_children),
        ("designated_officer", &discussion.designated_officer),
    ] {
        fields.set(name, words);
    }
    for (line, risk) in discussion.risks.iter().enumerate() {
        fields.set(&RISK.field(line, "number"), risk.number.to_string());
        fields.set(&RISK.field(line, "words"), &risk.words);
        for child in &risk.children {
            fields.add(&RISK.field(line, "children"), child.to_string());
        }
    }
    for (place, child) in discussion.children.iter().enumerate() {
        if let Some(decision) = discussion.decision_of(*child) {
            fill_child(&mut fields, place, decision);
        }
    }
    if let Some(next) = discussion.next {
        moment::filled(&mut fields, "next", next);
    }
    fields
}

fn fill_child(fields: &mut Fields, place: usize, decision: &ChildDecision) {
    let at = |part: &str| of_child(place, part);
    for outcome in &decision.outcomes {
        fields.add(&at("outcome"), outcome);
    }
    fields.set(&at("reasons"), &decision.reasons);
    fields.set(&at("considered"), &decision.considered);
    fields.set(&at("further_because"), &decision.further_because);
    for (line, dissent) in decision.dissent.iter().enumerate() {
        let agency = Some(dissent.agency.as_str()).filter(|agency| *agency != COUNCIL);
        fields.set(&at(&format!("dissent-{line}-agency")), as_choice(agency, &dissent.organisation));
        fields.set(&at(&format!("dissent-{line}-words")), &dissent.words);
    }
    fields.set(&at("interim"), &decision.interim.words);
    if let Some(until) = decision.interim.until {
        moment::filled(fields, &at("interim"), until);
    }
    fill_plan(fields, &at("plan"), &decision.plan);
}

fn fill_plan(fields: &mut Fields, start: &str, plan: &EnquiryPlan) {
    let at = |part: &str| format!("{start}-{part}");
    for (part, words) in [
        ("seen_by", &plan.seen_by),
        ("place", &plan.place),
        ("with", &plan.with),
        ("language", &plan.language),
        ("capacity", &plan.capacity),
        ("communication", &plan.communication),
        ("medical_consent", &plan.medical_consent),
        ("criminal", &plan.criminal),
        ("open_because", &plan.open_because),
    ] {
        fields.set(&at(part), words);
    }
    if let Some(by) = plan.seen_by_when {
        moment::filled(fields, &at("seen"), by);
    }
    let told = &plan.parents;
    let parents = Need { needed: told.told, words: told.words.clone(), when: told.when };
    for (part, need) in [
        ("interpreter", &plan.interpreter),
        ("intermediary", &plan.intermediary),
        ("medical", &plan.medical),
        ("interview", &plan.interview),
        ("legal", &plan.legal_advice),
        ("parents", &parents),
    ] {
        fields.set(&at(part), need.needed.code());
        fields.set(&at(&format!("{part}-words")), &need.words);
        if let Some(when) = need.when {
            moment::filled(fields, &at(part), when);
        }
    }
}

/// The record as it was typed, and the blocks in which its risks stand.
pub(super) fn read(
    pack: &Pack,
    children: &[Id<Person>],
    fields: &Fields,
) -> Result<(RecordAsked, Vec<usize>), Refusal> {
    let mut problems: Vec<Problem> = RISK.too_many(fields).into_iter().collect();
    let blocks = RISK.blocks(fields);
    let get = |name: &str| fields.get(name).to_owned();
    let asked = RecordAsked {
        information: items::read(&pack.strategy, fields, &mut problems),
        analysis: Analysis {
            likelihood: get("likelihood"),
            severity: get("severity"),
            protective: get("protective"),
            otherwise: get("otherwise"),
        },
        risks: blocks.iter().map(|block| risk(fields, *block)).collect(),
        decisions: children
            .iter()
            .enumerate()
            .map(|(place, child)| decision(fields, place, *child, &mut problems))
            .collect(),
        other_children: get("other_children"),
        designated_officer: get("designated_officer"),
        next: moment::read(fields, "next", LEFT_OUT, &mut problems),
    };
    if problems.is_empty() { Ok((asked, blocks)) } else { Err(Refusal::Invalid(problems)) }
}

fn risk(fields: &Fields, block: usize) -> RiskAsked {
    RiskAsked {
        number: fields.get(&RISK.field(block, "number")).parse().ok(),
        words: fields.get(&RISK.field(block, "words")).to_owned(),
        children: fields.all(&RISK.field(block, "children")).filter_map(|child| child.parse().ok()).collect(),
    }
}

fn decision(fields: &Fields, place: usize, child: Id<Person>, problems: &mut Vec<Problem>) -> ChildDecision {
    let at = |part: &str| of_child(place, part);
    let get = |part: &str| fields.get(&at(part)).to_owned();
    ChildDecision {
        child,
        outcomes: fields.all(&at("outcome")).map(str::to_owned).collect(),
        reasons: get("reasons"),
        considered: get("considered"),
        dissent: dissent(fields, place),
        further_because: get("further_because"),
        begins: None,
        interim: Interim {
            words: get("interim"),
            until: moment::read(fields, &at("interim"), LEFT_OUT, problems),
            plan: None,
        },
        plan: plan(fields, &at("plan"), problems),
    }
}

/// The lines of a child's dissent in which an agency or words stand.
fn dissent_lines(fields: &Fields, place: usize) -> impl Iterator<Item = usize> {
    let typed = move |line: &usize| {
        ["agency", "words"]
            .iter()
            .any(|part| !fields.get(&of_child(place, &format!("dissent-{line}-{part}"))).trim().is_empty())
    };
    (0..MOST_DISSENT).filter(typed)
}

/// How many lines of dissent the form shows for a child: those that are written, and one more.
pub(super) fn dissent_shown(fields: &Fields, place: usize) -> usize {
    dissent_lines(fields, place).last().map_or(1, |last| last + 2).min(MOST_DISSENT)
}

fn dissent(fields: &Fields, place: usize) -> Vec<Dissent> {
    let line = |line: usize| {
        let get = |part: &str| fields.get(&of_child(place, &format!("dissent-{line}-{part}")));
        let (agency, organisation) = of_agency(get("agency"));
        Dissent {
            agency: agency.unwrap_or_else(|| COUNCIL.to_owned()),
            organisation,
            words: get("words").to_owned(),
        }
    };
    dissent_lines(fields, place).map(line).collect()
}

fn plan(fields: &Fields, start: &str, problems: &mut Vec<Problem>) -> EnquiryPlan {
    let at = |part: &str| format!("{start}-{part}");
    let get = |part: &str| fields.get(&at(part)).to_owned();
    let mut need = |part: &str| Need {
        needed: Needed::from_code(fields.get(&at(part))).unwrap_or_default(),
        words: fields.get(&at(&format!("{part}-words"))).to_owned(),
        when: moment::read(fields, &at(part), LEFT_OUT, problems),
    };
    let parents = need("parents");
    let mut plan = EnquiryPlan {
        seen_by: get("seen_by"),
        place: get("place"),
        seen_by_when: None,
        with: get("with"),
        language: get("language"),
        interpreter: need("interpreter"),
        capacity: get("capacity"),
        intermediary: need("intermediary"),
        communication: get("communication"),
        parents: ParentsTold { told: parents.needed, when: parents.when, words: parents.words },
        medical: need("medical"),
        medical_consent: get("medical_consent"),
        interview: need("interview"),
        legal_advice: need("legal"),
        criminal: get("criminal"),
        open_because: get("open_because"),
    };
    plan.seen_by_when = moment::read(fields, &at("seen"), LEFT_OUT, problems);
    plan
}

/// A refusal whose problems stand at the fields of this form.
pub(super) fn placed(stop: Stop, fields: &Fields, risks: &[usize]) -> Stop {
    let Stop::Refusal(Refusal::Invalid(problems)) = stop else { return stop };
    let problems = problems.into_iter().map(|problem| {
        let problem = items::placed(problem, fields);
        let problem = at_its_dissent(problem, fields);
        let mut at = crate::meeting::typed::renumbered(vec![problem], &[(&RISK, risks)]);
        at.pop().map(at_the_plan)
    });
    Refusal::Invalid(problems.flatten().collect()).into()
}

/// Empty lines of dissent were passed over.
fn at_its_dissent(problem: Problem, fields: &Fields) -> Problem {
    let Some((start, rest)) = problem.field.split_once("-dissent-") else { return problem };
    let place = start.strip_prefix("child-").and_then(|place| place.parse().ok());
    let (line, part) = rest.split_once('-').unwrap_or((rest, "words"));
    let line = line.parse().ok().zip(place);
    let line = line.and_then(|(line, place)| dissent_lines(fields, place).nth(line));
    match line {
        Some(line) => Problem { field: format!("{start}-dissent-{line}-{part}"), ..problem },
        None => problem,
    }
}

/// The words of a plan are told without their "plan": they stand in the plan's fields.
fn at_the_plan(problem: Problem) -> Problem {
    const OF_PLAN: [&str; 16] = [
        "seen_by",
        "place",
        "with",
        "language",
        "interpreter-words",
        "capacity",
        "intermediary-words",
        "communication",
        "parents-words",
        "medical-words",
        "medical_consent",
        "interview-words",
        "legal-words",
        "criminal",
        "open_because",
        "seen-date",
    ];
    let mut parts = problem.field.splitn(3, '-');
    let (Some("child"), Some(place), Some(part)) = (parts.next(), parts.next(), parts.next()) else {
        return problem;
    };
    match part {
        // A child without a named risk is mended at the first risk.
        "risks" => Problem { field: RISK.field(0, "words"), ..problem },
        part if OF_PLAN.contains(&part) => Problem { field: format!("child-{place}-plan-{part}"), ..problem },
        _ => problem,
    }
}

/// "4 September 2026 at 15:00", or that nobody said when.
pub(super) fn when(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "not said".to_owned(), london::moment_in_words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::pack::england;

    /// What stands in a record comes back from its form as it was.
    #[test]
    fn a_record_is_the_same_after_its_form() {
        let children = [Id::from_bits(1), Id::from_bits(2)];
        let when: Timestamp = "2026-11-24T15:00:00Z".parse().unwrap();
        let mut asked = RecordAsked::filled(&children, when, |field| format!("Words on {field}"));
        for decision in &mut asked.decisions {
            decision.dissent =
                vec![Dissent { agency: "police".into(), organisation: String::new(), words: "Wait".into() }];
        }
        let mut fields = Fields::default();
        fields.set("likelihood", &asked.analysis.likelihood);
        fields.set("severity", &asked.analysis.severity);
        fields.set("protective", &asked.analysis.protective);
        fields.set("otherwise", &asked.analysis.otherwise);
        fields.set("other_children", &asked.other_children);
        fields.set("designated_officer", &asked.designated_officer);
        fields.set("risk-3-words", &asked.risks[0].words);
        for (place, decision) in asked.decisions.iter().enumerate() {
            fill_child(&mut fields, place, decision);
        }
        moment::filled(&mut fields, "next", when);
        let (read, risks) = read(england(), &children, &fields).unwrap();
        assert_eq!(risks, [0, 1, 3]);
        assert_eq!(read.decisions, asked.decisions);
        assert_eq!((read.analysis, read.next), (asked.analysis, asked.next));
        assert_eq!(read.risks[2].words, asked.risks[0].words);
        assert!(read.information.is_empty());
    }

    #[test]
    fn what_is_wrong_stands_at_the_field_that_is_shown() {
        let mut fields = Fields::default();
        fields.set("item-harm-state", "known");
        fields.set("child-0-dissent-2-words", "No");
        let check = |from: &str, to: &str| {
            let stop = placed(Refusal::field(from, "x").into(), &fields, &[0, 4]);
            match stop {
                Stop::Refusal(Refusal::Invalid(problems)) => assert_eq!(problems[0].field, to, "{from}"),
                other => unreachable!("{other:?}"),
            }
        };
        check("item-harm-words", "item-harm-known-words");
        check("item-harm-due", "item-harm-asked-date");
        check("item-harm-state", "item-harm-state");
        check("risk-1-words", "risk-4-words");
        check("child-0-dissent-0-words", "child-0-dissent-2-words");
        check("child-1-seen_by", "child-1-plan-seen_by");
        check("child-1-plan-seen-date", "child-1-plan-seen-date");
        check("child-0-reasons", "child-0-reasons");
        check("child-0-risks", "risk-0-words");
        check("next-date", "next-date");
    }
}
