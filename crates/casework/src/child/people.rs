//! The people around a child: relatives and significant adults, and the workers the child is allocated to.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::relationship::{Kinship, Relationship, Tie};
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Stop, Version, WritePermit, save};

use crate::network::{may_relate, reads};
use crate::session::{Sending, Session};

/// Somebody around a child, as typed in.
#[derive(Debug, Clone, PartialEq)]
pub struct RelativeAsked {
    /// A person already on the record, or a name.
    pub who: Result<Id<Person>, PersonName>,
    /// Child or adult, for a new person.
    pub standing: Standing,
    /// What they are to the child.
    pub kinship: Kinship,
    /// Whether they hold parental responsibility.
    pub parental_responsibility: Known<bool>,
    /// Who said so.
    pub source: String,
}

/// Who a child is allocated to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationAsked {
    /// The worker.
    pub staff: Id<Staff>,
    /// Their team.
    pub team: String,
    /// In what capacity.
    pub role: String,
}

/// Adds somebody to a child's people.
///
/// # Errors
/// When nobody is named, or the person may not change this record.
pub fn add_relative(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: RelativeAsked,
) -> Result<(), Stop> {
    session.send(sending, "add_relative", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        let other = match asked.who {
            Ok(person) if person == child => {
                return Err(Refusal::field("who", "Choose somebody other than the child.").into());
            }
            Ok(person) => {
                // Nobody links to a record that they may not learn of.
                door.permit(Action::KnowExists, Subject::Child(person))?;
                person
            }
            Err(name) if name.is_empty() => {
                return Err(Refusal::field("name", "Write the person's name.").into());
            }
            Err(name) => {
                let person = Person::named(session.house.id(), asked.standing, name);
                save(&permit, &person, Version::NONE, "add_relative", None)?;
                person.id
            }
        };
        may_relate(&permit, (other, asked.kinship, child), &|person| reads(door, person))?;
        let relationship = Relationship {
            id: session.house.id(),
            from: other,
            to: child,
            kind: asked.kinship,
            parental_responsibility: asked.parental_responsibility,
            since: None,
            until: None,
            source: asked.source,
            tie: Tie::default(),
        };
        save(&permit, &relationship, Version::NONE, "add_relative", None)?;
        Ok(())
    })
}

/// Allocates a child to a worker. Whoever was allocated in the same capacity ends; no clock is reset by it.
///
/// # Errors
/// When the team is not in the pack, or the person may not allocate.
pub fn allocate(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: AllocationAsked,
) -> Result<(), Stop> {
    session.send(sending, "allocate", |door| {
        let permit = door.permit(Action::Allocate, Subject::Child(child))?;
        allocated(session, &permit, child, asked)
    })
}

/// Allocates under a permit that stands: for an act that allocates beside something else.
pub(crate) fn allocated(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    child: Id<Person>,
    asked: AllocationAsked,
) -> Result<(), Stop> {
    if session.house.pack.council.team(&asked.team).is_none() {
        return Err(Refusal::field("team", "Choose a team.").into());
    }
    if !store::staff::colleagues(permit)?.iter().any(|colleague| colleague.id == asked.staff) {
        return Err(Refusal::field("staff", "Choose a worker who can sign in.").into());
    }
    if asked.role.trim().is_empty() {
        return Err(Refusal::field("role", "Say in what capacity.").into());
    }
    for known in store::involvement::versioned_of_child(permit, child)? {
        let same = known.record.role == asked.role && known.record.holds_at(session.at);
        if same && matches!(known.record.who, Involved::Worker { .. }) {
            let ended = Involvement { until: Some(session.at), ..known.record };
            save(permit, &ended, known.version, "allocate", None)?;
        }
    }
    let involvement = Involvement {
        id: session.house.id(),
        child,
        who: Involved::Worker { staff: asked.staff, team: asked.team },
        role: asked.role,
        from: session.at,
        until: None,
        reason: None,
    };
    save(permit, &involvement, Version::NONE, "allocate", None)?;
    Ok(())
}
