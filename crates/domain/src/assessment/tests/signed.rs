//! Who signs what: submission with reasons, return, authorisation by another who saw the mirror, exceptions, the end, and when it is complete.

use std::collections::BTreeMap;

use super::*;
use crate::assessment::mirror::{About, Asks};
use crate::refusal::Problem;

const LATER: &str = "2026-04-14T10:00:00Z";

fn shown(assessment: &Assessment) -> Mirror {
    mirror(assessment, form(), &[Vec::new(), Vec::new()], &england().assessment)
}

/// Everything that is missing, with one reason for each.
fn reasons(assessment: &Assessment) -> SubmitAsked {
    let missing = missing(assessment, form(), &shown(assessment));
    let reasons = missing.into_iter().map(|one| (one.field, "It is still to come.".to_owned())).collect();
    SubmitAsked { reasons, ..SubmitAsked::default() }
}

pub(super) fn submit(assessment: &Assessment, by: u128) -> Result<Assessment, Refusal> {
    let asked = reasons(assessment);
    assessment.submitted(asked, &shown(assessment), form(), england(), staff(by), at(LATER))
}

fn asked(assessment: &Assessment) -> AuthoriseAsked {
    AuthoriseAsked {
        reasons: "The children's days and the years before say the same.".into(),
        seen: shown(assessment).seen_as(),
        looked: true,
        told: None,
    }
}

pub(super) fn authorise(
    assessment: &Assessment,
    asked: AuthoriseAsked,
    by: u128,
) -> Result<Assessment, Refusal> {
    assessment.authorise(asked, shown(assessment), form(), england(), staff(by), at(LATER))
}

fn told(on: &str) -> ToldAsked {
    ToldAsked {
        whom: "family".into(),
        name: "Dawn".into(),
        way: "discussed".into(),
        on: Some(day(on)),
        words: String::new(),
    }
}

#[test]
fn what_is_missing_needs_a_reason_and_one_is_enough_where_it_cannot_wait() {
    let assessment = answered(&begun(), &[("danger", "We are worried that he hits her.")]);
    let nothing = SubmitAsked::default();
    let outcome =
        assessment.submitted(nothing, &shown(&assessment), form(), england(), staff(WORKER), at(LATER));
    let Err(Refusal::Invalid(problems)) = outcome else { panic!("{outcome:?}") };
    let fields: Vec<&str> = problems.iter().map(|problem: &Problem| problem.field.as_str()).collect();
    for expected in ["why-child_day.0", "why-child_words.1", "why-carer.0", "why-carer.1", "why-needs"] {
        assert!(fields.contains(&expected), "{expected} of {fields:?}");
    }
    assert!(!fields.contains(&"why-danger"));
    let sent = submit(&assessment, WORKER).unwrap();
    assert_eq!(sent.stage(), Stage::Submitted);
    assert!(sent.submission().unwrap().missing.contains_key("carer.1"));
    let urgent = SubmitAsked { urgent: "The lease ends on Thursday.".into(), ..SubmitAsked::default() };
    let sent = assessment.submitted(urgent, &shown(&assessment), form(), england(), staff(WORKER), at(LATER));
    assert!(sent.unwrap().submission().unwrap().missing.values().all(String::is_empty));
}

#[test]
fn a_carer_in_the_home_with_an_empty_block_is_missing_until_somebody_says_why() {
    let assessment = whole();
    assert!(shown(&assessment).line("carer.0").unwrap().is_so);
    let named = assessment
        .carer_named(
            CarerNamed {
                person: None,
                name: "Lee".into(),
                relation: "new partner".into(),
                stands: Some(Stands::NewPartner),
            },
            staff(WORKER),
            at(NOW),
        )
        .unwrap();
    let line = |assessment: &Assessment| shown(assessment).line("carer.2").unwrap().clone();
    assert_eq!((line(&named).is_so, line(&named).about), (false, About::Carer(2)));
    let why = answered(&named, &[("carer_missing_why.2", "He would not meet us, twice.")]);
    assert!(line(&why).is_so);
    assert!(line(&why).words.contains("why nothing is known"));
}

