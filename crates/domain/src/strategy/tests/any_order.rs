//! What holds whatever happens to a discussion, in any order.

use super::*;

/// What may happen to a discussion, in any order.
#[derive(Debug, Clone)]
enum Step {
    Inform(usize),
    Gather,
    Convene(&'static str),
    Ring,
    Record(bool),
    Decide,
    Sign,
    Late,
    CallOff,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..19usize).prop_map(Step::Inform),
        Just(Step::Gather),
        select(vec!["", "danger_now", "evidence", "police_operation"]).prop_map(Step::Convene),
        Just(Step::Ring),
        any::<bool>().prop_map(Step::Record),
        Just(Step::Decide),
        Just(Step::Sign),
        Just(Step::Late),
        Just(Step::CallOff),
    ];
    vec(step, 0..25)
}

impl Discussion {
    fn after(&self, step: &Step, when: Timestamp) -> Result<Discussion, Refusal> {
        let by = id(MANAGER);
        match step {
            Step::Inform(number) => {
                let item = &pack().strategy.items[number % pack().strategy.items.len()];
                self.informed(vec![known(&item.code)], by, when, pack())
            }
            Step::Gather => {
                let gather = GatherAsked {
                    from: "Health".into(),
                    changes: "An earlier injury".into(),
                    safe: "With gran".into(),
                    until: Some(when + hours(3)),
                };
                let asked = ConveneAsked { urgency: "gather_first".into(), words: String::new(), gather };
                self.convened(asked, by, when, pack())
            }
            Step::Convene(urgency) => {
                let (urgency, words) = ((*urgency).to_owned(), "Because".to_owned());
                self.convened(ConveneAsked { urgency, words, ..ConveneAsked::default() }, by, when, pack())
            }
            Step::Ring => {
                let asked = RingAsked {
                    agency: "police".into(),
                    whom: "The desk".into(),
                    answer: Some(RingAnswer::NoAnswer),
                    ..RingAsked::default()
                };
                self.rung(asked, by, when, pack())
            }
            Step::Record(held) => {
                let record = RecordAsked::filled(&self.children, when + hours(30), said);
                self.recorded(record, held.then_some(when), by, when, pack())
            }
            Step::Decide => self.decided(by, when, pack(), &Calendar::england()),
            Step::Sign => self.signed(by, by, when),
            Step::Late => self.late_because(
                LateAsked { cause: "no_chair".into(), ..LateAsked::default() },
                by,
                when,
                pack(),
            ),
            Step::CallOff => self.not_held(by, "It was an ink stain", when),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_blocks_an_urgent_convening_and_what_was_frozen_never_changes(steps in steps()) {
        let mut discussion = begun();
        for (number, step) in steps.iter().enumerate() {
            let when = now() + hours(2 * number as i64);
            if matches!(discussion.stage(), Stage::Begun | Stage::Gathering | Stage::Convened) {
                let urgent = ConveneAsked { urgency: "danger_now".into(), ..ConveneAsked::default() };
                prop_assert!(discussion.convened(urgent, id(WORKER), when, pack()).is_ok());
            }
            let Ok(after) = discussion.after(step, when) else { continue };
            prop_assert!(after.frozen.starts_with(&discussion.frozen), "{step:?}");
            if discussion.decided.is_some() {
                prop_assert_eq!(&after.decisions, &discussion.decisions);
                prop_assert_eq!(&after.risks, &discussion.risks);
            }
            prop_assert_eq!((after.clock.started, after.clock.due), (discussion.clock.started, discussion.clock.due));
            discussion = after;
        }
    }
}
