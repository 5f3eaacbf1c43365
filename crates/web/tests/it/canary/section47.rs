//! Section 47 enquiries into Ava and into her restricted sister: the child's words, how the child was, direct work, the medical, what each carer said, the
//! reasoning and the outcome.

use casework::section47::add_direct_work;
use domain::calendar::{Calendar, london};
use domain::form::Answers;
use domain::id::Id;
use domain::pack::EnquiryBy;
use domain::person::Person;
use domain::section47::{
    Authorised, Beginning, Carer, CarerAsked, CheckAsked, Discussed, Finding, HarmAsked, HarmFinding,
    MedicalAsked, NewDirectWork, Outcome, PlanAsked, RiskAsked, RiskNamed, Section47, SeenAsked, Sibling,
    Told, WordsAsked,
};
use domain::staff::Role;
use domain::strategy::EnquiryPlan;

use super::planted::{People, keep, own_answer, sending, session};
use crate::house::Invented;

/// Plants them, and gives back the records by what stands for them in a path.
pub fn enquiries(
    of: &Invented,
    people: &People,
    father: Id<Person>,
) -> Vec<(&'static str, &'static str, String)> {
    let known = enquiry(of, people.ava, &AVAS, vec![father], vec![people.sister]);
    let (avas, ended) = (known.id, ended(of, &known));
    let hers = enquiry(of, people.sister, &SISTERS, Vec::new(), vec![people.ava]).id;
    let work = |role: Role, section47: Id<Section47>, description: &str| {
        let new = NewDirectWork {
            kind: "drawing".into(),
            on: Some(london::date_of(of.house.now())),
            description: description.into(),
            agreed: "Yes".into(),
            further: own_answer("direct_work", description),
        };
        add_direct_work(&session(of, role), &sending(of), section47, new, Vec::new()).unwrap().to_string()
    };
    let drawn = work(Role::SocialWorker, avas, "Sanderlinge house with a dark door");
    let drawn_by_her = work(Role::ServiceManager, hers, "Gadwallow tree");
    vec![
        ("section47", "avas_47", avas.to_string()),
        ("section47", "avas_ended_47", ended.to_string()),
        ("section47", "hers_47", hers.to_string()),
        ("direct_work", "avas_drawing", drawn),
        ("direct_work", "her_drawing", drawn_by_her),
    ]
}

