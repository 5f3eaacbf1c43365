//! What becomes of a household's notifications: a contact with everything carried over, word to a worker, or nothing with a reason.

use domain::access::{Action, Guard, Sealed, Subject};
use domain::calendar::london;
use domain::contact::{
    Channel, Concern, Contact, Described, Found, OtherPerson, Referrer, SafeContact, SubjectChild,
};
use domain::id::Id;
use domain::involvement::Involved;
use domain::notice::Notice;
use domain::notification::{INCIDENT_KINDS, NOT_NEEDED_REASONS, Named, Notification, Part, Triage};
use domain::pack::Pack;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Stop, Version, Versioned, WriteDoor, load, save};

use crate::contact::{Intake, NO_NAME, from_notifications};
use crate::session::{Sending, Session};

/// The police's code in the pack: their contacts have a channel of their own.
const POLICE: &str = "police";
/// Source code "other", for an agency whose source is not in the pack.
const OTHER_SOURCE: &str = "8";

/// Makes one contact of a household's notifications, with all their people and words. `of` are the notifications with the versions that were
/// shown.
///
/// # Errors
/// When one of them was triaged already or changed, or the person may not read it.
pub fn make_contact(
    session: &Session<'_>,
    sending: &Sending,
    of: &[(Id<Notification>, u64)],
) -> Result<Id<Contact>, Stop> {
    session.send(sending, "contact_from_notifications", |door| {
        let permit = door.permit(Action::RecordContact, Subject::House)?;
        let told = shown(door, of)?;
        let intake = intake(session, &told);
        let contact = from_notifications(session, door, &permit, intake)?;
        close(session, door, told, &Triage::Contact { contact }, "contact_from_notifications", None)?;
        Ok(contact)
    })
}

/// Sends a household's notifications to the worker of a child who is open already. They stand in the notice whole.
///
/// # Errors
/// When one of them was triaged already or changed, the worker does not hold the child, or the person may not read it.
pub fn send_to_worker(
    session: &Session<'_>,
    sending: &Sending,
    of: &[(Id<Notification>, u64)],
    child: Id<Person>,
    to: Id<Staff>,
) -> Result<(), Stop> {
    session.send(sending, "notification_to_worker", |door| {
        let told = shown(door, of)?;
        let permit = door.permit(Action::KnowExists, Subject::Child(child))?;
        let holds = store::involvement::of_child(&permit, child)?.into_iter().any(|involvement| {
            involvement.holds_at(session.at)
                && matches!(involvement.who, Involved::Worker { staff, .. } if staff == to)
        });
        if !holds {
            return Err(Refusal::NotNow(
                "This worker does not hold the child any more. Look at the page again.".into(),
            )
            .into());
        }
        let words: Vec<String> =
            told.iter().map(|told| in_words(&told.record, &session.house.pack)).collect();
        let notice = Notice {
            id: session.house.id(),
            to,
            child,
            contact: None,
            words: format!("Notified about a child who is open to you.\n{}", words.join("\n\n")),
            sent_at: session.at,
            acknowledged_at: None,
        };
        save(&permit, &notice, Version::NONE, "tell_allocated_worker", None)?;
        close(session, door, told, &Triage::SentToWorker { to, child }, "notification_to_worker", None)
    })
}

/// Records that a household's notifications need no contact, and why.
///
/// # Errors
/// When no reason is chosen, one of them was triaged already or changed, or the person may not read it.
pub fn not_needed(
    session: &Session<'_>,
    sending: &Sending,
    of: &[(Id<Notification>, u64)],
    reason: &str,
    words: &str,
) -> Result<(), Stop> {
    session.send(sending, "no_contact_needed", |door| {
        let list = session.house.pack.code_list(NOT_NEEDED_REASONS);
        let Some(said) = list.and_then(|list| list.words(reason)) else {
            return Err(Refusal::field("reason", "Choose why no contact is needed.").into());
        };
        let why = format!("{said}. {words}").trim().to_owned();
        let told = shown(door, of)?;
        let what = Triage::NotNeeded { reason: reason.to_owned(), words: words.to_owned() };
        close(session, door, told, &what, "no_contact_needed", Some(&why))
    })
}

