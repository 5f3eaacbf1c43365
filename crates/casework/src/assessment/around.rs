//! What stands around an assessment: the children's files as the viewer may read them, those who care for the children, agencies that were asked and have
//! not answered. Where a record is restricted, its words stand instead of the person.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::assessment::{AskedOf, Assessment, Carer, Stands, Unanswered};
use domain::calendar::{Due, london};
use domain::child_file::ChildFile;
use domain::chronology::Entry;
use domain::id::Id;
use domain::mash::Request;
use domain::person::relationship::Kinship;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Door, Known, Permit, Stop, Versioned, load, relationship};

use crate::child::{close_restricted, load_file};
use crate::session::Session;

/// What a child can be to somebody who cares for them.
const CARERS: [Kinship; 7] = [
    Kinship::Mother,
    Kinship::Father,
    Kinship::Parent,
    Kinship::StepParent,
    Kinship::ParentsPartner,
    Kinship::Carer,
    Kinship::Grandparent,
];

/// A child's file, as far as this viewer may read it; nothing when they may not.
pub(super) fn file_of(door: &Door, child: Id<Person>) -> Result<Option<ChildFile>, Stop> {
    let subject = Subject::Child(child);
    if !door.would_permit(Action::ReadFile, subject)? {
        return Ok(None);
    }
    let permit = door.permit(Action::ReadFile, subject)?;
    let events = store::ledger::events(&permit, child)?;
    let mut file = load_file(&permit, child, Known::Now, &events)?;
    close_restricted(door, &permit, &mut file)?;
    Ok(Some(file))
}

/// The children's chronologies, in their order.
pub(super) fn entries(session: &Session<'_>, files: &[Option<ChildFile>]) -> Vec<Vec<Entry>> {
    let pack = &session.house.pack;
    files.iter().map(|file| file.as_ref().map(|file| file.chronology(pack)).unwrap_or_default()).collect()
}

/// What somebody on the record is called, as far as this viewer may know of them.
pub(super) fn called(door: &Door, person: Id<Person>) -> Result<String, Stop> {
    match door.permit(Action::KnowExists, Subject::Child(person)) {
        Ok(permit) => Ok(load(&permit, person)?.map(|known| known.record.name()).unwrap_or_default()),
        Err(Stop::Refusal(Refusal::NotAllowed(words))) => Ok(words),
        Err(Stop::Refusal(_)) => Ok("Not shown to you".into()),
        Err(stop) => Err(stop),
    }
}

/// Those who care for a child, as the record has them: parents wherever they live, partners of a parent, and other adults of the home. Names are not
/// copied: whoever may not know a person does not learn of them here.
pub(super) fn carers_of(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Vec<Carer>, Stop> {
    let today = london::date_of(session.at);
    let known = load(permit, child)?.ok_or(Refusal::NotFound)?.record;
    let home = known.address_on(today).map(|address| address.place);
    let mut carers: Vec<Carer> = Vec::new();
    for related in relationship::of_person(permit, child)?.into_iter().map(|known| known.record) {
        let cares = related.to == child && CARERS.contains(&related.kind) && related.holds_on(today);
        if !cares || carers.iter().any(|carer| carer.person == Some(related.from)) {
            continue;
        }
        let lives_here = lives_at(permit, related.from, home, today)?;
        // A grandparent who lives elsewhere is family, and cares for the child only where somebody says so.
        if related.kind == Kinship::Grandparent && lives_here != Some(true) {
            continue;
        }
        let stands = stands(related.kind, lives_here);
        let relation = related.kind.words().to_owned();
        carers.push(carer(session, related.from, relation, stands));
    }
    if let Some(place) = home {
        for other in store::person::housemates(permit, child, place)? {
            let there = carers.iter().any(|carer| carer.person == Some(other));
            if other == child || there || lives_at(permit, other, home, today)? != Some(true) {
                continue;
            }
            let adult = load(permit, other)?
                .is_some_and(|known: Versioned<Person>| known.record.standing == Standing::Adult);
            if adult {
                carers.push(carer(session, other, "lives in the home".into(), Stands::Household));
            }
        }
    }
    Ok(carers)
}

fn carer(session: &Session<'_>, person: Id<Person>, relation: String, stands: Stands) -> Carer {
    Carer {
        person: Some(person),
        name: String::new(),
        relation,
        stands,
        named_by: None,
        named_at: session.at,
    }
}

const fn stands(kind: Kinship, lives_here: Option<bool>) -> Stands {
    match (kind, lives_here) {
        (Kinship::StepParent | Kinship::ParentsPartner, _) => Stands::NewPartner,
        (_, Some(true)) => Stands::Household,
        (_, None) => Stands::Unknown,
        (Kinship::Mother | Kinship::Father | Kinship::Parent, Some(false)) => Stands::Absent,
        (_, Some(false)) => Stands::Other,
    }
}

/// Whether somebody lives in the child's home; nothing where either address is not known.
fn lives_at(
    permit: &Permit<'_>,
    person: Id<Person>,
    home: Option<Id<domain::person::address::Place>>,
    today: Date,
) -> Result<Option<bool>, Stop> {
    let known = load(permit, person)?.map(|known: Versioned<Person>| known.record);
    let place = known.as_ref().and_then(|person| person.address_on(today)).map(|address| address.place);
    Ok(home.zip(place).map(|(home, place)| home == place))
}

/// The hub's requests about the children, as far as the viewer may read the enquiries they belong to.
pub(super) fn requests(door: &Door, files: &[Option<ChildFile>]) -> Result<Vec<Request>, Stop> {
    let mut contacts = BTreeSet::new();
    for file in files.iter().flatten() {
        contacts.extend(file.contacts.iter().map(|filed| filed.record.id));
    }
    let mut found = Vec::new();
    let house = door.permit(Action::SeeAssessments, Subject::House)?;
    for contact in contacts {
        let Some(enquiry) = store::mash::of_contact(&house, contact)? else { continue };
        if !door.would_permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))? {
            continue;
        }
        let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
        for id in store::mash::requests(&permit, enquiry)? {
            let request = load(&permit, id)?.map(|known: Versioned<Request>| known.record);
            found.extend(request.filter(|request| request.withdrawn.is_none()));
        }
    }
    Ok(found)
}

