//! A strategy discussion about Ava, prepared, held, decided, late and signed; and one about her restricted sister. Each part of it holds a word of its
//! own, so that one that gets out says from where.

use casework::meeting::{About, Planned, Written};
use casework::strategy::{
    Begun, Origin, Recorded, arrange, begin, convene, decide, inform, late_cause, ring, sign, view,
};
use casework::{Sending, Session};
use domain::id::Id;
use domain::meeting::{Attended, GuestAsked, MinutesAsked};
use domain::person::Person;
use domain::staff::Role;
use domain::strategy::{
    ConveneAsked, Discussion, GatherAsked, Informed, LateAsked, RecordAsked, RingAnswer, RingAsked, WhyNow,
};
use jiff::SignedDuration;

use super::planted::{People, own_answer, sending, session};
use crate::house::Invented;

fn opened(of: &Invented, opened: u64) -> Sending {
    Sending { opened, ..sending(of) }
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn talks(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let manager = session(of, Role::MashManager);
    let avas = begun(of, &manager, people.ava, "Fennelash");
    prepared(of, &manager, avas);
    let meeting = held(of, &manager, avas, people.ava);
    let circle = session(of, Role::ServiceManager);
    let hers = begun(of, &circle, people.sister, "Oatlarkin");
    informed(of, &circle, hers, "Oatlarkin", 1);
    vec![
        ("discussion", "avas_talk", avas.to_string()),
        ("discussion", "her_talk", hers.to_string()),
        ("meeting", "avas_round", meeting),
    ]
}

fn begun(of: &Invented, by: &Session<'_>, child: Id<Person>, word: &str) -> Id<Discussion> {
    let now = of.house.now();
    let why = WhyNow {
        harm: word.into(),
        event: word.into(),
        first_known: Some((now, word.into())),
        service_knew: Some(now),
    };
    // It was decided long ago, so that it is late and says why.
    let decided = Some((by.staff.id, now - SignedDuration::from_hours(40)));
    let origin = Origin { decided, ..Origin::default() };
    let begun = Begun { about: About::Child(child), children: vec![child], why, origin };
    begin(by, &sending(of), begun).unwrap()
}

fn informed(of: &Invented, by: &Session<'_>, talk: Id<Discussion>, word: &str, version: u64) {
    let known = Informed {
        code: "culture".into(),
        state: "known".into(),
        words: word.into(),
        source: word.into(),
        on: Some(domain::calendar::london::date_of(of.house.now())),
        ..Informed::default()
    };
    inform(by, &opened(of, version), talk, vec![known]).unwrap();
}

fn prepared(of: &Invented, manager: &Session<'_>, talk: Id<Discussion>) {
    informed(of, manager, talk, "Gritstannoch", 1);
    let tried = RingAsked {
        agency: "probation".into(),
        whom: "Hawkmeadle".into(),
        answer: Some(RingAnswer::SendsInformation),
        words: "Hawkmeadle".into(),
        ..RingAsked::default()
    };
    ring(manager, &opened(of, 2), talk, tried).unwrap();
    let gather = GatherAsked {
        from: "Inglebarrow".into(),
        changes: "Inglebarrow".into(),
        safe: "Inglebarrow".into(),
        until: Some(of.house.now() + SignedDuration::from_hours(2)),
    };
    let waits = ConveneAsked { urgency: "gather_first".into(), words: String::new(), gather };
    convene(manager, &opened(of, 3), talk, waits).unwrap();
    let now =
        ConveneAsked { urgency: "evidence".into(), words: "Jasperwick".into(), ..ConveneAsked::default() };
    convene(manager, &opened(of, 4), talk, now).unwrap();
    let late = LateAsked { cause: "transfer".into(), words: "Kestrelmoat".into(), ..LateAsked::default() };
    late_cause(manager, &opened(of, 5), talk, late).unwrap();
}

fn guest(agency: &str) -> GuestAsked {
    GuestAsked {
        name: format!("Guest of {agency}"),
        title: "Lead".into(),
        agency: Some(agency.into()),
        organisation: format!("{agency} of the next town"),
        email: None,
        family: false,
    }
}

fn held(of: &Invented, manager: &Session<'_>, talk: Id<Discussion>, child: Id<Person>) -> String {
    let planned = Planned {
        kind: "strategy".into(),
        purpose: "Lintwhistle".into(),
        chair: Some(manager.staff.id),
        minute_taker: None,
        starts: of.house.now(),
        lasts_minutes: 30,
        place: "Room 4".into(),
        dial_in: String::new(),
        agenda: vec!["Lintwhistle".into()],
        people: Vec::new(),
        needed: Vec::new(),
        guests: vec![guest("police"), guest("health")],
        withdrawn: Vec::new(),
        further: None,
    };
    let meeting = arrange(manager, &opened(of, 6), talk, planned, None).unwrap();
    let known = view(manager, talk).unwrap();
    let version = known.meeting.as_ref().unwrap().version.0;
    let places = known.meeting.as_ref().unwrap().record.asked().map(|(place, _)| place);
    let minutes = MinutesAsked {
        attendance: places.map(|place| (place, (Attended::InPerson, String::new()))).collect(),
        end: true,
        ..MinutesAsked::default()
    };
    let when = of.house.now() + SignedDuration::from_hours(30);
    let mut record = RecordAsked::filled(&[child], when, |_| "Mirkwattle".into());
    // No enquiry: one that begins would answer the referral of hers that waits.
    record.decisions.iter_mut().for_each(|decision| decision.outcomes = vec!["assessment".into()]);
    record.further = own_answer("strategy_record", "Mirkwattle");
    let recorded = Recorded { record, minutes: Some((version, Written { minutes, told: Vec::new() })) };
    decide(manager, &opened(of, known.discussion.version.0), talk, Some(recorded)).unwrap();
    let version = view(manager, talk).unwrap().discussion.version.0;
    sign(manager, &opened(of, version), talk).unwrap();
    meeting.to_string()
}