/// The notifications as they were shown. Nobody decides on words they have not seen.
fn shown(door: &WriteDoor, of: &[(Id<Notification>, u64)]) -> Result<Vec<Versioned<Notification>>, Stop> {
    let mut told = Vec::new();
    for (id, version) in of {
        let permit = door.permit(Action::TriageNotification, Subject::Notification(*id))?;
        let known = load::<Notification>(&permit, *id)?.ok_or(Refusal::NotFound)?;
        if known.version.0 != *version && known.record.stage != domain::notification::Stage::Done {
            let words = format!(
                "Notification {} was sent again with other words, or looked up again, after this page was opened. Read it again before you decide.",
                known.record.reference
            );
            return Err(Refusal::NotNow(words).into());
        }
        told.push(known);
    }
    if told.is_empty() {
        return Err(Refusal::field("of", "Choose at least one notification.").into());
    }
    told.sort_by_key(|known| known.record.happened_or_received());
    Ok(told)
}

fn close(
    session: &Session<'_>,
    door: &WriteDoor,
    told: Vec<Versioned<Notification>>,
    what: &Triage,
    command: &str,
    reason: Option<&str>,
) -> Result<(), Stop> {
    for known in told {
        let permit = door.permit(Action::TriageNotification, Subject::Notification(known.record.id))?;
        let done = known.record.triaged(what.clone(), session.staff.id, session.at)?;
        save(&permit, &done, known.version, command, reason)?;
    }
    Ok(())
}

/// One incident in words: when, of what kind, where, what happened, who wrote it.
fn in_words(told: &Notification, pack: &Pack) -> String {
    let list = pack.code_list(INCIDENT_KINDS);
    let kinds: Vec<&str> =
        told.kinds.iter().map(|code| list.and_then(|list| list.words(code)).unwrap_or(code)).collect();
    let when = told.incident_at.map_or_else(
        || format!("received {}", london::moment_in_words(told.received_at)),
        london::moment_in_words,
    );
    let agency = pack.agency(&told.agency).map_or(told.agency.as_str(), |agency| agency.name.as_str());
    let mut words = format!("{agency} {}, {when} ({})", told.reference, kinds.join(", "));
    if let Some(risk) = told.risk {
        words.push_str(&format!(", graded {}", risk.words().to_lowercase()));
    }
    // Where somebody lives stands as an address beside their name, never within a text, where nobody could protect it.
    if let Some(address) = &told.address
        && !told.people.iter().any(|named| named.said.address.answer() == Some(address))
    {
        words.push_str(&format!("\nAt {}", address.unshown().one_line()));
    }
    words.push_str(&format!("\n{}", told.what_happened));
    let writer = [told.officer.as_str(), told.officer_contact.as_str()];
    let writer: Vec<&str> = writer.into_iter().filter(|part| !part.is_empty()).collect();
    if !writer.is_empty() {
        words.push_str(&format!("\nWritten by {}", writer.join(", ")));
    }
    words
}

