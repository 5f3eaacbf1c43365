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
use crate::forms::page::{Given, Sheet};
use crate::meeting::typed::{as_choice, of_agency};
use crate::route::Fields;

/// The time that is taken when only the day is said.
pub(super) const LEFT_OUT: &str = "17:00";
/// How the hidden fields begin that hold the numbers of risks named before.
pub(super) const NUMBERS: &str = "risk_number-";

/// The name of a child's field.
fn of_child(place: usize, part: &str) -> String {
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
        fields.set(&format!("{NUMBERS}{line}"), risk.number.to_string());
        fields.set(&format!("risk-{line}-words"), &risk.words);
        // Of one child, nobody asks which.
        for child in risk.children.iter().filter(|_| discussion.children.len() > 1) {
            fields.add(&format!("risk-{line}-children"), child.to_string());
        }
    }
    for (place, child) in discussion.children.iter().enumerate() {
        if let Some(decision) = discussion.decision_of(*child) {
            fill_child(&mut fields, place, decision);
        }
    }
    fill_dissent(&mut fields, &discussion.decisions);
    if let Some(next) = discussion.next {
        Sheet::fill_moment(&mut fields, "next", next);
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
    fields.set(&at("interim"), &decision.interim.words);
    if let Some(until) = decision.interim.until {
        Sheet::fill_moment(fields, &at("interim"), until);
    }
    fill_plan(fields, &at("plan"), &decision.plan);
}

/// Who saw it differently, each line with its child.
fn fill_dissent(fields: &mut Fields, decisions: &[ChildDecision]) {
    let each = decisions
        .iter()
        .flat_map(|decision| decision.dissent.iter().map(|dissent| (decision.child, dissent)));
    for (line, (child, dissent)) in each.enumerate() {
        let agency = Some(dissent.agency.as_str()).filter(|agency| *agency != COUNCIL);
        if decisions.len() > 1 {
            fields.set(&format!("differs-{line}-child"), child.to_string());
        }
        fields.set(&format!("differs-{line}-agency"), as_choice(agency, &dissent.organisation));
        fields.set(&format!("differs-{line}-words"), &dissent.words);
    }
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
        Sheet::fill_moment(fields, &at("seen"), by);
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
            Sheet::fill_moment(fields, &at(part), when);
        }
    }
}

/// The lines in which somebody sees it differently: the number of the repeat, and the place of the child.
pub(super) type Lines = Vec<(u16, usize)>;

/// The record as it was typed, and where on the page each child's dissent stands.
pub(super) fn read(
    pack: &Pack,
    children: &[Id<Person>],
    given: &mut Given<'_>,
    fields: &Fields,
) -> Result<(RecordAsked, Lines), Refusal> {
    let information = items::read(&pack.strategy, fields, &mut given.problems);
    let lines = dissent_lines(given, children);
    given.all_right()?;
    let given = &*given;
    let decide = |(place, child): (u16, &Id<Person>)| decision(given, place, *child, &lines);
    let asked = RecordAsked {
        information,
        analysis: Analysis {
            likelihood: given.words("likelihood"),
            severity: given.words("severity"),
            protective: given.words("protective"),
            otherwise: given.words("otherwise"),
        },
        risks: given.repeats("risk").into_iter().map(|line| risk(given, fields, line)).collect(),
        decisions: (0..).zip(children).map(decide).collect(),
        other_children: given.words("other_children"),
        designated_officer: given.words("designated_officer"),
        next: given.moment("next"),
        further: given.further(),
    };
    Ok((asked, lines))
}

fn risk(given: &Given<'_>, fields: &Fields, line: u16) -> RiskAsked {
    RiskAsked {
        number: fields.get(&format!("{NUMBERS}{line}")).parse().ok(),
        words: given.nth("risk", line, "words"),
        children: given
            .nth_all("risk", line, "children")
            .iter()
            .filter_map(|child| child.parse().ok())
            .collect(),
    }
}

/// Of one child, each line is about it; of several, the line says of which.
fn dissent_lines(given: &mut Given<'_>, children: &[Id<Person>]) -> Lines {
    let mut lines = Lines::new();
    for line in given.repeats("differs") {
        let said: Option<Id<Person>> = given.nth("differs", line, "child").parse().ok();
        let place = children.iter().position(|child| Some(*child) == said);
        match place.or((children.len() == 1).then_some(0)) {
            Some(place) => lines.push((line, place)),
            None => {
                let words = "Choose the child whose decision this agency sees differently.";
                given.problems.push(Problem::new(format!("differs-{line}-child"), words));
            }
        }
    }
    lines
}

fn dissent(given: &Given<'_>, line: u16) -> Dissent {
    let (agency, organisation) = of_agency(&given.nth("differs", line, "agency"));
    Dissent {
        agency: agency.unwrap_or_else(|| COUNCIL.to_owned()),
        organisation,
        words: given.nth("differs", line, "words"),
    }
}

