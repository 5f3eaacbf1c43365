//! Child in need plans of Ava and of her restricted sister; Ava's closing, long decided, and the sister's, which waits for a manager.

use domain::calendar::Calendar;
use domain::child_in_need::{
    AgencyPart, AgreeAsked, ChildInNeedPlan, ChildSays, FamilyView, Made, Outcome, PlanWords,
};
use domain::closure::{Closure, DecideAsked, ProposeAsked, Proposed, RulingAsked, Standing, StepDown};
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
use domain::staff::Role;
use jiff::civil::date;

use super::planted::{People, keep, own_answer};
use crate::house::Invented;

/// The words of a plan and a closing: child, kept, outcome, contingency, family, agency, changed, risks, reasons, risk, agreed, and what a
/// council asks besides when closing is proposed and decided.
type Words = [&'static str; 13];
const AVAS: Words = [
    "Pimpernelby said",
    "Tormentilwick kept",
    "Campionhurst outcome",
    "Yarrowfold contingency",
    "Betonyhay father",
    "Vetchling part",
    "Speedwellow changed",
    "Ragwortley risk",
    "Tansyford reasons",
    "Comfreythorpe view",
    "Agrimonyham agreed",
    "Hawkbitley own question",
    "Bedstrawick own question",
];
const SISTERS: Words = [
    "Burdockley said",
    "Burdockley kept",
    "Burdockley outcome",
    "Burdockley contingency",
    "Burdockley mother",
    "Burdockley part",
    "Burdockley changed",
    "Burdockley risk",
    "Burdockley reasons",
    "Burdockley view",
    "Burdockley agreed",
    "Burdockley own question",
    "Burdockley own question",
];

/// Plants them, and gives back the records by what stands for them in a path.
pub fn plans(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let (avas, avas_closing) = planted(of, people.ava, &AVAS, true);
    let (hers, her_closing) = planted(of, people.sister, &SISTERS, false);
    vec![
        ("need_plan", "avas_need_plan", avas),
        ("need_plan", "her_need_plan", hers),
        ("closure", "avas_closing", avas_closing),
        ("closure", "her_closing", her_closing),
        ("whom", "family", "family".into()),
        ("whom", "agency", "0".into()),
    ]
}

/// An episode of years ago, so that nothing of it counts today.
fn episode(of: &Invented, child: Id<Person>) -> Episode {
    Episode { primary_need: Some("N5".into()), ..Episode::opened(of.house.id(), child, date(2019, 1, 7)) }
}

fn planted(of: &Invented, child: Id<Person>, said: &Words, decided: bool) -> (String, String) {
    let [says, kept, outcome, contingency, family, part, ..] = said;
    let (pack, now) = (&of.house.pack, of.house.now());
    let (worker, manager) = (of.staff[&Role::SocialWorker], of.staff[&Role::TeamManager]);
    let open = episode(of, child);
    let words = PlanWords {
        child: ChildSays { says: (*says).into(), kept: (*kept).into(), ..ChildSays::default() },
        outcomes: vec![Outcome {
            what: (*outcome).into(),
            without_why: "Later".into(),
            ..Outcome::default()
        }],
        contingency: (*contingency).into(),
        agencies: vec![AgencyPart {
            agency: "school".into(),
            organisation: String::new(),
            part: (*part).into(),
        }],
        family: vec![FamilyView {
            who: "Father".into(),
            answer: "agreed".into(),
            view: (*family).into(),
            agrees: true,
        }],
        visit_days: 28,
        further: own_answer("child_in_need_plan", contingency),
        ..PlanWords::default()
    };
    let made = Made { id: of.house.id(), together: of.house.id(), by: worker, at: now };
    let rules = (pack.as_ref(), &Calendar::england());
    let (plan, _) = ChildInNeedPlan::make(made, &open, (date(2019, 1, 14), words), rules).unwrap();
    keep(of, &plan);
    let agreed = AgreeAsked { agrees: Some(true), words: said[10].into() };
    let plan = plan.agree(manager, &agreed, now).unwrap();
    keep(of, &plan);

    let standing = Standing::default();
    let proposed = Proposed { id: of.house.id(), by: worker, at: now };
    let closure = Closure::propose(proposed, asked(said), (&open, &standing), pack).unwrap();
    let deciding = DecideAsked {
        ruling: Some(RulingAsked::Close),
        reasons: said[8].into(),
        risk: said[9].into(),
        considered: String::new(),
        held_on: None,
        considered_words: String::new(),
        hand_to: None,
        further: own_answer("closure_decision", said[12]),
    };
    let about = (&open, &standing);
    let (closed, over) = closure.decide((manager, now), deciding, about, pack).unwrap();
    keep(of, &over.unwrap());
    let closure = if decided { closed } else { closure };
    keep(of, &closure);
    (plan.id.to_string(), closure.id.to_string())
}

fn asked(said: &Words) -> ProposeAsked {
    ProposeAsked {
        on: date(2019, 5, 1),
        reason: "RC7".into(),
        because: "needs_met".into(),
        changed: said[6].into(),
        child_says: "Nothing".into(),
        risks: said[7].into(),
        in_mind: "School".into(),
        consent: "agrees".into(),
        consent_words: String::new(),
        family: "Told".into(),
        step_down: StepDown::default(),
        outstanding_words: String::new(),
        to_tell: vec!["School".into()],
        further: own_answer("closure", said[11]),
    }
}
