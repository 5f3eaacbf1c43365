//! Who is told of a conference: the service that arranges them, those who are asked, the child's workers. A message holds the number, the day and whom to
//! ring, and nothing of the child.

use domain::calendar::london;
use domain::conference::Conference;
use domain::notice::Notice;
use store::{Stop, Version, WriteDoor, WritePermit, save};

use crate::outbox;
use crate::session::Session;

/// What those who are asked are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// That there is a day.
    Planned,
    /// That it is another day.
    Moved,
    /// That it is not held.
    NotHeld,
}

/// Tells the service that arranges conferences that a request waits.
pub(super) fn tell_unit(
    session: &Session<'_>,
    door: &WriteDoor,
    conference: &Conference,
) -> Result<(), Stop> {
    let words = format!(
        "A child protection conference is asked for: {}. Sign in to Frontdoor to read the request, or ring {}.",
        conference.reference, session.house.pack.council.duty_phone
    );
    outbox::tell_conference_unit(session, door, &words)
}

/// Tells those who are asked and have an account.
pub(super) fn invited(
    session: &Session<'_>,
    door: &WriteDoor,
    conference: &Conference,
    telling: Telling,
) -> Result<(), Stop> {
    let Some(day) = conference.days.last() else { return Ok(()) };
    let unit = &session.house.pack.conferences.unit;
    let when = london::moment_in_words(london::instant(day.on, day.begins));
    let number = &conference.reference;
    let words = match telling {
        Telling::Planned => {
            format!("You are asked to child protection conference {number} on {when}: {}.", day.venue)
        }
        Telling::Moved => format!("Child protection conference {number} is now on {when}: {}.", day.venue),
        Telling::NotHeld => format!("Child protection conference {number} on {when} is not held."),
    };
    let words = format!(
        "{words}\n\nRing the {}, {}, to say whether you come and for whom it is.",
        unit.name, unit.phone
    );
    for staff in conference.invited.iter().filter_map(|one| one.staff) {
        outbox::tell_colleague(session, door, staff, &words)?;
    }
    Ok(())
}

/// Tells the child's workers: on their work page, and by a message that says where to look.
pub(super) fn workers(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    conference: &Conference,
    words: &str,
) -> Result<(), Stop> {
    let words = format!("Conference {} {words}", conference.reference);
    // Whoever did it knows.
    let workers = store::involvement::workers_now(permit, conference.child)?;
    for to in workers.into_iter().filter(|worker| *worker != session.staff.id) {
        let notice = Notice {
            id: session.house.id(),
            to,
            child: conference.child,
            contact: None,
            words: words.clone(),
            sent_at: session.at,
            acknowledged_at: None,
        };
        save(permit, &notice, Version::NONE, "tell_worker", None)?;
        outbox::tell_colleague(session, door, to, &format!("{words} Sign in to read it."))?;
    }
    Ok(())
}
