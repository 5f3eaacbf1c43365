//! The law's sentences over whatever people do in whatever order: no clock is reset, no author authorises, and an answer that is added takes no yes from
//! the mirror.

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Strategy;

use super::*;

/// What somebody may do to an assessment, by a number: whatever is refused does not happen.
fn act(assessment: &Assessment, what: u8, who: u128) -> Assessment {
    let (by, now, pack) = (staff(who), at("2026-04-01T10:00:00Z"), england());
    let shown = mirror(assessment, form(), &[], &pack.assessment);
    let outcome = match what {
        0 => {
            let saved = SectionSaved { sections: vec!["harm".into()], answers: form().blank() };
            assessment.saved(saved, form(), by)
        }
        1 => {
            let asked = SubmitAsked { urgent: "Now.".into(), ..SubmitAsked::default() };
            assessment.submitted(asked, &shown, form(), pack, by, now)
        }
        2 => assessment.sent_back("The father is missing, and what if not.", by, now, pack),
        3 => assessment.handed_to(staff(who), "assessment_2"),
        4 => {
            let named = ChildNamed { episode: episode(3, "2026-03-12"), carers: Vec::new() };
            let joined = assessment.joined(named, by, now, pack, &Calendar::england());
            joined.map(|(after, _)| after)
        }
        5 => assessment.carer_named(
            CarerNamed {
                person: None,
                name: format!("Carer {who}"),
                relation: "aunt".into(),
                stands: Some(Stands::Other),
            },
            by,
            now,
        ),
        6 => assessment.commented(CommentAsked { place: None, words: "Why?".into() }, by, now),
        7 => {
            let asked = ExceptionAsked {
                reason: "Ill".into(),
                meanwhile: "Nan".into(),
                until: Some(day("2026-06-01")),
            };
            assessment.exception_asked_for(&asked, by, now)
        }
        8 => assessment.exception_decided(true, "It cannot be helped, she was ill.", by, now, pack),
        9 => {
            let asked = AuthoriseAsked {
                reasons: "The children's days and the years before say the same.".into(),
                seen: shown.seen_as(),
                looked: true,
                told: None,
            };
            assessment.authorise(asked, shown, form(), pack, by, now)
        }
        _ => assessment.review_held(None, "Looked at.", by, now),
    };
    outcome.unwrap_or_else(|_| assessment.clone())
}

/// Places at which something can be answered, in the first repeats.
fn places() -> Vec<(Place, Answer)> {
    let mut places = Vec::new();
    for section in &form().sections {
        let repeats: Vec<Option<u16>> =
            if section.repeats.is_some() { vec![Some(0), Some(1)] } else { vec![None] };
        for index in repeats {
            for question in &section.questions {
                let place = Place { section: section.id.clone(), index, question: question.id.clone() };
                let choice = question.kind.choices().first().map(|choice| choice.value.clone());
                let answer = match (&question.kind, choice) {
                    (Kind::Several(_) | Kind::Codes { .. }, Some(value)) => Answer::Several(vec![value]),
                    (Kind::YesNo, _) => Answer::text("yes"),
                    (Kind::PartialDate, _) => {
                        Answer::Date(DateParts { year: "2026".into(), ..DateParts::default() })
                    }
                    (_, Some(value)) => Answer::text(value),
                    _ => Answer::text("As we said (B)."),
                };
                places.push((place, answer));
            }
        }
    }
    places
}

fn several() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..places().len(), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_clock_is_reset_by_rework_re_allocation_or_a_child_who_joins(
        acts in prop::collection::vec((0_u8..11, 11_u128..15), 0..20)
    ) {
        let mut assessment = whole();
        let begun = [DECISION, TARGET].map(|timer| assessment.clock(timer).cloned());
        for (what, who) in acts {
            assessment = act(&assessment, what, who);
            for (timer, before) in [DECISION, TARGET].into_iter().zip(&begun) {
                let now = assessment.clock(timer).cloned();
                prop_assert_eq!(now.as_ref().map(|clock| (clock.started, clock.due)), before.as_ref().map(|clock| (clock.started, clock.due)));
            }
        }
    }

    #[test]
    fn nobody_who_wrote_any_of_it_authorises_it_or_sends_it_back(
        acts in prop::collection::vec((0_u8..11, 11_u128..15), 0..30)
    ) {
        let mut assessment = whole();
        for (what, who) in acts {
            let before = assessment.clone();
            assessment = act(&assessment, what, who);
            if before.wrote(staff(who)) {
                prop_assert!(before.authorised.is_some() || assessment.authorised.is_none());
                prop_assert_eq!(before.returned.len(), assessment.returned.len());
            }
        }
        if let Some(authorised) = &assessment.authorised {
            prop_assert!(!assessment.wrote(authorised.by));
        }
    }

    #[test]
    fn an_answer_that_is_added_never_turns_a_yes_into_a_no(
        already in several(), added in any::<prop::sample::Index>()
    ) {
        let places = places();
        let rules = &england().assessment;
        let mut assessment = begun();
        for number in already {
            let (place, answer) = &places[number];
            assessment.answers.put(place.clone(), answer.clone());
        }
        let before = mirror(&assessment, form(), &[], rules);
        let (place, answer) = added.get(&places);
        if assessment.answers.at(place).is_none() {
            assessment.answers.put(place.clone(), answer.clone());
        }
        let after = mirror(&assessment, form(), &[], rules);
        for line in before.lines.iter().filter(|line| line.is_so) {
            prop_assert!(after.line(&line.key).is_some_and(|line| line.is_so), "{} by {place}", line.key);
        }
    }

    #[test]
    fn what_stands_elsewhere_is_found_from_either_side_and_stays_found(
        passage in prop::collection::vec(prop::sample::select(vec!["rain", "door", "night", "she", "said", "bus", "quiet", "mother"]), 20..40),
        before in prop::collection::vec("[a-z]{3,8}", 0..12),
        after in prop::collection::vec("[a-z]{3,8}", 0..12)
    ) {
        let text = passage.join(" ");
        let mine = answered(&begun(), &[("past_harm", &format!("{} {text}", before.join(" ")))]);
        let mut theirs = answered(&begun(), &[("danger", &format!("{text} {}", after.join(" ")))]);
        theirs.id = Id::from_bits(99);
        let rules = &england().assessment;
        let compare = |one: &Assessment, other: &Assessment| {
            one.compared(&[Other::Family(other)], |_| true, (form(), rules), &[], (staff(WORKER), at(NOW)))
        };
        let (one, other) = (compare(&mine, &theirs), compare(&theirs, &mine));
        prop_assert_eq!(one.copies.len(), 1);
        prop_assert_eq!(other.copies.len(), 1);
        prop_assert_eq!(&compare(&one, &theirs), &one);
    }
}
