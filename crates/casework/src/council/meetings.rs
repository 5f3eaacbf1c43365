//! The invented council's meetings: one that was held last week and whose minutes everybody has, one today, one to come; and the times at which police
//! and health can come.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, london, working_days};
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::Handling;
use domain::meeting::{ActionAsked, Attended, Coming, Meeting, MinutesAsked, Resolution, SaidAsked};
use domain::refusal::Refusal;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use store::Stop;

use super::make::kept;
use super::staff::StaffRoom;
use crate::house::House;
use crate::meeting::{self, About, Answering, Planned, Written, agenda_for};
use crate::session::{Sending, Session};
use crate::{contact, work};

/// What happens about meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Last week's is arranged.
    Arranged,
    /// It is answered.
    Answered,
    /// It is held.
    Held,
    /// It is signed and everybody gets their copy.
    Signed,
    /// Police and health say when they can come.
    Slots,
    /// Today's and the next are arranged.
    Soon,
}

impl Part {
    /// When each happens.
    pub(super) fn planned(until: Timestamp, calendar: &Calendar) -> [(Timestamp, Part); 6] {
        let held = last_weeks(until, calendar);
        let after = |hours: i64| held + SignedDuration::from_hours(hours);
        let before = |hours: i64| until - SignedDuration::from_hours(hours);
        [
            (after(-52), Part::Arranged),
            (after(-49), Part::Answered),
            (after(1), Part::Held),
            (after(20), Part::Signed),
            (before(26), Part::Slots),
            (before(20), Part::Soon),
        ]
    }
}

/// Two in the afternoon, four working days before a day.
fn last_weeks(until: Timestamp, calendar: &Calendar) -> Timestamp {
    let day = working_days::subtract(london::date_of(until), 4, &calendar.holidays);
    london::instant(day, AFTERNOON)
}

const AFTERNOON: Time = Time::constant(14, 0, 0, 0);

/// The meetings made so far.
#[derive(Debug, Default)]
pub(super) struct Meetings {
    past: Option<Id<Meeting>>,
}

/// Who comes, by the name they sign in with.
const PARTNERS: [&str; 3] = ["police-partner", "health-partner", "school-partner"];

impl Meetings {
    /// Lets a part happen. Without a contact that can be read there is nothing to meet about.
    pub(super) fn happen(
        &mut self,
        house: &House,
        staff: &StaffRoom,
        until: Timestamp,
        part: Part,
    ) -> Result<(), Stop> {
        match part {
            Part::Arranged => {
                self.past = arranged(house, staff, 0, "multi_agency", last_weeks(until, &house.calendar))?;
                Ok(())
            }
            Part::Answered => self.past.map_or(Ok(()), |past| answered(house, staff, past)),
            Part::Held => self.past.map_or(Ok(()), |past| held(house, staff, past)),
            Part::Signed => self.past.map_or(Ok(()), |past| given(house, staff, past)),
            Part::Slots => slots(house, staff),
            Part::Soon => {
                // This afternoon, or in two hours for whoever opens the demo late.
                let soon = until + SignedDuration::from_hours(2);
                let starts = london::instant(london::date_of(until), AFTERNOON).max(soon);
                let today = arranged(house, staff, 1, "multi_agency", starts)?;
                let day = working_days::add(london::date_of(until), 2, &house.calendar.holidays);
                arranged(house, staff, 2, "mace", london::instant(day, Time::constant(10, 0, 0, 0)))?;
                today.map_or(Ok(()), |today| coming(house, staff, today, "police-partner"))
            }
        }
    }
}

fn session<'h>(house: &'h House, staff: &StaffRoom, who: &str) -> Result<Session<'h>, Stop> {
    Ok(house.session(staff.named(who).cloned().ok_or(Refusal::NotFound)?))
}

fn sending(house: &House, opened: u64) -> Sending {
    Sending { form: house.id(), opened, content: Vec::new() }
}

/// Contacts at the door whose children are on the record.
fn contacts(house: &House, staff: &StaffRoom) -> Result<Vec<Id<Contact>>, Stop> {
    let session = session(house, staff, "mash-manager")?;
    let (rows, _) = work::queue(&session)?;
    let mut found = Vec::new();
    for row in rows.into_iter().take(40) {
        let view = kept(contact::view(&session, row.listed.id))?;
        if view.is_some_and(|view| view.contact.record.people().next().is_some()) {
            found.push(row.listed.id);
        }
    }
    Ok(found)
}

fn arranged(
    house: &House,
    staff: &StaffRoom,
    number: usize,
    kind: &str,
    starts: Timestamp,
) -> Result<Option<Id<Meeting>>, Stop> {
    let contacts = contacts(house, staff)?;
    let Some(contact) = contacts.get(number).or(contacts.first()) else { return Ok(None) };
    let manager = session(house, staff, "mash-manager")?;
    let people = PARTNERS.iter().chain(&["mash-worker"]).filter_map(|who| staff.named(who));
    let planned = Planned {
        kind: kind.into(),
        purpose: "To put together what each knows, and to decide what is to be done for the children.".into(),
        chair: Some(manager.staff.id),
        minute_taker: staff.named("mash-worker").map(|staff| staff.id),
        starts,
        lasts_minutes: 60,
        place: "Room 4, Civic Centre".into(),
        dial_in: "01632 960140".into(),
        agenda: agenda_for(&house.pack, kind, &[]),
        people: people.map(|staff| staff.id).collect(),
        needed: Vec::new(),
        guests: Vec::new(),
        withdrawn: Vec::new(),
        further: None,
    };
    kept(meeting::arrange(&manager, &sending(house, 0), About::Contact(*contact), planned))
}

