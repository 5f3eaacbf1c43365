use jiff::SignedDuration;
use proptest::prelude::ProptestConfig;
use proptest::{collection, proptest};

use super::*;
use crate::calendar::Calendar;
use crate::pack::england;
use crate::refusal::Refusal;
use crate::staff::Role;

const RAISED: &str = "2026-03-26T14:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn member(id: u128, role: Role, agency: Option<&str>) -> Staff {
    Staff {
        id: Id::from_bits(id),
        name: "Ruth Adeyemi".into(),
        title: String::new(),
        roles: [role].into(),
        teams: Default::default(),
        agency: agency.map(str::to_owned),
        organisation: String::new(),
        phone: String::new(),
        email: String::new(),
        active: true,
    }
}

fn asked() -> RaiseAsked {
    RaiseAsked {
        about: DECLINED_CONFERENCE.into(),
        said_children: "Ava".into(),
        issue: "She was hurt twice, and no conference is held.".into(),
        wanted: "A conference.".into(),
        ..RaiseAsked::default()
    }
}

fn raised_by(by: &Staff, asked: RaiseAsked) -> Result<Disagreement, Refusal> {
    Disagreement::raise(Id::from_bits(9), by, asked, at(RAISED), england(), &Calendar::england())
}

fn raised() -> Disagreement {
    raised_by(&member(1, Role::Partner, Some("school")), asked()).unwrap()
}

fn fields<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> Vec<String> {
    match outcome {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        Err(other) => vec![other.to_string()],
    }
}

fn climbed(of: &Disagreement, now: &str) -> Option<Disagreement> {
    of.time_passed(at(now), england(), &Calendar::england())
}

#[test]
fn it_is_raised_with_the_child_the_issue_and_what_should_be_different() {
    let school = member(1, Role::Partner, Some("school"));
    assert_eq!(
        fields(raised_by(&school, RaiseAsked::default())),
        ["about", "said_children", "issue", "wanted"]
    );
    let raised = raised();
    assert_eq!(raised.raised.agency.as_deref(), Some("school"));
    assert_eq!(raised.stage().unwrap().theirs, "Ruth Adeyemi");
    // A partner says for no other agency than their own; one of ours who takes it down says for whom.
    let other = RaiseAsked { agency: Some("police".into()), ..asked() };
    assert_eq!(raised_by(&school, other.clone()).unwrap().raised.agency.as_deref(), Some("school"));
    assert_eq!(fields(raised_by(&member(2, Role::SocialWorker, None), other)), ["for_whom"]);
}

#[test]
fn each_stage_has_its_own_clock_and_time_moves_it_up() {
    let due = |of: &Disagreement| of.stage().unwrap().clock.due.map(|due| due.day().to_string());
    let first = raised();
    // Thursday: two working days are Friday and Monday.
    assert_eq!(due(&first).as_deref(), Some("2026-03-30"));
    assert!(
        !first.is_overdue(at("2026-03-30T22:59:59Z")) && climbed(&first, "2026-03-30T22:59:59Z").is_none()
    );
    assert!(first.is_overdue(at("2026-03-31T08:00:00Z")));
    let second = climbed(&first, "2026-03-31T08:00:00Z").unwrap();
    assert_eq!((second.stages.len(), second.stages[0].moved.as_ref().unwrap().by), (2, None));
    // Five working days over Easter, from the end of the first stage.
    assert_eq!(due(&second).as_deref(), Some("2026-04-08"));
    let last = climbed(&first, "2026-09-01T08:00:00Z").unwrap();
    assert_eq!((last.stages.len(), due(&last), last.can_climb(&england().disagreements)), (4, None, false));
    assert!(climbed(&last, "2027-09-01T08:00:00Z").is_none());
}

#[test]
fn a_person_moves_it_up_with_what_was_not_settled() {
    let move_up = |of: &Disagreement, because: &str| {
        of.move_up(Id::from_bits(1), because, at("2026-03-27T09:00:00Z"), england(), &Calendar::england())
    };
    assert_eq!(fields(move_up(&raised(), " ")), ["because"]);
    let second = move_up(&raised(), "The worker says that it is not hers to change.").unwrap();
    assert_eq!(second.stage().unwrap().clock.started, at("2026-03-27T09:00:00Z"));
    let third = move_up(&second, "Still").unwrap();
    let fourth = move_up(&third, "Still").unwrap();
    assert!(move_up(&fourth, "Still").is_err());
}