#[test]
fn the_mirror_of_a_whole_assessment_has_every_line() {
    let mirror = shown(&whole());
    let missing: Vec<&str> = mirror.missing().map(|line| line.key.as_str()).collect();
    assert_eq!(missing, Vec::<&str>::new());
    for asks in Asks::ALL.into_iter().filter(|asks| *asks != Asks::CopyExplained) {
        assert!(mirror.count(asks).1 > 0, "{asks:?} is never asked");
    }
    for (part, key, words) in [
        ("need_contingency.0", "need.0", "what if not"),
        ("need_measure.0", "need.0", "how we will know"),
        ("test_period.1", "capacity_test.1", ""),
        ("alternative", "alternative", ""),
        ("decision_outcome.1", "decided.1", ""),
    ] {
        let mut without = whole();
        let (name, index) = part.split_once('.').map_or((part, None), |(name, n)| (name, n.parse().ok()));
        for place in Parts::of(form(), &without.answers).places(name, index) {
            without.answers.given.remove(&place);
        }
        let mirror = shown(&without);
        let line = mirror.line(key).unwrap();
        assert!(!line.is_so && line.words.contains(words), "{part}: {line:?}");
    }
}

#[test]
fn a_decision_that_stands_alone_is_no_reason() {
    let reasons = |words: &str| {
        let assessment = answered(&begun(), &[("decision_reasons.0", words)]);
        shown(&assessment).line("reasons_refer.0").unwrap().is_so
    };
    assert!(!reasons("This is best."));
    assert!(reasons("As we said (B)."));
    assert!(reasons("See block C."));
    assert!(reasons("The history repeats itself."));
    assert!(!reasons("I agree with H (H)."));
}

#[test]
fn a_manager_sends_it_back_with_comments_at_their_place() {
    let sent = submit(&whole(), WORKER).unwrap();
    refused(answer_in(&sent), "waits for a manager");
    let place = Place::nth("carer", 1, "now");
    let asked = CommentAsked { place: Some(place.clone()), words: "Was he asked?".into() };
    let commented = sent.commented(asked, staff(MANAGER), at(LATER)).unwrap();
    assert!(!commented.wrote(staff(MANAGER)), "whoever comments does not write");
    refused(commented.sent_back("no", staff(MANAGER), at(LATER), england()), "done again");
    let why = "The father is missing, and nobody says what if not.";
    refused(commented.sent_back(why, staff(WORKER), at(LATER), england()), "another manager");
    let back = commented.sent_back(why, staff(MANAGER), at(LATER), england()).unwrap();
    assert_eq!(back.stage(), Stage::Returned);
    assert_eq!(back.returned[0].comments, [1]);
    refused(submit(&back, WORKER), "what you did about this comment");
    let done = back.comment_answered(1, "He was.", staff(WORKER), at(LATER)).unwrap();
    refused(done.comment_answered(1, "Again.", staff(WORKER), at(LATER)), "answered already");
    assert_eq!(submit(&done, WORKER).unwrap().stage(), Stage::Submitted);
}

fn answer_in(assessment: &Assessment) -> Result<Assessment, Refusal> {
    let saved = SectionSaved { sections: vec!["harm".into()], answers: form().blank() };
    assessment.saved(saved, form(), staff(WORKER))
}

