use jiff::civil::date;
use proptest::prelude::{ProptestConfig, any};
use proptest::{prop_assert, proptest, sample};

use super::*;
use crate::episode::{Assessment, Enquiry, Plan, PlanKind};
use crate::pack::england;
use crate::refusal::Refusal;

/// What makes something whole wrong.
type Spoils<T> = fn(&mut T);

const WORKER: Id<Staff> = Id::from_bits(1);
const MANAGER: Id<Staff> = Id::from_bits(2);
const NOW: &str = "2026-06-10T10:00:00+01:00";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn episode() -> Episode {
    Episode {
        primary_need: Some("N5".into()),
        assessments: vec![Assessment {
            started_on: date(2026, 3, 2),
            authorised_on: Some(date(2026, 4, 10)),
            factors: vec!["3B".into()],
            // What else an assessment's line holds stands at its default.
            ..assessment_line()
        }],
        ..Episode::opened(Id::from_bits(40), Id::from_bits(20), date(2026, 3, 2))
    }
}

/// A line read as the ledger holds an old one, so that later fields are no matter of this test.
fn assessment_line() -> Assessment {
    serde_json::from_str(r#"{"started_on":"2026-03-02","authorised_on":null,"factors":[]}"#).unwrap()
}

fn asked() -> ProposeAsked {
    ProposeAsked {
        on: date(2026, 6, 9),
        reason: "RC7".into(),
        because: "needs_met".into(),
        changed: "She is at school every day.".into(),
        child_says: "I am fine now.".into(),
        risks: "Dad may come back. School watches for it.".into(),
        in_mind: "Her form tutor.".into(),
        consent: "agrees".into(),
        consent_words: String::new(),
        family: "Mum was told on Monday.".into(),
        step_down: StepDown::default(),
        outstanding_words: String::new(),
        to_tell: vec!["Mum".into(), "School".into(), " Mum ".into(), String::new()],
        further: None,
    }
}

fn proposed() -> Proposed {
    Proposed { id: Id::from_bits(50), by: WORKER, at: at(NOW) }
}

fn propose(asked: ProposeAsked, episode: &Episode, standing: &Standing) -> Result<Closure, Refusal> {
    Closure::propose(proposed(), asked, (episode, standing), england())
}

fn deciding() -> DecideAsked {
    DecideAsked {
        ruling: Some(RulingAsked::Close),
        reasons: "What was needed is done.".into(),
        risk: String::new(),
        considered: String::new(),
        held_on: None,
        considered_words: String::new(),
        hand_to: None,
        further: None,
    }
}

fn decide(
    closure: &Closure,
    by: Id<Staff>,
    asked: DecideAsked,
    standing: &Standing,
) -> Result<(Closure, Option<Episode>), Refusal> {
    closure.decide((by, at(NOW)), asked, (&episode(), standing), england())
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, Refusal>, field: &str, said: &str) {
    match found {
        Err(Refusal::Invalid(problems)) => assert!(
            problems.iter().any(|problem| problem.field == field && problem.words.contains(said)),
            "{problems:?}"
        ),
        Err(other) => assert!(field.is_empty() && other.to_string().contains(said), "{other}"),
        Ok(found) => panic!("{found:?}"),
    }
}

#[test]
fn a_manager_who_did_not_propose_it_closes_with_reasons() {
    let quiet = Standing::default();
    let closure = propose(asked(), &episode(), &quiet).unwrap();
    assert_eq!(closure.to_tell.len(), 2, "each once");
    refused(decide(&closure, WORKER, deciding(), &quiet), "", "somebody else must decide");
    let silent = DecideAsked { reasons: " ".into(), ..deciding() };
    refused(decide(&closure, MANAGER, silent, &quiet), "reasons", "Give your reasons");
    let (closed, episode) = decide(&closure, MANAGER, deciding(), &quiet).unwrap();
    assert_eq!(closed.stage, Stage::Closed);
    let episode = episode.unwrap();
    assert_eq!((episode.closed_on, episode.closure_reason.as_deref()), (Some(date(2026, 6, 9)), Some("RC7")));
    refused(decide(&closed, MANAGER, deciding(), &quiet), "", "Nothing waits");
}

#[test]
fn a_proposal_says_what_changed_what_remains_and_who_holds_the_child_in_mind() {
    let quiet = Standing::default();
    let cases: [(&str, Spoils<ProposeAsked>); 9] = [
        ("changed", |asked| asked.changed.clear()),
        ("child_says", |asked| asked.child_says.clear()),
        ("risks", |asked| asked.risks.clear()),
        ("in_mind", |asked| asked.in_mind.clear()),
        ("family", |asked| asked.family.clear()),
        ("because", |asked| asked.because = "tired".into()),
        ("consent", |asked| asked.consent.clear()),
        ("consent_words", |asked| asked.consent = "withdrawn".into()),
        ("reason", |asked| asked.reason = "RC99".into()),
    ];
    for (field, change) in cases {
        let mut asked = asked();
        change(&mut asked);
        refused(propose(asked, &episode(), &quiet), field, "");
    }
    // Of a child who died nobody is asked what changed.
    let mut died = asked();
    (died.reason, died.because) = ("RC2".into(), "died".into());
    for words in
        [&mut died.changed, &mut died.child_says, &mut died.risks, &mut died.in_mind, &mut died.family]
    {
        words.clear();
    }
    propose(died, &episode(), &quiet).unwrap();
    let outstanding = vec![Outstanding { kind: Kind::Power, record: Id::from_bits(9), words: "Bail".into() }];
    refused(
        propose(asked(), &episode(), &Standing { outstanding, ..quiet }),
        "outstanding_words",
        "what becomes",
    );
}

#[test]
fn after_assessment_means_on_the_day_it_ended_with_nothing_more() {
    let quiet = Standing::default();
    let with = |reason: &str, on: Date, episode: &Episode| {
        let asked = ProposeAsked { reason: reason.into(), on, ..asked() };
        propose(asked, episode, &quiet)
    };
    with("RC8", date(2026, 4, 10), &episode()).unwrap();
    refused(with("RC8", date(2026, 6, 9), &episode()), "closed_on", "10 April 2026");
    let none = Episode { assessments: Vec::new(), ..episode() };
    refused(with("RC8", date(2026, 6, 9), &none), "reason", "needs an assessment");
    let enquiry = Enquiry {
        started_on: date(2026, 3, 20),
        conference_on: None,
        conference_not_required: true,
        record: None,
    };
    let enquired = Episode { enquiries: vec![enquiry.clone()], ..episode() };
    refused(with("RC8", date(2026, 4, 10), &enquired), "reason", "choose RC7");
    with("RC7", date(2026, 6, 9), &enquired).unwrap();
    assert!(enquired.closing_questions("RC7").iter().any(|words| words.contains("N1")));
    let open =
        Episode { enquiries: vec![Enquiry { conference_not_required: false, ..enquiry }], ..episode() };
    refused(with("RC7", date(2026, 6, 9), &open), "", "is open");
}

fn lead() -> StepDown {
    StepDown {
        lead: "Maud Okoro".into(),
        organisation: "Larkhill family hub".into(),
        agreed: true,
        agreement: "Mum, at the meeting".into(),
        contingency: "Maud rings the front door.".into(),
        met_on: None,
    }
}

#[test]
fn early_help_has_a_lead_by_name_and_the_familys_agreement_and_never_follows_protection_at_once() {
    let quiet = Standing::default();
    let down = |step_down: StepDown| ProposeAsked { because: "early_help".into(), step_down, ..asked() };
    let cases: [(&str, Spoils<StepDown>); 4] = [
        ("lead", |down| down.lead.clear()),
        ("organisation", |down| down.organisation.clear()),
        ("agreed", |down| down.agreed = false),
        ("step_contingency", |down| down.contingency.clear()),
    ];
    for (field, change) in cases {
        let mut lead = lead();
        change(&mut lead);
        refused(propose(down(lead), &episode(), &quiet), field, "");
    }
    let plan =
        |kind, started_on, ended_on| Plan { kind, started_on, ended_on: Some(ended_on), category: None };
    let protected = Episode {
        plans: vec![plan(PlanKind::ChildProtection, date(2026, 3, 20), date(2026, 5, 20))],
        ..episode()
    };
    refused(propose(down(lead()), &protected, &quiet), "because", "child in need plan follows");
    let mut after = protected;
    after.plans.push(plan(PlanKind::ChildInNeed, date(2026, 5, 20), date(2026, 6, 5)));
    let closure = propose(down(lead()), &after, &quiet).unwrap();
    let (closed, _) = closure.decide((MANAGER, at(NOW)), deciding(), (&after, &quiet), england()).unwrap();
    assert!(closed.awaits_acceptance(), "a step down that nobody accepted is a risk");
    let accepted = Accepted { who: "Maud Okoro".into(), on: date(2026, 6, 10), by: WORKER, at: at(NOW) };
    let closed = closed.accept(accepted.clone()).unwrap();
    assert!(!closed.awaits_acceptance());
    assert!(closed.accept(accepted).is_err());
}

#[test]
fn where_consent_was_withdrawn_the_manager_states_the_risk_and_considers_a_strategy_discussion() {
    let mut asked = asked();
    (asked.because, asked.consent, asked.consent_words) =
        ("consent_withdrawn".into(), "withdrawn".into(), "Mum rang on Monday.".into());
    let once = Standing { contacts: 2, ..Standing::default() };
    let often = Standing { contacts: 3, ..Standing::default() };
    let closure = propose(asked, &episode(), &often).unwrap();
    assert_eq!(closure.proposal.repeated, Some(Repeated { contacts: 3, months: 12 }));
    refused(decide(&closure, MANAGER, deciding(), &once), "risk", "how you see the risk");
    let risk = DecideAsked { risk: "Moderate: Dad is back at weekends.".into(), ..deciding() };
    decide(&closure, MANAGER, risk.clone(), &once).unwrap();
    refused(decide(&closure, MANAGER, risk.clone(), &often), "considered", "3 contacts");
    let bare = DecideAsked { considered: "not_needed".into(), ..risk.clone() };
    refused(decide(&closure, MANAGER, bare.clone(), &often), "considered_words", "why none is needed");
    let said = DecideAsked { considered_words: "Police and school see nothing new.".into(), ..bare };
    let (closed, _) = decide(&closure, MANAGER, said.clone(), &often).unwrap();
    assert!(matches!(closed.closed.unwrap().considered, Some(Considered::NotNeeded { .. })));
    let held = DecideAsked { considered: "held".into(), ..said };
    refused(decide(&closure, MANAGER, held.clone(), &often), "held_on", "which day");
    decide(&closure, MANAGER, DecideAsked { held_on: Some(date(2026, 6, 8)), ..held }, &often).unwrap();
    // A consent on the record that was withdrawn counts, whatever the proposal says.
    let plain = propose(tests::asked(), &episode(), &Standing::default()).unwrap();
    let gone = Standing { service_withdrawn: Some(date(2026, 6, 1)), ..Standing::default() };
    refused(decide(&plain, MANAGER, deciding(), &gone), "risk", "how you see the risk");
}

#[test]
fn a_closing_is_done_once_everybody_was_told_and_early_help_accepted() {
    let quiet = Standing::default();
    let (closed, _) =
        decide(&propose(asked(), &episode(), &quiet).unwrap(), MANAGER, deciding(), &quiet).unwrap();
    let tell = |closure: &Closure, place| {
        let asked = ToldAsked { on: date(2026, 6, 9), how: "By letter".into() };
        closure.tell(place, asked, WORKER, at(NOW)).unwrap()
    };
    assert!(!closed.is_done());
    assert!(!tell(&closed, 0).is_done());
    assert!(tell(&tell(&closed, 0), 1).is_done());
    let nobody = ProposeAsked { to_tell: Vec::new(), ..asked() };
    let proposed = propose(nobody, &episode(), &quiet).unwrap();
    assert!(!proposed.is_done(), "nothing is done before it is closed");
    assert!(decide(&proposed, MANAGER, deciding(), &quiet).unwrap().0.is_done());
}

#[test]
fn sent_back_it_is_proposed_again_and_refused_it_is_over() {
    let quiet = Standing::default();
    let closure = propose(asked(), &episode(), &quiet).unwrap();
    let answer = |ruling| DecideAsked { ruling: Some(ruling), reasons: "Who told Dad?".into(), ..deciding() };
    let (returned, none) = decide(&closure, MANAGER, answer(RulingAsked::Return), &quiet).unwrap();
    assert_eq!((returned.stage, none), (Stage::Returned, None));
    let again = returned.propose_again((WORKER, at(NOW)), asked(), (&episode(), &quiet), england()).unwrap();
    assert_eq!((again.stage, again.before.len()), (Stage::Proposed, 1));
    let (refused_, _) = decide(&again, MANAGER, answer(RulingAsked::Refuse), &quiet).unwrap();
    assert_eq!(refused_.stage, Stage::Refused);
    let over = refused_.propose_again((WORKER, at(NOW)), asked(), (&episode(), &quiet), england());
    refused(over, "", "is over");
    assert!(refused_.take_back().is_err());
    assert_eq!(closure.take_back().unwrap().stage, Stage::Withdrawn);
}

#[test]
fn what_was_closed_in_error_is_corrected_with_a_reason_and_never_over_a_later_referral() {
    let quiet = Standing::default();
    let closure = propose(asked(), &episode(), &quiet).unwrap();
    let (closed, over) = decide(&closure, MANAGER, deciding(), &quiet).unwrap();
    let over = over.unwrap();
    let correct = |asked: CorrectAsked, others: &[Episode]| {
        closed.correct((MANAGER, at(NOW)), asked, (&over, others), england())
    };
    let open = CorrectAsked {
        open_again: Some(true),
        on: None,
        reason: String::new(),
        why: "The wrong sister.".into(),
    };
    refused(correct(CorrectAsked { why: String::new(), ..open.clone() }, &[]), "why", "what was wrong");
    let (after, episode) = correct(open.clone(), std::slice::from_ref(&over)).unwrap();
    assert_eq!((after.stage, episode.closed_on), (Stage::InError, None));
    let later = Episode { id: Id::from_bits(41), referral_date: date(2026, 6, 10), ..tests::episode() };
    refused(correct(open, &[over.clone(), later]), "", "later referral");
    let day = CorrectAsked {
        open_again: Some(false),
        on: Some(date(2026, 6, 5)),
        reason: String::new(),
        why: "Mistyped.".into(),
    };
    let (after, episode) = correct(day.clone(), &[]).unwrap();
    assert_eq!((after.stage, episode.closed_on), (Stage::Closed, Some(date(2026, 6, 5))));
    refused(correct(CorrectAsked { on: None, ..day }, &[]), "on", "which day");
}

#[test]
fn contacts_are_counted_within_the_packs_months() {
    let received =
        ["2025-06-09T10:00:00Z", "2025-06-10T10:00:00Z", "2026-06-10T08:00:00Z", "2026-06-11T08:00:00Z"];
    assert_eq!(contacts_within(received.iter().map(|text| at(text)), 12, at(NOW)), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// No closure over an open enquiry; none by whoever proposed it; where consent was withdrawn, never without a manager's view of the risk, and with
    /// repeated contacts never without a consideration of a strategy discussion.
    #[test]
    fn no_closure_without_what_the_law_and_practice_ask(
        enquiry in sample::select(vec!["none", "open", "over"]),
        reason in sample::select(vec!["RC1", "RC5", "RC7", "RC8", "RC9"]),
        because in sample::select(vec!["needs_met", "consent_withdrawn", "no_engagement", "early_help"]),
        (contacts, risk, considered, own) in (0_usize..6, any::<bool>(), any::<bool>(), any::<bool>()),
    ) {
        let mut episode = episode();
        if enquiry != "none" {
            episode.enquiries.push(Enquiry {
                started_on: date(2026, 3, 20),
                conference_on: None,
                conference_not_required: enquiry == "over",
                record: None,
            });
        }
        let standing = Standing { contacts, ..Standing::default() };
        let on = if reason == "RC8" || reason == "RC9" { date(2026, 4, 10) } else { date(2026, 6, 9) };
        let asked = ProposeAsked { reason: reason.into(), because: because.into(), on, step_down: lead(), ..asked() };
        let Ok(closure) = propose(asked, &episode, &standing) else { return Ok(()) };
        prop_assert!(enquiry != "open");
        let asked = DecideAsked {
            risk: if risk { "Low".into() } else { String::new() },
            considered: if considered { "not_needed".into() } else { String::new() },
            considered_words: if considered { "Nothing new".into() } else { String::new() },
            hand_to: None,
            ..deciding()
        };
        let by = if own { WORKER } else { MANAGER };
        let Ok((closed, _)) = closure.decide((by, at(NOW)), asked, (&episode, &standing), england()) else { return Ok(()) };
        prop_assert!(!own);
        let closed = closed.closed.unwrap();
        if ["consent_withdrawn", "no_engagement"].contains(&because) {
            prop_assert!(!closed.risk.is_empty());
            prop_assert!(contacts < 3 || closed.considered.is_some());
        }
        if enquiry == "over" {
            prop_assert!(!["RC8", "RC9"].contains(&closed.reason.as_str()));
        }
    }
}