fn coming(house: &House, staff: &StaffRoom, id: Id<Meeting>, who: &str) -> Result<(), Stop> {
    let session = session(house, staff, who)?;
    let record = meeting::view(&house.system(), id)?.meeting.record;
    let answering = Answering {
        place: record.place_of(session.staff.id).unwrap_or(usize::MAX),
        coming: Some(if who == "school-partner" { Coming::DiallingIn } else { Coming::InPerson }),
        words: String::new(),
        substitute: None,
    };
    kept(meeting::answer(&session, &sending(house, 0), id, answering)).map(drop)
}

fn answered(house: &House, staff: &StaffRoom, id: Id<Meeting>) -> Result<(), Stop> {
    PARTNERS.iter().try_for_each(|who| coming(house, staff, id, who))
}

fn held(house: &House, staff: &StaffRoom, id: Id<Meeting>) -> Result<(), Stop> {
    let worker = session(house, staff, "mash-worker")?;
    let view = meeting::view(&house.system(), id)?.meeting;
    let mut attendance = BTreeMap::new();
    for (place, invited) in view.record.asked() {
        let how =
            if invited.agency.as_deref() == Some("school") { Attended::Dialled } else { Attended::InPerson };
        attendance.insert(place, (how, String::new()));
    }
    let told = |who: &str, words: &str, handling| {
        let one = staff.named(who);
        SaidAsked {
            agency: one.and_then(|one| one.agency.clone()),
            organisation: one.map(|one| one.organisation.clone()).unwrap_or_default(),
            by: one.map(|one| format!("{}, {}", one.name, one.title)).unwrap_or_default(),
            words: words.into(),
            handling: Some(handling),
            origin: None,
        }
    };
    let said = vec![
        told(
            "police-partner",
            "Two call-outs in six weeks. Somebody told us in confidence who was shouting.",
            Handling::Meeting,
        ),
        told("health-partner", "Two appointments were missed; growth is as expected.", Handling::Agencies),
        told(
            "school-partner",
            "Attendance is 82 per cent. The children say they like the breakfast club.",
            Handling::Family,
        ),
    ];
    let due = house.now() + SignedDuration::from_hours(48);
    let action = |what: &str, who: &str, handling| ActionAsked {
        what: what.into(),
        owners: staff.named(who).map(|staff| staff.id).into_iter().collect(),
        due: Some(due),
        handling,
    };
    let minutes = MinutesAsked {
        attendance,
        said,
        decision: Some(Resolution {
            words: "The family is offered an assessment; the children are seen this week, on their own."
                .into(),
            considered: "A strategy discussion: nothing said today suggests significant harm now.".into(),
            handling: Handling::Agencies,
            dissent: Vec::new(),
        }),
        actions: vec![
            action("See each child on their own", "mash-worker", Handling::Agencies),
            action("Check what became of the two call-outs", "police-partner", Handling::Meeting),
        ],
        end: true,
        ..MinutesAsked::default()
    };
    let opened = view.version.0;
    kept(meeting::write(&worker, &sending(house, opened), id, Written { minutes, told: Vec::new() }))
        .map(drop)
}

fn given(house: &House, staff: &StaffRoom, id: Id<Meeting>) -> Result<(), Stop> {
    let manager = session(house, staff, "mash-manager")?;
    let version = || Ok::<u64, Stop>(meeting::view(&house.system(), id)?.meeting.version.0);
    if kept(meeting::sign(&manager, &sending(house, version()?), id))?.is_none() {
        return Ok(());
    }
    let view = meeting::view(&house.system(), id)?.meeting;
    let partners = view.record.asked().filter(|(_, invited)| invited.agency.is_some());
    let places: Vec<usize> = partners.map(|(place, _)| place).collect();
    kept(meeting::distribute(&manager, &sending(house, view.version.0), id, &places)).map(drop)
}

/// Two hours in the morning for police, in the afternoon for health, overlapping at noon every other day.
fn slots(house: &House, staff: &StaffRoom) -> Result<(), Stop> {
    let today = london::date_of(house.now());
    for count in 2..8 {
        let day = working_days::add(today, count, &house.calendar.holidays);
        for (who, from, until) in [("police-partner", 10, 13), ("health-partner", 11 + (count % 2) as i8, 15)]
        {
            let session = session(house, staff, who)?;
            let at = |hour: i8| london::instant(day, Time::constant(hour, 0, 0, 0));
            meeting::publish(&session, &sending(house, 0), at(from), at(until))?;
        }
    }
    Ok(())
}
