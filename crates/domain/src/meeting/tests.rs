//! Each side of every rule of a meeting.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::access::{Guard, Sealed};
use crate::calendar::Calendar;
use crate::mash::Handling;
use crate::pack::{COUNCIL, england};
use crate::refusal::Refusal;

mod calendars;

const CHAIR: u128 = 1;
const WRITES: u128 = 2;
const POLICE: u128 = 11;
const HEALTH: u128 = 12;
const SCHOOL: u128 = 13;

fn id<R>(number: u128) -> Id<R> {
    Id::from_bits(number)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-23T09:00:00Z")
}

fn staff(number: u128, name: &str, agency: Option<&str>, organisation: &str) -> Staff {
    Staff {
        id: id(number),
        name: name.into(),
        title: "lead".into(),
        roles: BTreeSet::new(),
        teams: BTreeSet::new(),
        agency: agency.map(String::from),
        organisation: organisation.into(),
        phone: String::new(),
        email: String::new(),
        active: true,
    }
}

fn chair() -> Staff {
    staff(CHAIR, "Rashid Karim", None, "")
}
fn police() -> Staff {
    staff(POLICE, "Dana Whitlock", Some("police"), "")
}
fn health() -> Staff {
    staff(HEALTH, "Seun Brandt", Some("health"), "Community Health")
}
fn school() -> Staff {
    staff(SCHOOL, "Ruth Adeyemi", Some("school"), "Elm Grove")
}

fn plan() -> PlanAsked {
    PlanAsked {
        kind: "multi_agency".into(),
        purpose: "Bruises without an explanation".into(),
        chair: Some(id(CHAIR)),
        minute_taker: None,
        starts: at("2026-11-25T14:00:00Z"),
        lasts_minutes: 60,
        place: "Room 4, Civic Centre".into(),
        dial_in: String::new(),
        agenda: vec!["Why now".into(), " ".into()],
        people: [chair(), police(), health(), school()].map(|one| (one, false, true)).into(),
        guests: Vec::new(),
        withdrawn: Vec::new(),
        further: None,
    }
}

fn arrange(asked: PlanAsked) -> Result<Meeting, Refusal> {
    let about = Arranged {
        id: id(100),
        reference: "MT-ABC234".into(),
        contact: None,
        enquiry: None,
        children: Vec::new(),
        by: id(CHAIR),
    };
    let secrets = ["9 Lantern Row".to_owned(), "Ava Quillon".to_owned()];
    Meeting::arrange(about, asked, &secrets, now(), england(), &Calendar::england())
}

fn planned() -> Meeting {
    arrange(plan()).unwrap()
}