#[test]
fn it_is_resolved_by_another_and_only_with_agreement_below_the_last_stage() {
    let now = at("2026-03-27T09:00:00Z");
    let asked = ResolveAsked {
        outcome: "changed".into(),
        agreed: true,
        changed: "A conference is held.".into(),
        learning: "Tell the school before the family.".into(),
    };
    let resolve = |of: &Disagreement, by, asked: &ResolveAsked| {
        of.resolve(Id::from_bits(by), asked.clone(), now, england())
    };
    assert_eq!(
        fields(resolve(&raised(), 5, &ResolveAsked::default())),
        ["outcome", "agreed", "changed", "learning"]
    );
    let resolved = resolve(&raised(), 5, &asked).unwrap();
    assert_eq!(resolved.stage().unwrap().clock.met, Some(now));
    assert!(resolved.say(&member(1, Role::Partner, Some("school")), "Thank you", now).is_err());
    let last = climbed(&raised(), "2026-09-01T08:00:00Z").unwrap();
    assert!(resolve(&last, 5, &ResolveAsked { agreed: false, ..asked.clone() }).is_ok());
    let ours = raised_by(
        &member(7, Role::SocialWorker, None),
        RaiseAsked { children: vec![Id::from_bits(3)], ..self::asked() },
    )
    .unwrap();
    assert!(resolve(&ours, 7, &asked).is_err() && resolve(&ours, 5, &asked).is_ok());
    assert!(raised().withdraw(Id::from_bits(5), "Settled", now, england()).is_err());
    let withdrawn =
        raised().withdraw(Id::from_bits(1), "The worker rang me and I see why.", now, england()).unwrap();
    assert_eq!(withdrawn.resolved.unwrap().outcome, "withdrawn");
}

#[test]
fn the_council_is_spoken_for_by_the_roles_of_the_stage() {
    let speak = |role, agency: Option<&str>| {
        raised().speakers(Some(&member(8, role, agency)), (String::new(), None), england())
    };
    assert!(speak(Role::TeamManager, None).is_ok());
    assert_eq!(fields(speak(Role::ServiceManager, None)), ["ours"]);
    assert_eq!(fields(speak(Role::Partner, Some("police"))), ["ours"]);
}

#[test]
fn an_agencys_worry_counts_for_the_watch_once_the_child_is_known() {
    let of_school = raised();
    assert!(of_school.facts().is_empty());
    let placed =
        of_school.place(Id::from_bits(5), Id::from_bits(3), None, at("2026-03-27T09:00:00Z")).unwrap();
    let facts = climbed(&placed, "2026-03-31T08:00:00Z").unwrap().facts();
    let parts: Vec<(&str, &str)> =
        facts.iter().map(|fact| (fact.part.as_str(), fact.kind.as_str())).collect();
    assert_eq!(parts, [("raised", "partner_escalates"), ("stage.manager", "partner_escalates")]);
    assert_eq!(facts[0].counts_from, at("2026-03-27T09:00:00Z"));
    let ours = raised_by(
        &member(7, Role::SocialWorker, None),
        RaiseAsked { children: vec![Id::from_bits(3)], ..asked() },
    );
    assert!(ours.unwrap().facts().is_empty());
    assert!(placed.place(Id::from_bits(5), Id::from_bits(3), None, at(RAISED)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// However often the machine looks, and whoever is named or answers meanwhile, the stages begin and end at the same moments.
    #[test]
    fn no_answer_and_no_other_speaker_begins_a_clock_again(hours in collection::vec(1..80i64, 0..20)) {
        let clocks = |of: &Disagreement| of.stages.iter().map(|stage| stage.clock.clone()).collect::<Vec<_>>();
        let end = at(RAISED) + SignedDuration::from_hours(24 * 90);
        let at_once = raised().time_passed(end, england(), &Calendar::england()).unwrap();
        let (mut step_by_step, mut now) = (raised(), at(RAISED));
        for step in hours {
            now += SignedDuration::from_hours(step);
            step_by_step = step_by_step.time_passed(now, england(), &Calendar::england()).unwrap_or(step_by_step);
            let before = clocks(&step_by_step);
            step_by_step = step_by_step.say(&member(2, Role::SocialWorker, None), "We talked", now).unwrap();
            step_by_step = step_by_step.speakers(None, ("Somebody else".into(), None), england()).unwrap();
            assert_eq!(clocks(&step_by_step), before);
        }
        let step_by_step = step_by_step.time_passed(end, england(), &Calendar::england()).unwrap_or(step_by_step);
        assert_eq!(clocks(&step_by_step), clocks(&at_once));
    }
}