/// The contact that the notifications are, with nothing left to type.
fn intake(session: &Session<'_>, told: &[Versioned<Notification>]) -> Intake {
    let pack = &session.house.pack;
    let told: Vec<&Notification> = told.iter().map(|known| &known.record).collect();
    let first = told.first();
    let agency = first.map(|told| told.agency.clone());
    let known = agency.as_deref().and_then(|agency| pack.agency(agency));
    let source = known.and_then(|agency| agency.sources.first()).cloned();
    let channel = if agency.as_deref() == Some(POLICE) { Channel::PoliceSystem } else { Channel::Import };
    let last = told.last();
    let text = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
    let seal = |value: String| Sealed::new(value, Guard::Content);
    let reach = last.and_then(|told| text(&told.officer_contact));
    let (email, phone) = match reach {
        Some(reach) if reach.contains('@') => (Some(seal(reach)), None),
        reach => (None, reach.map(seal)),
    };
    let (children, others) = people(&told);
    let abuse = told.iter().any(|told| told.is_domestic_abuse());
    let incident = last.and_then(|told| told.incident_at);
    let concern = Concern {
        happened: incident.map_or(Known::NotAsked, |at| Known::Is(PartialDate::Exact(london::date_of(at)))),
        facts: told.iter().map(|told| in_words(told, pack)).collect::<Vec<_>>().join("\n\n"),
        ..Concern::default()
    };
    let safe_contact = SafeContact {
        never: if abuse {
            "Domestic abuse was notified: agree a safe way before anybody rings, writes or calls.".into()
        } else {
            String::new()
        },
        ..SafeContact::default()
    };
    Intake {
        received_at: told.iter().map(|told| told.changed_at.unwrap_or(told.received_at)).min(),
        channel,
        source: source.unwrap_or_else(|| OTHER_SOURCE.to_owned()),
        referrer: Referrer {
            name: last.and_then(|told| text(&told.officer)).map(seal),
            agency,
            role: "Whoever wrote the notification".into(),
            phone,
            email,
            anonymous: false,
            preference: String::new(),
        },
        children,
        others,
        concern,
        safe_contact,
        forms: Vec::new(),
    }
}

/// The children and everybody else, each once, however many of the notifications name them.
fn people(told: &[&Notification]) -> (Vec<SubjectChild>, Vec<OtherPerson>) {
    let (mut children, mut others) = (Vec::<SubjectChild>::new(), Vec::<OtherPerson>::new());
    for told in told {
        let on = london::date_of(told.happened_or_received());
        for named in &told.people {
            let name = named.said.name.clone();
            if named.is_child(on) {
                let same = |child: &SubjectChild| {
                    child.said.name.same_as(&name)
                        && (child.said.birth == named.said.birth || child.said.birth.answer().is_none())
                };
                match children.iter_mut().find(|child| same(child)) {
                    Some(child) => child.said.birth = child.said.birth.or(named.said.birth),
                    None => children.push(subject(named)),
                }
            } else if !others.iter().any(|other| other.name.same_as(&name)) {
                others.push(other(named));
            }
        }
    }
    if children.is_empty() {
        let mut unnamed = Described::named(PersonName::single(NO_NAME));
        unnamed.address =
            told.iter().find_map(|told| told.address.clone()).map_or(Known::NotAsked, Known::Is);
        children.push(SubjectChild { said: unnamed, where_now: Known::NotAsked, found: Found::default() });
    }
    (children, others)
}

fn subject(named: &Named) -> SubjectChild {
    let mut said = named.said.clone();
    if said.name.is_empty() {
        said.name = PersonName::single(NO_NAME);
    }
    let mut more = vec![format!("In the notification: {}", named.part.words().to_lowercase())];
    if !named.phone.is_empty() {
        more.push(format!("telephone {}", named.phone));
    }
    said.more = Known::Is(more.join("; "));
    SubjectChild { said, where_now: Known::NotAsked, found: Found::default() }
}

fn other(named: &Named) -> OtherPerson {
    let mut words = vec![named.part.words().to_owned()];
    if let Known::Is(birth) = named.said.birth {
        words.push(format!("born {birth}"));
    }
    if let Known::Is(address) = &named.said.address
        && named.part == Part::Suspect
    {
        words.push(address.unshown().one_line());
    }
    if !named.phone.is_empty() {
        words.push(named.phone.clone());
    }
    OtherPerson {
        name: named.said.name.clone(),
        standing: Standing::Adult,
        kinship: None,
        lives_with: Known::NotAsked,
        parental_responsibility: Known::NotAsked,
        words: words.join("; "),
        person: None,
    }
}
