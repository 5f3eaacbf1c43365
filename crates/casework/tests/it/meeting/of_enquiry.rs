//! A meeting of an enquiry: what agencies answered to the hub is told in it with a tick.

use super::*;

/// An enquiry in which police answered twice: once for the meeting, once for the hub only.
fn enquiry(story: &Story, told: &Told) -> (Id<Enquiry>, Id<Request>) {
    let house = &story.house;
    let now = house.now();
    let contact = contact::view(&house.system(), told.contact).unwrap().contact.record;
    let enquiry = Enquiry {
        id: house.id(),
        contact: told.contact,
        reference: contact.reference,
        children: vec![told.child],
        opened_at: now,
        opened_by: told.people.worker.id,
        why: "Police know more than the school".into(),
        ratings: vec![Rated {
            by: told.people.worker.id,
            at: now,
            rating: "amber".into(),
            reason: "Bruises".into(),
            clock: None,
        }],
        conflicts: Vec::new(),
        shared: Vec::new(),
        analysis: None,
        rulings: Vec::new(),
        further: None,
    };
    story.keep(&enquiry);
    let request = answered(story, told, &enquiry);
    (enquiry.id, request)
}

/// What police were asked, with two answers.
fn answered(story: &Story, told: &Told, enquiry: &Enquiry) -> Id<Request> {
    let house = &story.house;
    let now = house.now();
    let due = domain::calendar::Due::At(now + SignedDuration::from_hours(4));
    let new = NewRequest {
        id: house.id(),
        round: 1,
        agency: "police".into(),
        organisation: String::new(),
        to: Some(told.people.police.id),
        lawful: Lawful {
            ground: "public_task".into(),
            name: "Public task".into(),
            law: "UK GDPR Art 6(1)(e)".into(),
            on_record: "A manager decided".into(),
            basis: None,
        },
        why: "Call-outs".into(),
        questions: vec![domain::mash::Asked { topic: "violence".into(), ask: "Which call-outs?".into() }],
        about: vec![domain::mash::About {
            person: Some(told.child),
            name: "Ava Quillon".into(),
            born: "7".into(),
            part: "child".into(),
            address: None,
        }],
        due,
        further: None,
    };
    let mut request = Request::ask(new, enquiry, told.people.worker.id, now).unwrap();
    let fact = |words: &str, handling| Fact {
        topic: "violence".into(),
        asked: "Which call-outs?".into(),
        choice: None,
        words: words.into(),
        reliability: "own_record".into(),
        handling,
    };
    request.answer = Some(Answer {
        by: AnsweredBy::Partner(told.people.police.id),
        at: now,
        no_trace: false,
        facts: vec![fact("Oxmarsh", Handling::Meeting), fact("Tarnside", Handling::Council)],
        further: None,
    });
    story.keep(&request);
    request.id
}

#[test]
fn what_agencies_answered_is_told_with_a_tick_and_never_further_than_they_allow() {
    each_house(|story| {
        let told = arranged(story);
        let (enquiry, request) = enquiry(story, &told);
        let worker = story.of(&told.people.worker);
        let planner = meeting::planner(&worker, About::Enquiry(enquiry), "multi_agency").unwrap();
        assert_eq!(planner.ticked, [told.people.police.id]);
        assert_eq!(planner.known, ["Police: answered the enquiry"]);
        let mut asked = plan(story, &told.people);
        asked.minute_taker = Some(told.people.support.id);
        let id = meeting::arrange(&worker, &story.form(0), About::Enquiry(enquiry), asked).unwrap();
        let room = meeting::room(&worker, id).unwrap();
        assert_eq!(room.offered.iter().map(|one| one.fact.words.as_str()).collect::<Vec<_>>(), ["Oxmarsh"]);
        assert_eq!((room.hub_only, room.offered[0].by.as_str()), (1, "Dana Whitlock"));
        // Business support writes, and does not read the enquiry.
        let support = story.of(&told.people.support);
        assert!(meeting::room(&support, id).unwrap().offered.is_empty());
        let tick = |session: &casework::Session<'_>, place| {
            let written = Written { minutes: MinutesAsked::default(), told: vec![(request, place)] };
            meeting::write(session, &story.form(version(story, id)), id, written)
        };
        assert!(refused(tick(&support, 0)).contains("nothing here"));
        assert_eq!(fields(tick(&worker, 1)), ["fact-0-handling"; 1]);
        tick(&worker, 0).unwrap();
        let record = meeting::view(&worker, id).unwrap().meeting.record;
        assert_eq!((record.said[0].words.as_str(), record.said[0].handling), ("Oxmarsh", Handling::Meeting));
        assert!(meeting::room(&worker, id).unwrap().offered.is_empty());
        // Given to another agency by the form, it stays police's; made wider, it is refused.
        let again = |handling, agency: &str| {
            let mut fact = said(Some(agency), "Elm Grove", "Oxmarsh", handling);
            fact.origin = Some((request, 0));
            let minutes = MinutesAsked { said: vec![fact], ..MinutesAsked::default() };
            let written = Written { minutes, told: Vec::new() };
            meeting::write(&worker, &story.form(version(story, id)), id, written)
        };
        assert_eq!(fields(again(Handling::Agencies, "police")), ["fact-0-handling"]);
        again(Handling::Meeting, "school").unwrap();
        let record = meeting::view(&worker, id).unwrap().meeting.record;
        assert_eq!(
            (record.said[0].agency.as_deref(), record.said[0].organisation.as_str()),
            (Some("police"), "")
        );
        // Whoever said that they must not decide the enquiry neither decides the meeting nor signs it.
        let mut conflicted: Enquiry = found(story, enquiry);
        conflicted.conflicts.push(domain::mash::Conflict {
            by: told.people.chair.id,
            at: story.house.now(),
            words: "The mother is a cousin".into(),
        });
        story.keep(&conflicted);
        let may = meeting::view(&story.of(&told.people.chair), id).unwrap().may;
        assert!(may.contains(&Action::WriteMinutes) && !may.contains(&Action::DecideMeeting), "{may:?}");
        // A fact of another enquiry is no fact of this meeting's.
        let mut strange = said(Some("police"), "", "Oxmarsh", Handling::Meeting);
        strange.origin = Some((request, 0));
        let minutes = MinutesAsked { said: vec![strange], ..MinutesAsked::default() };
        let written = Written { minutes, told: Vec::new() };
        let other = meeting::write(&worker, &story.form(version(story, told.meeting)), told.meeting, written);
        // The first meeting was arranged before there was an enquiry.
        assert!(refused(other).contains("nothing here"));
    });
}