fn decision(given: &Given<'_>, place: u16, child: Id<Person>, lines: &[(u16, usize)]) -> ChildDecision {
    let get = |question: &str| given.nth("child", place, question);
    let own = lines.iter().filter(|(_, of)| *of == usize::from(place));
    ChildDecision {
        child,
        outcomes: given.nth_all("child", place, "outcome"),
        reasons: get("reasons"),
        considered: get("considered"),
        dissent: own.map(|(line, _)| dissent(given, *line)).collect(),
        further_because: get("further_because"),
        begins: None,
        interim: Interim {
            words: get("interim"),
            until: given.nth_moment("child", place, "interim_until"),
            plan: None,
        },
        plan: plan(given, place),
    }
}

fn plan(given: &Given<'_>, place: u16) -> EnquiryPlan {
    let get = |question: &str| given.nth("plan", place, question);
    let at = |question: &str| given.nth_moment("plan", place, question);
    let need = |question: &str| Need {
        needed: Needed::from_code(&get(question)).unwrap_or_default(),
        words: get(&format!("{question}_words")),
        when: at(&format!("{question}_when")),
    };
    let parents = need("parents");
    EnquiryPlan {
        seen_by: get("seen_by"),
        place: get("place"),
        seen_by_when: at("seen"),
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
    }
}

/// A refusal whose problems stand at the fields of this form.
pub(super) fn placed(stop: Stop, fields: &Fields, lines: &[(u16, usize)]) -> Stop {
    let Stop::Refusal(Refusal::Invalid(problems)) = stop else { return stop };
    let place = |problem| at_the_button(at_the_plan(at_its_line(items::placed(problem, fields), lines)));
    Refusal::Invalid(problems.into_iter().map(place).collect()).into()
}

/// What is wrong with the whole stands at the button that was pressed, and a missing agency where it is asked about.
fn at_the_button(problem: Problem) -> Problem {
    match problem.field.as_str() {
        "end" | "decision" => Problem { field: "save".into(), ..problem },
        "gap" => Problem { field: "gap_why".into(), ..problem },
        _ => problem,
    }
}

/// A record counts the agencies that see one child's decision differently; the page has one line after the other.
fn at_its_line(problem: Problem, lines: &[(u16, usize)]) -> Problem {
    let Some((start, rest)) = problem.field.split_once("-dissent-") else { return problem };
    let place: Option<usize> = start.strip_prefix("child-").and_then(|place| place.parse().ok());
    let (number, part) = rest.split_once('-').unwrap_or((rest, "words"));
    let number: Option<usize> = number.parse().ok();
    let line =
        place.zip(number).and_then(|(place, number)| lines.iter().filter(|(_, of)| *of == place).nth(number));
    match line {
        Some((line, _)) => Problem { field: format!("differs-{line}-{part}"), ..problem },
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
        "risks" => Problem { field: "risk-0-words".into(), ..problem },
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
    use crate::strategy::record_form::of_pack;
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
        fields.set("risk_number-3", "7");
        for (place, decision) in asked.decisions.iter().enumerate() {
            fill_child(&mut fields, place, decision);
        }
        fill_dissent(&mut fields, &asked.decisions);
        Sheet::fill_moment(&mut fields, "next", when);
        let named = ["Maya".to_owned(), "Ben".to_owned()];
        let ids = || children.iter().zip(&named).map(|(child, name)| (child.to_string(), name.clone()));
        let sheet = of_pack(england(), None).unwrap().about(&named);
        let sheet = sheet.offering("child", ids()).offering("children", ids());
        let sheet = sheet.offering("agency", [("police|", "Police")]);
        let mut given = sheet.read(&fields).unwrap();
        let (read, lines) = read(england(), &children, &mut given, &fields).unwrap();
        assert_eq!(lines, [(0, 0), (1, 1)]);
        assert_eq!(read.decisions, asked.decisions);
        assert_eq!((read.analysis, read.next), (asked.analysis, asked.next));
        assert_eq!((&read.risks[0].words, read.risks[0].number), (&asked.risks[0].words, Some(7)));
        assert!(read.information.is_empty());
        assert_eq!(read.further.map(|further| further.is_empty()), Some(true));
    }

    #[test]
    fn what_is_wrong_stands_at_the_field_that_is_shown() {
        let mut fields = Fields::default();
        fields.set("item-harm-state", "known");
        let check = |from: &str, to: &str| {
            let stop = placed(Refusal::field(from, "x").into(), &fields, &[(0, 1), (2, 0), (3, 1)]);
            match stop {
                Stop::Refusal(Refusal::Invalid(problems)) => assert_eq!(problems[0].field, to, "{from}"),
                other => unreachable!("{other:?}"),
            }
        };
        check("item-harm-words", "item-harm-known-words");
        check("item-harm-due", "item-harm-asked-date");
        check("item-harm-state", "item-harm-state");
        check("child-0-dissent-0-words", "differs-2-words");
        check("child-1-dissent-1-words", "differs-3-words");
        check("child-1-seen_by", "child-1-plan-seen_by");
        check("child-1-plan-seen-date", "child-1-plan-seen-date");
        check("child-0-reasons", "child-0-reasons");
        check("child-0-risks", "risk-0-words");
        check("next-date", "next-date");
        check("decision", "save");
    }
}