#[test]
fn another_person_authorises_who_saw_the_mirror_and_says_why() {
    let sent = submit(&whole(), WORKER).unwrap();
    refused(authorise(&whole(), asked(&whole()), MANAGER), "does not wait");
    refused(authorise(&sent, asked(&sent), WORKER), "another manager must sign");
    refused(
        authorise(&sent, AuthoriseAsked { seen: "danger=1".into(), ..asked(&sent) }, MANAGER),
        "has changed",
    );
    refused(
        authorise(&sent, AuthoriseAsked { looked: false, ..asked(&sent) }, MANAGER),
        "Look at the quality",
    );
    refused(authorise(&sent, AuthoriseAsked { reasons: "ok".into(), ..asked(&sent) }, MANAGER), "Say why");
    let signed = authorise(&sent, asked(&sent), MANAGER).unwrap();
    let authorised = signed.authorised.as_ref().unwrap();
    assert_eq!(authorised.mirror, shown(&sent), "what was shown is kept");
    assert_eq!(authorised.outcomes[0].factors, ["3B", "7A"]);
    assert!(authorised.outcomes[0].is_planned(england()));
    refused(answer_in(&signed), "not changed any more");
}

#[test]
fn it_is_complete_when_the_family_was_told_and_it_is_authorised() {
    let sent = submit(&whole(), WORKER).unwrap();
    let signed = authorise(&sent, asked(&sent), MANAGER).unwrap();
    assert_eq!(signed.stage(), Stage::ToTell);
    assert_eq!(signed.line(child(1)).unwrap().authorised_on, None);
    assert_eq!(signed.clock(DECISION).unwrap().met, None, "the clock runs until it is complete");
    let later = at("2026-04-20T15:00:00Z");
    refused(signed.tells(told("2026-04-21"), staff(WORKER), later, england()), "cannot lie ahead");
    refused(signed.tells(told("2026-03-01"), staff(WORKER), later, england()), "before it began");
    let agency = ToldAsked { whom: "agency".into(), ..told("2026-04-17") };
    let agency = signed.tells(agency, staff(WORKER), later, england()).unwrap();
    assert_eq!(agency.stage(), Stage::ToTell, "the family has not heard it");
    let complete = agency.tells(told("2026-04-17"), staff(WORKER), later, england()).unwrap();
    assert_eq!(complete.stage(), Stage::Authorised);
    let line = complete.line(child(2)).unwrap();
    assert_eq!((line.authorised_on, line.factors), (Some(day("2026-04-17")), vec!["3B".to_owned()]));
    assert_eq!(complete.clock(DECISION).unwrap().state(later), State::Met);
    // Why nobody could be told completes it as well: a family that cannot be found keeps nothing open.
    let not_told = ToldAsked {
        way: String::new(),
        on: None,
        words: "They left the country.".into(),
        ..told("2026-04-17")
    };
    let complete = signed.tells(not_told.clone(), staff(WORKER), later, england()).unwrap();
    assert_eq!(complete.stage(), Stage::Authorised);
    let no_words = ToldAsked { words: String::new(), ..not_told };
    refused(signed.tells(no_words, staff(WORKER), later, england()), "or why they were not");
    // Told with the signature it is complete at once.
    let at_once = AuthoriseAsked { told: Some(told("2026-04-14")), ..asked(&sent) };
    assert_eq!(authorise(&sent, at_once, MANAGER).unwrap().completed_on(), Some(day("2026-04-14")));
}

#[test]
fn an_episode_has_the_day_and_the_factors_once_it_is_complete() {
    let begun = begin(beginning(vec![episode(1, "2026-03-02"), episode(2, "2026-03-05")]), NOW).unwrap();
    let sent = submit(&whole(), WORKER).unwrap();
    let told = AuthoriseAsked { told: Some(told("2026-04-14")), ..asked(&sent) };
    let signed = authorise(&sent, told, MANAGER).unwrap();
    let met = signed.clock(DECISION).unwrap().met;
    let after = begun.episodes[0].with_assessment(signed.line(child(1)).unwrap(), met).unwrap();
    assert_eq!(after.assessments[0].authorised_on, Some(day("2026-04-14")));
    assert_eq!(after.clocks[0].met, Some(at(LATER)));
    assert_eq!(
        after.clocks[0].due, begun.episodes[0].clocks[0].due,
        "the clock of the episode does not move"
    );
}