fn fields(outcome: Result<Meeting, Refusal>) -> Vec<String> {
    match outcome {
        Err(Refusal::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        Err(other) => vec![other.to_string()],
        Ok(_) => Vec::new(),
    }
}

fn here(ways: &[Attended]) -> BTreeMap<usize, (Attended, String)> {
    ways.iter().enumerate().map(|(place, how)| (place, (*how, "on leave".to_owned()))).collect()
}

use Attended::{Absent, Dialled, InPerson, SentInformation};

fn told(agency: Option<&str>, organisation: &str, words: &str, handling: Handling) -> SaidAsked {
    SaidAsked {
        agency: agency.map(String::from),
        organisation: organisation.into(),
        by: "Somebody, lead".into(),
        words: words.into(),
        handling: Some(handling),
        origin: None,
    }
}

fn decision() -> Resolution {
    Resolution {
        words: "Hold a strategy discussion today".into(),
        considered: "An assessment alone".into(),
        handling: Handling::Agencies,
        dissent: Vec::new(),
    }
}

fn minutes() -> MinutesAsked {
    MinutesAsked {
        attendance: here(&[InPerson, InPerson, Dialled, InPerson]),
        said: vec![told(Some("police"), "", "The informant", Handling::Meeting)],
        decision: Some(decision()),
        end: true,
        ..MinutesAsked::default()
    }
}

fn write_as(meeting: &Meeting, asked: MinutesAsked, by: u128) -> Result<Meeting, Refusal> {
    let people = BTreeSet::from([id(CHAIR), id(POLICE)]);
    let when = at("2026-11-25T15:00:00Z");
    meeting.written(asked, &BTreeMap::new(), &people, id(by), when, england(), &Calendar::england())
}

fn write(meeting: &Meeting, asked: MinutesAsked) -> Result<Meeting, Refusal> {
    write_as(meeting, asked, CHAIR)
}

fn signed() -> Meeting {
    let held = write(&planned(), minutes()).unwrap();
    held.signed(id(CHAIR), at("2026-11-25T16:00:00Z"), england()).unwrap()
}

fn give(meeting: &Meeting, places: &[usize], when: &str) -> Result<Meeting, Refusal> {
    meeting.distributed(places, &[], id(CHAIR), at(when), england(), &Calendar::england())
}

#[test]
fn a_plan_says_what_is_missing() {
    fn check(change: impl FnOnce(&mut PlanAsked), expected: &[&str]) {
        let mut asked = plan();
        change(&mut asked);
        assert_eq!(fields(arrange(asked)), expected);
    }
    check(|_| {}, &[]);
    check(|asked| asked.kind = "strategies".into(), &["kind"]);
    check(|asked| asked.purpose = " ".into(), &["purpose"]);
    check(|asked| asked.chair = None, &["chair"]);
    check(|asked| asked.starts = at("2026-11-23T08:59:59Z"), &["date"]);
    check(|asked| asked.lasts_minutes = 0, &["lasts"]);
    check(|asked| asked.lasts_minutes = 601, &["lasts"]);
    check(|asked| asked.place = " ".into(), &["place"]);
    check(|asked| (asked.place, asked.dial_in) = (String::new(), "01632 960111".into()), &[]);
    check(|asked| asked.people.truncate(1), &["person"]);
    let guest = |agency: Option<&str>, family| GuestAsked {
        name: "Jo".into(),
        title: String::new(),
        agency: agency.map(String::from),
        organisation: String::new(),
        email: Some("jo@home.example".into()),
        family,
    };
    check(|asked| asked.guests = vec![guest(None, false)], &["guest-0-agency"]);
    check(|asked| asked.guests = vec![guest(None, true), guest(Some("housing"), false)], &[]);
    let mut nameless = guest(Some("housing"), false);
    (nameless.name, nameless.email) = (" ".into(), Some("jo".into()));
    check(|asked| asked.guests = vec![nameless], &["guest-0-name", "guest-0-email"]);
}

#[test]
fn no_invitation_names_a_child_or_where_they_live() {
    for (place, taken) in [
        ("9 LANTERN  ROW", false),
        ("at 9, Lantern-Row", false),
        ("with Ava Quillon", false),
        ("29 Lantern Rowan House", false),
        ("Lantern Hall", true),
        ("Room 9", true),
    ] {
        let expected: &[&str] = if taken { &[] } else { &["place"] };
        assert_eq!(fields(arrange(PlanAsked { place: place.into(), ..plan() })), expected, "{place}");
        let dial_in = PlanAsked { dial_in: place.into(), ..plan() };
        assert_eq!(fields(arrange(dial_in)), if taken { vec![] } else { vec!["dial_in"] }, "{place}");
    }
}

#[test]
fn an_answer_is_wanted_in_a_working_day_and_before_the_meeting() {
    let meeting = planned();
    assert_eq!(meeting.invited[1].answer_by, at("2026-11-24T23:59:59Z"));
    let soon = arrange(PlanAsked { starts: at("2026-11-23T12:00:00Z"), ..plan() }).unwrap();
    assert_eq!(soon.invited[1].answer_by, at("2026-11-23T12:00:00Z"));
}

#[test]
fn another_time_asks_everybody_anew_and_another_place_does_not() {
    let meeting = planned().answered(1, Coming::InPerson, "", id(POLICE), now()).unwrap();
    let again = |asked| {
        meeting.replanned(asked, &[], at("2026-11-23T10:00:00Z"), england(), &Calendar::england()).unwrap()
    };
    let elsewhere = again(PlanAsked { place: "Room 5".into(), ..plan() });
    assert!(elsewhere.invited[1].reply.is_some());
    assert_eq!((elsewhere.sequence, elsewhere.changed_at), (1, at("2026-11-23T10:00:00Z")));
    let moved = again(PlanAsked { starts: at("2026-11-26T14:00:00Z"), ..plan() });
    assert_eq!(
        (moved.invited[1].reply.clone(), moved.invited[1].asked_at),
        (None, at("2026-11-23T10:00:00Z"))
    );
    let mut fewer = plan();
    fewer.people.remove(3);
    let fewer = again(fewer);
    assert_eq!(fewer.asked().count(), 3);
    assert_eq!(fewer.invited.len(), 4, "nobody is taken out of the record");
}

#[test]
fn cannot_has_a_reason_and_somebody_of_the_same_organisation_may_come() {
    let meeting = planned();
    let cannot = |words| meeting.answered(2, Coming::Cannot, words, id(HEALTH), now());
    assert_eq!(fields(cannot(" ")), ["words"]);
    let absent = cannot("On leave").unwrap();
    let other = |organisation| staff(20, "Pat Lomax", Some("health"), organisation);
    assert_eq!(fields(absent.substituted(2, &other("Another Trust"), now())), ["substitute"]);
    let instead = absent.substituted(2, &other("Community Health"), now()).unwrap();
    assert_eq!(instead.invited[4].instead_of, Some(2));
    assert_eq!(fields(instead.substituted(2, &other("Community Health"), now())), ["substitute"]);
    assert!(meeting.answered(9, Coming::InPerson, "", id(HEALTH), now()).is_err());
}

#[test]
fn a_meeting_is_quorate_by_its_kind() {
    fn check(kind: &str, ways: [Attended; 4], missing: &[&str], there: usize, holds: bool) {
        let mut meeting = planned();
        for (invited, how) in meeting.invited.iter_mut().zip(ways) {
            invited.attendance = Some(Attendance { how, words: String::new() });
        }
        let quorum = meeting.quorum(england().meetings.kind(kind).unwrap());
        assert_eq!(quorum.missing, missing, "{kind} {ways:?}");
        assert_eq!((quorum.there, quorum.holds()), (there, holds), "{kind} {ways:?}");
    }
    check("multi_agency", [InPerson, InPerson, Dialled, Absent], &[], 3, true);
    check("multi_agency", [InPerson, InPerson, SentInformation, Absent], &[], 2, false);
    check("multi_agency", [Absent, InPerson, Dialled, InPerson], &[COUNCIL], 3, false);
    check("mace", [InPerson, InPerson, InPerson, InPerson], &[], 4, true);
    check("mace", [InPerson, Absent, InPerson, InPerson], &["police"], 3, false);
    check("marac", [InPerson, InPerson, InPerson, InPerson], &["domestic_abuse"], 4, false);
    check("taf", [InPerson, Absent, Absent, InPerson], &[], 2, true);
    check("professionals", [InPerson, Absent, Absent, Absent], &[], 1, false);
}

#[test]
fn a_meeting_that_is_not_quorate_says_why_it_could_not_wait_and_when_the_missing_are_heard() {
    let absent = || MinutesAsked { attendance: here(&[InPerson, InPerson, Absent, Absent]), ..minutes() };
    assert_eq!(fields(write(&planned(), absent())), ["gap_why", "gap_date"]);
    let gap = |why: &str, added_by: &str| {
        let gap = GapAsked { why: why.into(), added_by: Some(at(added_by)) };
        write(&planned(), MinutesAsked { gap: Some(gap), ..absent() })
    };
    assert_eq!(fields(gap("Danger tonight", "2026-11-25T15:00:00Z")), ["gap_date"]);
    let held = gap("Danger tonight", "2026-11-25T15:00:01Z").unwrap();
    assert_eq!(held.gap.unwrap().missing, [""; 0], "enough agencies, none that is needed: too few came");
    // A quorate meeting keeps no reason.
    let needless = GapAsked { why: "none".into(), added_by: Some(at("2026-11-26T15:00:00Z")) };
    let quorate = write(&planned(), MinutesAsked { gap: Some(needless), ..minutes() }).unwrap();
    assert_eq!(quorate.gap, None);
    // While it is going on, nothing is asked.
    let going_on = write(&planned(), MinutesAsked { end: false, ..absent() }).unwrap();
    assert_eq!((going_on.stage(), going_on.gap), (Stage::Planned, None));
}

#[test]
fn everybody_is_said_to_have_come_or_not_and_the_absent_have_a_reason() {
    let some = MinutesAsked { attendance: here(&[InPerson, InPerson, Dialled]), ..minutes() };
    assert_eq!(fields(write(&planned(), some.clone())), ["attendance-3"]);
    assert_eq!(fields(write(&planned(), MinutesAsked { end: false, ..some })), [""; 0]);
    let mut silent = minutes();
    silent.attendance.insert(3, (Absent, " ".into()));
    assert_eq!(fields(write(&planned(), silent)), ["attendance-3-words"]);
}

#[test]
fn a_decision_has_its_alternatives_and_dissent_is_of_an_agency_that_took_part() {
    let decided = |change: &dyn Fn(&mut Resolution)| {
        let mut decision = decision();
        change(&mut decision);
        fields(write(&planned(), MinutesAsked { decision: Some(decision), ..minutes() }))
    };
    assert_eq!(decided(&|_| {}), [""; 0]);
    assert_eq!(decided(&|decision| decision.considered = " ".into()), ["considered"]);
    assert_eq!(decided(&|decision| decision.words = " ".into()), ["decision"]);
    let dissent = |agency: &str, organisation: &str, words: &str| Dissent {
        agency: agency.into(),
        organisation: organisation.into(),
        words: words.into(),
    };
    assert_eq!(
        decided(&|decision| decision.dissent = vec![dissent("school", "Elm Grove", "Ask first")]),
        [""; 0]
    );
    assert_eq!(decided(&|decision| decision.dissent = vec![dissent(COUNCIL, "", "Ask first")]), [""; 0]);
    assert_eq!(
        decided(&|decision| decision.dissent = vec![dissent("housing", "", "No")]),
        ["dissent-0-agency"]
    );
    assert_eq!(
        decided(&|decision| decision.dissent = vec![dissent("school", "Oak Lane", "No")]),
        ["dissent-0-agency"]
    );
    assert_eq!(decided(&|decision| decision.dissent = vec![dissent("police", "", " ")]), ["dissent-0-words"]);
    let mut absent = minutes();
    absent.attendance.insert(3, (Absent, "ill".into()));
    absent.decision.as_mut().unwrap().dissent = vec![dissent("school", "Elm Grove", "Ask first")];
    assert_eq!(fields(write(&planned(), absent)), ["dissent-0-agency"]);
}

#[test]
fn an_action_has_one_owner_and_one_time() {
    fn check(owners: &[u128], due: Option<&str>, expected: &[&str]) {
        let action = ActionAsked {
            what: "See the child".into(),
            owners: owners.iter().map(|owner| id(*owner)).collect(),
            due: due.map(at),
            handling: Handling::Council,
        };
        let written = write(&planned(), MinutesAsked { actions: vec![action], ..minutes() });
        assert_eq!(fields(written), expected, "{owners:?} {due:?}");
    }
    check(&[POLICE], Some("2026-11-26T10:00:00Z"), &[]);
    check(&[POLICE], Some("2026-11-25T14:00:00Z"), &[]);
    check(&[POLICE], Some("2026-11-25T13:59:59Z"), &["action-0-date"]);
    check(&[POLICE], None, &["action-0-date"]);
    check(&[], Some("2026-11-26T10:00:00Z"), &["action-0-owner"]);
    check(&[POLICE, CHAIR], Some("2026-11-26T10:00:00Z"), &["action-0-owner"]);
    check(&[99], Some("2026-11-26T10:00:00Z"), &["action-0-owner"]);
}

#[test]
fn a_fact_goes_no_further_than_its_agency_allows() {
    let origin = (id(50), 0);
    let check = |handling: Option<Handling>, allows: Handling, expected: &[&str]| {
        let mut said = told(Some("police"), "", "The informant", Handling::Meeting);
        (said.handling, said.origin) = (handling, Some(origin));
        let asked = MinutesAsked { said: vec![said], ..minutes() };
        let (allowed, people) = (BTreeMap::from([(origin, allows)]), BTreeSet::new());
        let when = at("2026-11-25T15:00:00Z");
        let written =
            planned().written(asked, &allowed, &people, id(CHAIR), when, england(), &Calendar::england());
        assert_eq!(fields(written), expected, "{handling:?} {allows:?}");
    };
    check(Some(Handling::Meeting), Handling::Meeting, &[]);
    check(Some(Handling::Council), Handling::Meeting, &[]);
    check(Some(Handling::Agencies), Handling::Meeting, &["fact-0-handling"]);
    check(Some(Handling::Agencies), Handling::Family, &[]);
    check(None, Handling::Family, &["fact-0-handling"]);
    check(Some(Handling::Council), Handling::Council, &["fact-0-handling"]);
}

#[test]
fn the_chair_signs_and_nobody_who_wrote_it_for_another_chair() {
    let held = write_as(&planned(), minutes(), WRITES).unwrap();
    let sign = |meeting: &Meeting, by: u128| {
        meeting.signed(id(by), at("2026-11-25T16:00:00Z"), england()).map_err(|refusal| refusal.to_string())
    };
    assert_eq!(sign(&held, WRITES).unwrap_err(), "The chair signs the minutes.");
    assert!(sign(&held, CHAIR).is_ok());
    // Whoever wrote and is made the chair afterwards still wrote it for another.
    let made_chair = Meeting { chair: id(WRITES), ..held.clone() };
    assert!(sign(&made_chair, WRITES).unwrap_err().contains("wrote these minutes for somebody else"));
    // A chair who wrote them alone signs them: they answer for them.
    assert!(sign(&write(&planned(), minutes()).unwrap(), CHAIR).is_ok());
    assert_eq!(sign(&planned(), CHAIR).unwrap_err(), "The meeting has not ended yet.");
    let undecided = write(&planned(), MinutesAsked { decision: None, ..minutes() }).unwrap();
    assert!(sign(&undecided, CHAIR).unwrap_err().contains("say no decision"));
    let professionals = Meeting { kind: "professionals".into(), ..undecided };
    assert!(sign(&professionals, CHAIR).is_ok());
}

#[test]
fn signed_minutes_are_changed_only_after_the_signature_is_taken_back() {
    let signed = signed();
    assert!(fields(write(&signed, minutes()))[0].contains("signed"));
    let when = at("2026-11-25T17:00:00Z");
    assert!(signed.reopened(id(POLICE), "A name is wrong", when).is_err());
    assert_eq!(fields(signed.reopened(id(CHAIR), " ", when)), ["why"]);
    let open = signed.reopened(id(CHAIR), "A name is wrong", when).unwrap();
    assert!(write(&open, MinutesAsked { end: false, ..minutes() }).is_ok());
    assert_eq!(open.clock.as_ref().map(|clock| clock.started), signed.clock.map(|clock| clock.started));
}

#[test]
fn the_minutes_clock_stops_when_everybody_who_took_part_has_their_copy() {
    let signed = signed();
    let clock = signed.clock.as_ref().unwrap();
    assert_eq!(clock.due.unwrap().instant(), at("2026-11-26T23:59:59Z"));
    assert_eq!(fields(give(&signed, &[], "2026-11-25T17:00:00Z")), ["place"]);
    assert!(give(&write(&planned(), minutes()).unwrap(), &[1], "2026-11-25T17:00:00Z").is_err());
    let some = give(&signed, &[1, 2], "2026-11-25T17:00:00Z").unwrap();
    assert_eq!(some.stage(), Stage::Signed);
    let all = give(&some, &[3], "2026-11-26T10:00:00Z").unwrap();
    assert_eq!(all.stage(), Stage::Distributed);
    assert_eq!(all.clock.unwrap().met, Some(at("2026-11-26T10:00:00Z")));
    // Twenty working days after the last copy.
    assert_eq!(all.closes_at, Some(at("2026-12-24T23:59:59Z")));
    assert_eq!(all.given[0].said, [0], "police told it themselves");
    assert_eq!(all.given[1].said, [0; 0]);
}

#[test]
fn a_copy_holds_what_its_reader_may_have() {
    let mut asked = minutes();
    asked.said = vec![
        told(Some("police"), "", "p-council", Handling::Council),
        told(Some("police"), "", "p-meeting", Handling::Meeting),
        told(Some("health"), "Community Health", "h-agencies", Handling::Agencies),
        told(Some("school"), "Elm Grove", "s-family", Handling::Family),
        told(None, "", "c-council", Handling::Council),
        told(Some("school"), "Oak Lane", "o-meeting", Handling::Meeting),
    ];
    let dissent =
        Dissent { agency: "school".into(), organisation: "Elm Grove".into(), words: "Ask first".into() };
    let mut meeting = write(&planned(), asked).unwrap();
    meeting.decision.as_mut().unwrap().dissent = vec![dissent];
    let reader = |agency: &str, organisation: &str| Reader::Agency {
        agency: agency.into(),
        organisation: organisation.into(),
    };
    let check = |reader: Reader, expected: &[&str]| {
        let copy = meeting.copy_for(&reader, &[]);
        let said: Vec<&str> = copy.said.iter().map(|one| one.what.words.as_str()).collect();
        assert_eq!(said, expected, "{reader:?}");
        assert_eq!(copy.kept_back, 6 - expected.len());
    };
    check(Reader::Council, &["p-council", "p-meeting", "h-agencies", "s-family", "c-council", "o-meeting"]);
    check(reader("police", ""), &["p-council", "p-meeting", "h-agencies", "s-family"]);
    check(reader("health", "Community Health"), &["h-agencies", "s-family"]);
    check(reader("school", "Elm Grove"), &["h-agencies", "s-family"]);
    check(reader("school", "Oak Lane"), &["h-agencies", "s-family", "o-meeting"]);
    check(Reader::Family, &["s-family"]);
    let family = meeting.copy_for(&Reader::Family, &[]);
    assert_eq!(
        (family.purpose, family.there.len(), family.decision, family.dissent.len()),
        (None, 0, None, 0)
    );
    // A decision for the meeting only stands in no copy, and the reader's own dissent in their own.
    meeting.decision.as_mut().unwrap().handling = Handling::Meeting;
    let school = meeting.copy_for(&reader("school", "Elm Grove"), &[]);
    assert_eq!((school.decision, school.dissent.len()), (None, 1));
    assert_eq!(meeting.copy_for(&reader("police", ""), &[]).dissent.len(), 0);
}

#[test]
fn a_protected_address_is_taken_out_of_every_copy() {
    let hidden = ["9 Lantern Row".to_owned(), "ZZ99 7QK".to_owned(), "No".to_owned()];
    for (words, expected) in [
        ("She is at 9 Lantern Row now", "She is at [an address that must not be told] now"),
        ("at 9, LANTERN-ROW.", "at [an address that must not be told]."),
        (
            "zz997qk é 9 lantern\nrow",
            "[an address that must not be told] é [an address that must not be told]",
        ),
        ("Nobody lives at 9 Lantern Road", "Nobody lives at 9 Lantern Road"),
        ("", ""),
    ] {
        assert_eq!(without(words, &hidden).0, expected);
    }
    let mut asked = minutes();
    asked.said = vec![told(Some("health"), "Community Health", "Seen at 9 Lantern Row", Handling::Agencies)];
    let meeting = write(&planned(), asked).unwrap();
    let police = Reader::Agency { agency: "police".into(), organisation: String::new() };
    let copy = meeting.copy_for(&police, &hidden);
    assert!(copy.address_taken_out && !format!("{copy:?}").contains("Lantern"), "{copy:?}");
    assert!(!meeting.copy_for(&Reader::Council, &hidden).address_taken_out);
}

#[test]
fn an_owner_has_their_own_action_and_nobody_else_one_that_is_not_theirs_to_have() {
    let action = ActionAsked {
        what: "Check the custody record".into(),
        owners: vec![id(POLICE)],
        due: Some(at("2026-11-26T10:00:00Z")),
        handling: Handling::Council,
    };
    let meeting = write(&planned(), MinutesAsked { actions: vec![action], ..minutes() }).unwrap();
    let count = |agency: &str, organisation: &str| {
        let reader = Reader::Agency { agency: agency.into(), organisation: organisation.into() };
        meeting.copy_for(&reader, &[]).actions.len()
    };
    assert_eq!((count("police", ""), count("school", "Elm Grove")), (1, 0));
    let when = at("2026-11-26T09:00:00Z");
    assert!(meeting.action_done(0, id(POLICE), when).is_err(), "nothing is told before it is signed");
    let signed = meeting.signed(id(CHAIR), when, england()).unwrap();
    assert!(signed.action_done(0, id(CHAIR), when).is_err());
    let done = signed.action_done(0, id(POLICE), when).unwrap();
    assert!(done.action_done(0, id(POLICE), when).is_err());
}

#[test]
fn a_meeting_that_is_called_off_is_answered_and_written_no_more() {
    let off = |why| planned().called_off(id(CHAIR), why, now(), england(), &Calendar::england());
    assert_eq!(fields(off(" ")), ["why"]);
    let off = off("The family moved").unwrap();
    assert_eq!((off.stage(), off.sequence), (Stage::Cancelled, 1));
    assert!(off.closes_at.is_some());
    assert!(off.answered(1, Coming::InPerson, "", id(POLICE), now()).is_err());
    assert!(write(&off, minutes()).is_err());
    assert!(off.called_off(id(CHAIR), "again", now(), england(), &Calendar::england()).is_err());
}

#[test]
fn a_guest_of_the_family_reads_as_the_family() {
    let email = Some(Sealed::new("kim@home.example".to_owned(), Guard::Content));
    let guest =
        |family| Invited { who: Who::Guest { email: email.clone(), family }, ..planned().invited[1].clone() };
    assert_eq!(guest(true).reader(), Reader::Family);
    assert_eq!(
        guest(false).reader(),
        Reader::Agency { agency: "police".into(), organisation: String::new() }
    );
    assert_eq!(planned().invited[0].reader(), Reader::Council);
}

#[test]
fn every_code_is_read_back() {
    for stage in Stage::ALL {
        assert_eq!(Stage::from_code(stage.code()), Some(stage));
    }
    for coming in Coming::ALL {
        assert_eq!(Coming::from_code(coming.code()), Some(coming));
    }
    for how in Attended::ALL {
        assert_eq!(Attended::from_code(how.code()), Some(how));
    }
}
