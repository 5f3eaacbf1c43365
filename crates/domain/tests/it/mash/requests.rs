//! What an agency is asked, answers, and how it is chased.

use super::*;

#[test]
fn a_request_says_what_why_about_whom_and_by_when() {
    let request = asked(1, "police");
    let check = |change: fn(&mut NewRequest), words: &str| {
        let mut new = NewRequest {
            id: request.id,
            round: 1,
            agency: "police".into(),
            organisation: String::new(),
            to: None,
            lawful: printed(),
            why: request.why.clone(),
            questions: request.questions.clone(),
            about: request.about.clone(),
            due: Due::At(at(12, 0)),
            further: None,
        };
        change(&mut new);
        refused(Request::ask(new, &opened("amber"), WORKER, at(10, 0)), words);
    };
    check(
        |new| new.questions.iter_mut().for_each(|question| question.ask.clear()),
        "what this agency is asked",
    );
    check(|new| new.questions.extend(new.questions.clone()), "three questions at most");
    check(|new| new.why = " ".into(), "bears on the child");
    check(|new| new.about.clear(), "whom the agencies are asked about");
    check(|new| new.due = Due::At(at(9, 59)), "must lie ahead");
}

#[test]
fn a_request_stands_as_its_facts_say() {
    let request = asked(1, "police");
    assert_eq!(request.standing(at(11, 0)), Standing::NotOpened);
    assert_eq!(request.standing(at(12, 0)), Standing::NotOpened, "the due minute is in time");
    assert_eq!(request.standing(at(12, 1)), Standing::Overdue);
    let viewed = request.viewed_by(SERGEANT, at(10, 5)).unwrap();
    assert_eq!(viewed.standing(at(11, 0)), Standing::Viewed);
    assert!(viewed.viewed_by(OTHER, at(10, 6)).is_none(), "the first opening is kept");
    let answer = said("Three call-outs", ["", "", ""], Handling::Council);
    let done = answered(&viewed, answer.clone());
    assert_eq!(done.standing(at(15, 0)), Standing::Answered);
    assert_eq!(done.answered_in_minutes(), Some(60));
    let corrected = done.answered(AnsweredBy::Partner(SERGEANT), answer, at(14, 0), &england().hub).unwrap();
    assert_eq!(
        corrected.clock.met,
        Some(at(11, 0)),
        "what is added later does not make the first answer late"
    );
    let back = request.taken_back(WORKER, "The wrong family.", at(10, 30)).unwrap();
    assert_eq!(back.standing(at(15, 0)), Standing::Withdrawn);
    refused(request.taken_back(WORKER, " ", at(10, 30)), "why the request is taken back");
    refused(done.taken_back(WORKER, "Too late.", at(11, 30)), "answered already");
    assert_eq!(information_in_hand(&[done, request.clone(), back]), (1, 2));
}

#[test]
fn an_answer_says_something_or_that_nothing_is_held() {
    let request = asked(1, "police");
    let none = AnswerAsked { answers: Vec::new(), ..said("", ["", "", ""], Handling::Council) };
    let take = |asked: AnswerAsked| {
        request.answered(AnsweredBy::Partner(SERGEANT), asked, at(11, 0), &england().hub)
    };
    refused(take(none.clone()), "Write what you know");
    let trace = take(AnswerAsked { no_trace: true, ..none.clone() }).unwrap();
    assert!(trace.answer.unwrap().no_trace);
    refused(take(AnswerAsked { no_trace: true, other: "But ring us.".into(), ..none }), "also what you know");
    refused(take(said("x", ["Perhaps", "", ""], Handling::Council)), "one of the short answers");
    refused(
        take(AnswerAsked { reliability: "?".into(), ..said("x", ["", "", ""], Handling::Council) }),
        "how sure",
    );
    refused(
        take(AnswerAsked { handling: None, ..said("x", ["", "", ""], Handling::Council) }),
        "what may be done",
    );
    let by = AnsweredBy::Telephone { name: " ".into(), taken_by: WORKER };
    refused(
        request.answered(by, said("x", ["", "", ""], Handling::Council), at(11, 0), &england().hub),
        "who told you",
    );
    // One question may be held closer than the rest.
    let mut closer = said("x", ["", "", ""], Handling::Agencies);
    closer.answers[1].2 = Some(Handling::Council);
    let facts = take(closer).unwrap().answer.unwrap().facts;
    assert_eq!(
        facts.iter().map(|fact| fact.handling).collect::<Vec<_>>(),
        [Handling::Agencies, Handling::Council, Handling::Agencies]
    );
}

#[test]
fn an_agencys_access_ends() {
    let ends = deadlines::access_ends(at(13, 0), england(), &Calendar::england());
    assert_eq!(ends, london::end_of(date(2026, 3, 9)), "five working days after the decision");
    let closing = asked(1, "police").closing(ends);
    assert_eq!(closing.closing(at(9, 0)).closes_at, Some(ends), "set once");
    let answer = said("late", ["", "", ""], Handling::Council);
    let by = AnsweredBy::Partner(SERGEANT);
    assert!(closing.answered(by.clone(), answer.clone(), at(16, 0), &england().hub).is_ok());
    let after = ends + SignedDuration::from_secs(1);
    refused(closing.answered(by, answer, after, &england().hub), "has been decided");
}

#[test]
fn chasing_stands_on_the_ladder() {
    let request = asked(1, "police");
    let chase = |rung: &str, outcome, words: &str| Chase {
        by: WORKER,
        at: at(12, 10),
        rung: rung.into(),
        outcome,
        words: words.into(),
    };
    refused(request.chased(chase("shout", ChaseOutcome::NoReply, ""), &england().hub), "step of the ladder");
    refused(request.chased(chase("chase", ChaseOutcome::Spoke, " "), &england().hub), "whom you spoke with");
    let chased = request.chased(chase("chase", ChaseOutcome::NoReply, ""), &england().hub).unwrap();
    assert_eq!(chased.chases.len(), 1);
    let reached = |minutes| england().hub.reached(minutes).last().map(|rung| rung.code.as_str());
    assert_eq!(reached(-1), None);
    assert_eq!(
        [reached(0), reached(29), reached(30), reached(60), reached(239), reached(240)],
        [
            Some("chase"),
            Some("chase"),
            Some("substitute"),
            Some("single_point"),
            Some("single_point"),
            Some("partnership"),
        ]
    );
}