#[test]
fn outcomes_and_factors_that_no_return_takes_are_refused_beside_their_question() {
    let with = |answers: &[(&str, &str)]| submit(&answered(&whole(), answers), WORKER);
    refused(with(&[("factors.0", "21,3B")]), "stands alone");
    refused(with(&[("factors.0", "21")]), "fits only a child of whom nothing");
    with(&[("factors.0", "21"), ("decision_outcome.0", "early_help")]).unwrap();
    refused(with(&[("decision_outcome.1", "nfa,prov_of_services")]), "stands alone");
    let Err(Refusal::Invalid(problems)) = with(&[("factors.0", "21,3B")]) else { panic!() };
    assert!(problems.iter().any(|problem| problem.field == "decision.0.factors"), "{problems:?}");
    // What follows for each child is decided before anybody signs.
    let mut open = whole();
    for place in Parts::of(form(), &open.answers).places("decision_outcome", Some(1)) {
        open.answers.given.remove(&place);
    }
    let sent = submit(&open, WORKER).unwrap();
    refused(authorise(&sent, asked(&sent), MANAGER), "what follows for the second child");
}

#[test]
fn more_time_has_a_reason_and_moves_no_clock() {
    let assessment = begun();
    let exception = ExceptionAsked {
        reason: "She was in hospital.".into(),
        meanwhile: "The midwife sees her.".into(),
        until: Some(day("2026-05-20")),
    };
    let ask = |asked: &ExceptionAsked| assessment.exception_asked_for(asked, staff(WORKER), at(NOW));
    refused(ask(&ExceptionAsked { reason: String::new(), ..exception.clone() }), "why it takes longer");
    refused(ask(&ExceptionAsked { meanwhile: String::new(), ..exception.clone() }), "safe meanwhile");
    refused(ask(&ExceptionAsked { until: Some(day("2026-03-09")), ..exception.clone() }), "in the past");
    let waits = ask(&exception).unwrap();
    refused(waits.exception_asked_for(&exception, staff(WORKER), at(NOW)), "already");
    let decide =
        |by| waits.exception_decided(true, "She could not be seen before.", staff(by), at(NOW), england());
    refused(decide(WORKER), "another manager");
    let approved = decide(MANAGER).unwrap();
    assert_eq!(approved.exception().unwrap().until, day("2026-05-20"));
    assert_eq!(approved.clocks, assessment.clocks);
    refused(
        approved.exception_decided(true, "Again and again it is.", staff(MANAGER), at(NOW), england()),
        "Nobody asks",
    );
    // Whoever signs or ends it answers for the time it took: nobody is asked for more.
    let asked = EndAsked { ending: "moved".into(), words: "They moved, and the other council knows.".into() };
    let over = waits.ends(&asked, staff(MANAGER), at(NOW), england()).unwrap();
    assert_eq!((waits.exception_asked().is_some(), over.exception_asked()), (true, None));
}

#[test]
fn it_ends_without_authorisation_only_with_a_reason_and_by_another() {
    let assessment = begun();
    let end = |ending: &str, words: &str, by| {
        let asked = EndAsked { ending: ending.into(), words: words.into() };
        assessment.ends(&asked, staff(by), at(NOW), england())
    };
    refused(end("moved", "They moved, and the other council knows.", WORKER), "another manager");
    refused(end("bored", "They moved, and the other council knows.", MANAGER), "Choose why it ends");
    refused(end("moved", "moved", MANAGER), "who keeps the children in mind");
    let ended = end("moved", "They moved, and the other council knows.", MANAGER).unwrap();
    assert_eq!(ended.stage(), Stage::Ended);
    assert_eq!(ended.line(child(1)), None);
    refused(submit(&ended, WORKER), "was ended");
}