/// Agencies that were asked and have not answered: by the hub, in enquiries, to meetings. The longest asked first.
pub(super) fn unanswered(
    session: &Session<'_>,
    door: &Door,
    assessment: &Assessment,
    files: &[Option<ChildFile>],
    requests: &[Request],
) -> Result<Vec<Unanswered>, Stop> {
    let pack = &session.house.pack;
    let name = |code: &str| pack.agency(code).map_or_else(|| code.to_owned(), |agency| agency.name.clone());
    let mut found: Vec<Unanswered> = Vec::new();
    for request in requests.iter().filter(|request| request.answer.is_none()) {
        found.push(Unanswered {
            agency: name(&request.agency),
            organisation: request.organisation.clone(),
            of: AskedOf::Hub,
            reference: request.reference.clone(),
            asked_on: london::date_of(request.asked_at),
            due: request.clock.due.map(Due::instant),
            children: request.children.clone(),
        });
    }
    for enquiry in files.iter().flatten().flat_map(|file| &file.section47s).map(|filed| &filed.record) {
        for check in enquiry.checks.iter().filter(|check| check.answered_on.is_none()) {
            found.push(Unanswered {
                agency: name(&check.agency),
                organisation: check.whom.clone(),
                of: AskedOf::Section47,
                reference: enquiry.reference.clone(),
                asked_on: check.asked_on,
                due: None,
                children: vec![enquiry.child],
            });
        }
    }
    for assessed in &assessment.children {
        found.extend(silent_at_meetings(session, door, assessed.child, &name)?);
    }
    found.sort_by(|one, two| {
        (one.asked_on, &one.agency, &one.reference).cmp(&(two.asked_on, &two.agency, &two.reference))
    });
    found.dedup_by(|one, two| {
        (&one.reference, &one.agency, &one.organisation) == (&two.reference, &two.agency, &two.organisation)
    });
    Ok(found)
}

/// Agencies that were asked to a meeting that was held, where nobody of them came or sent what they know.
fn silent_at_meetings(
    session: &Session<'_>,
    door: &Door,
    child: Id<Person>,
    name: &impl Fn(&str) -> String,
) -> Result<Vec<Unanswered>, Stop> {
    if !session.actor.roles.iter().any(|role| Action::SeeMeetings.is_for(*role)) {
        return Ok(Vec::new());
    }
    let house = door.permit(Action::SeeMeetings, Subject::House)?;
    let mut found = Vec::new();
    for listed in store::meeting::about(&house, Some(child), None)? {
        let subject = Subject::Meeting(listed.id);
        if listed.starts >= session.at || !door.would_permit(Action::ReadMeeting, subject)? {
            continue;
        }
        let permit = door.permit(Action::ReadMeeting, subject)?;
        let Some(meeting) = load(&permit, listed.id)?.map(|known| known.record) else { continue };
        for (_, invited) in meeting.asked() {
            let (Some(agency), Some(_)) = (&invited.agency, &invited.attendance) else { continue };
            let came = |other: &domain::meeting::Invited| {
                other.agency.as_ref() == Some(agency)
                    && other.organisation == invited.organisation
                    && other.took_part()
            };
            if meeting.asked().any(|(_, other)| came(other)) {
                continue;
            }
            found.push(Unanswered {
                agency: name(agency),
                organisation: invited.organisation.clone(),
                of: AskedOf::Meeting,
                reference: meeting.reference.clone(),
                asked_on: london::date_of(invited.asked_at),
                due: Some(meeting.starts),
                children: meeting.children.clone(),
            });
        }
    }
    Ok(found)
}