/// The words of an enquiry: risk, answer to it, how the child was, child's words, medical, carer, check, reasons, history, a council's own
/// question of its plan, and of all that is found.
type Words = [&'static str; 11];
const AVAS: Words = [
    "Godwitmere risk",
    "Smewhurst found",
    "Whimbreley looked",
    "Plovergate said",
    "Turnstonby medical",
    "Stintwold carer",
    "Shelduckby check",
    "Dotterelwick reasons, long enough to be reasons",
    "Knotfordham history",
    "Curlewstead",
    "Dowitcherley",
];
const SISTERS: Words = [
    "Phalaropia risk",
    "Phalaropia found",
    "Phalaropia looked",
    "Phalaropia said",
    "Phalaropia medical",
    "Phalaropia carer",
    "Phalaropia check",
    "Phalaropia reasons, long enough to be reasons",
    "Phalaropia history",
    "Phalaropia plan",
    "Phalaropia own",
];

fn enquiry(
    of: &Invented,
    child: Id<Person>,
    words: &Words,
    carers: Vec<Id<Person>>,
    siblings: Vec<Id<Person>>,
) -> Section47 {
    let (now, pack, calendar) = (of.house.now(), &of.house.pack, Calendar::england());
    let by = of.staff[&Role::SocialWorker];
    let id = of.house.id();
    let mut carers: Vec<Carer> = carers
        .into_iter()
        .map(|person| Carer {
            person: Some(person),
            name: String::new(),
            relation: "father".into(),
            answer: None,
        })
        .collect();
    carers.push(Carer { person: None, name: "Grandmother".into(), relation: "carer".into(), answer: None });
    let beginning = Beginning {
        id,
        reference: "S47-CANARY".into(),
        child,
        discussion: Discussed { id: of.house.id(), reference: "SD-CANARY".into(), at: now },
        led: EnquiryBy::Joint,
        worker: None,
        urgent: true,
        plan: EnquiryPlan::default(),
        risks: vec![RiskNamed { number: 1, words: words[0].into() }],
        carers,
        siblings: siblings
            .into_iter()
            .map(|person| Sibling { person: Some(person), name: String::new(), answer: None })
            .collect(),
        new_episode: of.house.id(),
        source: None,
    };
    let begun = Section47::begin(beginning, &[], &[], None, by, now, pack, &calendar).unwrap();
    keep(of, &begun.episode);
    let made = made(of, &begun.section47, words);
    keep(of, &made);
    made
}

/// An enquiry of the same child that has ended, whose outcome the parents were told.
fn ended(of: &Invented, known: &Section47) -> Id<Section47> {
    let (by, at) = (of.staff[&Role::MashManager], of.house.now());
    let outcome = Outcome {
        finding: Finding::NotSubstantiated,
        follows: vec!["nothing".into()],
        initial_conference: false,
        unseen: String::new(),
        words: String::new(),
        further: own_answer("section47_outcome", "Grebewater"),
        by,
        at,
    };
    let told = Told {
        whom: "parent".into(),
        name: "Kim".into(),
        way: "letter".into(),
        on: Some(london::date_of(at)),
        words: String::new(),
        further: own_answer("section47_told", "Scoterhythe"),
        by,
        at,
    };
    let id = of.house.id();
    let enquiry = Section47 {
        id,
        reference: "S47-ENDED".into(),
        plan_further: None,
        risks: Vec::new(),
        risks_further: None,
        seen: Vec::new(),
        words: Vec::new(),
        carers: Vec::new(),
        siblings: Vec::new(),
        family_further: None,
        medical: None,
        checks: Vec::new(),
        harm: None,
        outcome: Some(outcome),
        authorised: Some(Authorised { by, at, words: "Right for the child".into() }),
        told: vec![told],
        clocks: Vec::new(),
        ..known.clone()
    };
    keep(of, &enquiry);
    id
}

/// That the child was seen, and what was said.
fn child_seen(
    of: &Invented,
    looked: String,
    said: String,
    own: impl Fn(&str) -> Option<Answers>,
) -> (SeenAsked, WordsAsked) {
    let now = of.house.now();
    let seen = SeenAsked {
        at: Some(now),
        seen: Some(true),
        alone: Some(true),
        who: "Tom".into(),
        place: "School".into(),
        looked,
        further: own("section47_day"),
        ..SeenAsked::default()
    };
    let spoke = WordsAsked {
        on: Some(london::date_of(now)),
        heard_by: "Tom".into(),
        asked: String::new(),
        words: said,
        further: own("section47_words"),
    };
    (seen, spoke)
}

/// The enquiry with everything written that can be written.
fn made(of: &Invented, begun: &Section47, words: &Words) -> Section47 {
    let [_, found, looked, said, medical, carer, check, reasons, history, plan, own] =
        words.map(str::to_owned);
    let own = |form: &str| own_answer(form, &own);
    let (now, pack) = (of.house.now(), &of.house.pack);
    let (by, today) = (of.staff[&Role::SocialWorker], london::date_of(now));
    let answer = RiskAsked {
        place: Some(0),
        enquired: Some(true),
        words: found,
        who: "Tom".into(),
        on: Some(today),
        ..RiskAsked::default()
    };
    let (seen, spoke) = child_seen(of, looked, said, own);
    let grandmother = CarerAsked {
        place: Some(begun.carers.len() - 1),
        seen: Some(false),
        words: carer,
        ..CarerAsked::default()
    };
    let medical = MedicalAsked {
        state: "not_needed".into(),
        findings: medical,
        further: own("section47_medical"),
        ..MedicalAsked::default()
    };
    let asked = CheckAsked {
        agency: "health".into(),
        asked_on: Some(today),
        answered_on: Some(today),
        result: check,
        further: own("section47_check"),
        ..CheckAsked::default()
    };
    let harm = HarmAsked {
        finding: Some(HarmFinding::Likely),
        categories: vec!["NEG".into()],
        reasons,
        history,
        further: own("section47_harm"),
        ..HarmAsked::default()
    };
    let replanned = PlanAsked { further: own_answer("section47_plan", &plan), ..PlanAsked::default() };
    begun
        .planned(replanned)
        .and_then(|made| made.risks_answered(vec![answer], by, now))
        .map(|made| made.with_risks_further(own("section47_risks")))
        .and_then(|made| made.saw(seen, by, now))
        .and_then(|made| made.child_said(spoke, by, now))
        .and_then(|made| made.family_answered(vec![grandmother], Vec::new(), by, now))
        .map(|made| made.with_family_further(own("section47_family")))
        .and_then(|made| made.medical_held(medical, by, now, pack))
        .and_then(|made| made.checked(asked, by, now, pack))
        .and_then(|made| made.reasoned(harm, by, now, pack))
        .unwrap()
}