#[test]
fn measures_have_the_records_behind_them_and_say_no_percentage_of_few() {
    let mut all = Vec::new();
    for number in 0..12_u128 {
        let mut assessment = whole();
        assessment.id = Id::from_bits(1_000 + number);
        assessment.team = if number < 5 { "assessment_1".into() } else { "assessment_2".into() };
        if number == 0 {
            let sent = submit(&assessment, WORKER).unwrap();
            let why = "The father is missing, and nobody says what if not.";
            assessment = sent.sent_back(why, staff(MANAGER), at(LATER), england()).unwrap();
        }
        if number < 3 {
            for place in Parts::of(form(), &assessment.answers).places("test_period", Some(1)) {
                assessment.answers.given.remove(&place);
            }
        }
        let sent = submit(&assessment, WORKER).unwrap();
        let told = AuthoriseAsked { told: Some(told("2026-04-14")), ..asked(&sent) };
        all.push(authorise(&sent, told, MANAGER).unwrap());
    }
    let begun = [
        (Id::from_bits(1_000), child(1), day("2026-03-10")),
        (Id::from_bits(5_000), child(1), day("2027-04-14")),
        (Id::from_bits(5_001), child(2), day("2027-04-15")),
    ];
    let found = measures::measures(&all, &begun, &Calendar::england());
    assert_eq!(found.authorised, 12);
    assert_eq!(found.capacity_tested.in_words(), "88 per cent (21 of 24)");
    assert_eq!(found.capacity_tested.not.len(), 3);
    assert_eq!(found.rework.in_words(), "8 per cent (1 of 12)");
    assert_eq!(found.rework.so, [Id::from_bits(1_000)]);
    assert_eq!(found.by_team["assessment_1"].rework.in_words(), "1 of 5");
    assert_eq!(found.blocks["E"].in_words(), "75 per cent (9 of 12)");
    assert_eq!(found.blocks["A"].in_words(), "100 per cent (12 of 12)");
    assert_eq!(found.contingency.of, 12);
    assert_eq!((found.carers_without.of, found.carers_without.all), (0, 24));
    assert_eq!(found.from_referral.median(), Some(29), "2 March to 14 April without Easter");
    assert_eq!(found.from_start.median(), Some(23));
    assert_eq!(found.in_time.of, 12);
    assert_eq!(found.to_authorise.longest(), Some(0));
    // The day twelve months later still counts, the day after does not.
    assert_eq!((found.again.of, found.again.all), (12, 24));
    let bands = found.from_referral.bands(&england().assessment.bands);
    let counts: BTreeMap<&str, usize> =
        bands.iter().map(|(words, ids)| (words.as_str(), ids.len())).collect();
    assert_eq!(counts["21 to 30"], 12);
    assert_eq!(counts["46 or more"], 0);
}

#[test]
fn whether_a_child_was_seen_is_read_for_annex_a_and_silence_is_never_no() {
    let check = |answers: &[(&str, &str)], expected: Seen, words: &str| {
        let seen = answered(&begun(), answers).seen(child(1), england());
        assert_eq!((seen, seen.annex_a()), (expected, words), "{answers:?}");
    };
    check(&[], Seen::Unknown, "c) Unknown");
    check(&[("seen_alone.0", "yes")], Seen::Yes(None), "a) Yes");
    check(&[("seen_alone.0", "no")], Seen::Unknown, "c) Unknown");
    check(&[("seen_alone.0", "no"), ("seen.0", "no")], Seen::No, "b) No");
    check(&[("seen_alone.0", "no"), ("seen.0", "yes")], Seen::Yes(None), "a) Yes");
    check(&[("seen_on.0", "4/3/2026")], Seen::Yes(Some(day("2026-03-04"))), "a) Yes");
    check(&[("seen_on.0", "2026")], Seen::Yes(None), "a) Yes");
    // What is answered of one child says nothing of another.
    check(&[("seen_alone.1", "yes")], Seen::Unknown, "c) Unknown");
    assert_eq!(begun().seen(child(9), england()), Seen::Unknown);
}
