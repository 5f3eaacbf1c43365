//! Free times of agencies, and what an invitation says to a calendar.

use super::*;

#[test]
fn free_times_are_published_by_an_agency_for_itself() {
    let slot = |from: &str, until: &str, by: &Staff| {
        Slot::publish(NewSlot { id: id(1), from: at(from), until: at(until) }, by, now())
    };
    let fault = |outcome: Result<Slot, Refusal>| match outcome {
        Err(Refusal::Invalid(problems)) => problems[0].field.clone(),
        Err(_) => "refused".into(),
        Ok(_) => String::new(),
    };
    let (ten, noon) = ("2026-11-24T10:00:00Z", "2026-11-24T12:00:00Z");
    assert_eq!(fault(slot(ten, noon, &police())), "");
    assert_eq!(fault(slot(ten, noon, &chair())), "refused");
    assert_eq!(fault(slot(noon, ten, &police())), "until");
    assert_eq!(fault(slot(ten, "2026-11-24T22:00:01Z", &police())), "until");
    assert_eq!(fault(slot("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z", &police())), "from");
    let open = slot(ten, noon, &police()).unwrap();
    assert!(open.taken_back(&health(), now()).is_err());
    let back = open.taken_back(&police(), now()).unwrap();
    assert!(open.holds(at(ten), at(noon)) && !back.holds(at(ten), at(noon)));
    assert!(!open.holds(at(ten), at("2026-11-24T12:00:01Z")));
}

#[test]
fn the_times_at_which_all_can_come() {
    let slot = |agency: &str, from: &str, until: &str| Slot {
        id: id(1),
        agency: agency.into(),
        organisation: String::new(),
        from: at(from),
        until: at(until),
        by: id(1),
        at: now(),
        withdrawn: None,
    };
    let police = slot("police", "2026-11-24T10:00:00Z", "2026-11-24T12:00:00Z");
    let nurse = slot("health", "2026-11-24T11:00:00Z", "2026-11-24T15:00:00Z");
    let free = |minutes| free_for_all(&[vec![&police], vec![&nurse]], SignedDuration::from_mins(minutes));
    assert_eq!(free(60), [(at("2026-11-24T11:00:00Z"), at("2026-11-24T12:00:00Z"))]);
    assert_eq!(free(61), []);
    assert_eq!(free_for_all(&[vec![&police], vec![]], SignedDuration::from_mins(5)), []);
    assert_eq!(free_for_all(&[], SignedDuration::from_mins(5)), []);
}

fn about<'a>(method: Method, attendee: Option<&'a str>) -> CalendarFile<'a> {
    CalendarFile {
        method,
        council: "Northbridge \"City\"\r\nX: y",
        organiser: "frontdoor@northbridge.example",
        attendee,
        link: "https://frontdoor.northbridge.example/meetings/1",
    }
}

/// The lines of a file, joined again as a calendar does.
fn unfolded(file: &str) -> Vec<String> {
    assert!(file.ends_with("END:VCALENDAR\r\n"), "{file}");
    for line in file.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    file.replace("\r\n ", "").trim_end().split("\r\n").map(str::to_owned).collect()
}

#[test]
fn an_invitation_is_a_calendars_own_text() {
    let lines = unfolded(&calendar_file(&planned(), &about(Method::Request, Some("dana@police.example"))));
    for expected in [
        "METHOD:REQUEST",
        "UID:00000000000000000000000000000064@frontdoor",
        "SEQUENCE:0",
        "DTSTAMP:20261123T090000Z",
        "DTSTART:20261125T140000Z",
        "DTEND:20261125T150000Z",
        "SUMMARY:Meeting (MT-ABC234)",
        "ORGANIZER;CN=\"Northbridge CityX: y\":mailto:frontdoor@northbridge.example",
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:dana@police.example",
        "LOCATION:Room 4\\, Civic Centre",
        "STATUS:CONFIRMED",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected}: {lines:#?}");
    }
    let whole = lines.join("\n");
    for named in ["Bruises", "Ruth", "Adeyemi", "Why now"] {
        assert!(!whole.contains(named), "{named}: {whole}");
    }
    let cancelled = unfolded(&calendar_file(&planned(), &about(Method::Cancel, None)));
    assert!(
        cancelled.contains(&"METHOD:CANCEL".to_owned()) && cancelled.contains(&"STATUS:CANCELLED".to_owned())
    );
}

#[test]
fn nothing_typed_ends_a_line_of_the_file() {
    for place in [
        "Room; 4, \\ \"A\"",
        "Room\r\nATTENDEE:mailto:thief@evil.example",
        "Room\rBEGIN:VALARM",
        "Room\nX\u{0}\u{7}",
        "🏫🧑‍🏫 École élémentaire, salle 🅱️ — très très très très très très très très longue 🏫🏫🏫🏫🏫🏫🏫🏫🏫🏫🏫",
        "ゆきだるま会議室ゆきだるま会議室ゆきだるま会議室ゆきだるま会議室ゆきだるま会議室",
        "\u{202e}right to left",
    ] {
        let meeting = Meeting { place: place.into(), ..planned() };
        let file = calendar_file(&meeting, &about(Method::Request, Some("d\r\nX:y@police.example")));
        let lines = unfolded(&file);
        let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
        assert_eq!(
            (count("ATTENDEE"), count("BEGIN:"), count("LOCATION:"), count("X")),
            (1, 2, 1, 0),
            "{lines:#?}"
        );
    }
    let emoji = Meeting { place: "🏫 Room".into(), ..planned() };
    let lines = unfolded(&calendar_file(&emoji, &about(Method::Request, None)));
    assert!(lines.contains(&"LOCATION:🏫 Room".to_owned()), "{lines:#?}");
}

#[test]
fn an_invitation_says_the_hour_that_it_is_whatever_the_clocks_do() {
    fn check(starts: &str, expected: &str) {
        let meeting = Meeting { starts: at(starts), ..planned() };
        let file = calendar_file(&meeting, &about(Method::Request, None));
        assert!(file.contains(&format!("DTSTART:{expected}\r\n")), "{starts}: {file}");
    }
    check("2026-07-01T14:00:00+01:00", "20260701T130000Z");
    // Half past one twice, on the night when the clocks go back.
    check("2026-10-25T01:30:00+01:00", "20261025T003000Z");
    check("2026-10-25T01:30:00+00:00", "20261025T013000Z");
    check("2026-03-29T02:00:00+01:00", "20260329T010000Z");
}
