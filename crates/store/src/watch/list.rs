//! Lists of prompts for a viewer, whom to ring about the restricted ones, and who manages a team.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::id::Id;
use domain::staff::Staff;
use domain::watch::Prompt;

use crate::door::Permit;
use crate::engine::{Query, Statement, Value};
use crate::failure::Failure;
use crate::values;
use crate::visible::{child_parameters, outside, record_visible};

crate::row! {
    struct Found {
        id: Id<Prompt>,
        mine: u64,
    }
}

/// A prompt in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The prompt.
    pub id: Id<Prompt>,
    /// Whether the viewer is one of those who are asked.
    pub mine: bool,
}

crate::statements! {
    static TEAM_MANAGERS: Query<(Id<Staff>,)> = "select staff.id as value from staff join staff_role held on held.id = staff.id and held.role = $1
        join staff_team mine on mine.id = staff.id and mine.team = $2 where staff.active = 1 order by staff.id";
}

fn list(name: &'static str, column: &str) -> Query<Found> {
    let visible = record_visible("prompt", 3);
    let sql = format!(
        "select prompt.id, (select count(*) from prompt_told told where told.id = prompt.id and told.staff = $1) \
             + (select count(*) from staff_team own where own.id = $1 and own.team = prompt.team) \
             + (select count(*) from prompt at_door where at_door.id = prompt.id and at_door.team is null and $2 = 1) as mine \
         from prompt where prompt.{column} = 1 and {visible} \
         order by prompt.immediate desc, prompt.due nulls last, prompt.opened_at, prompt.id limit 200"
    );
    Query::composed(name, sql)
}

static OPEN: LazyLock<Query<Found>> = LazyLock::new(|| list("store::watch::list::OPEN", "open"));
static CLINIC: LazyLock<Query<Found>> = LazyLock::new(|| list("store::watch::list::CLINIC", "clinic"));
static RINGS: LazyLock<Query<(Option<String>,)>> = LazyLock::new(|| {
    let visible = record_visible("prompt", 1);
    let closed = outside("named.child", 1);
    let sql = format!(
        "select distinct person.ring as value from prompt join prompt_child named on named.id = prompt.id \
         join person on person.id = named.child and person.ring is not null \
         where prompt.open = 1 and not {visible} and {closed} order by person.ring"
    );
    Query::composed("store::watch::list::RINGS", sql)
});

/// Queries put together with the filter of what a viewer may see.
pub(super) fn filtered() -> [&'static dyn Statement; 3] {
    [&*OPEN, &*CLINIC, &*RINGS]
}

/// Those who hold a role in a team and may sign in.
///
/// # Errors
/// When the database fails.
pub fn managers_of(permit: &Permit<'_>, role: Role, team: &str) -> Result<Vec<Id<Staff>>, Failure> {
    Ok(permit.tx().all(&TEAM_MANAGERS, &values![role.code(), team])?.into_iter().map(|(id,)| id).collect())
}

/// Which list of prompts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Every open one.
    Open,
    /// Those on the clinic's list.
    Clinic,
}

/// The prompts that this viewer may read: what is immediate first, then by what is due.
///
/// # Errors
/// When the database fails.
pub fn prompts(permit: &Permit<'_>, which: Which) -> Result<Vec<Listed>, Failure> {
    let actor = permit.actor();
    let door = actor.is(Role::MashManager);
    let mut values = values![actor.staff, door];
    values.extend(may_read(permit));
    let list = match which {
        Which::Open => &*OPEN,
        Which::Clinic => &*CLINIC,
    };
    let found = permit.tx().all(list, &values)?.into_iter();
    Ok(found.map(|Found { id, mine }| Listed { id, mine: mine > 0 }).collect())
}

/// Whom to ring about open prompts that this viewer may not read because a record is restricted.
///
/// # Errors
/// When the database fails.
pub fn rings(permit: &Permit<'_>) -> Result<Vec<String>, Failure> {
    Ok(permit.tx().all(&RINGS, &may_read(permit))?.into_iter().filter_map(|(ring,)| ring).collect())
}

/// The values of the filter for reading prompts.
fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::ReadPrompt.is_for(*role)).collect();
    child_parameters(actor, &roles, permit.at(), Action::ReadPrompt.needs())
}
