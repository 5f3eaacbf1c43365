//! Of whom a viewer may learn who does not learn of everybody: early help and business support know the children they work with, and no others. They find
//! those, and nobody else takes a place among them.

use std::collections::HashSet;
use std::sync::LazyLock;

use domain::access::{Action, Layer, Role, reach};
use domain::id::Id;
use domain::person::Person;
use matching::index::Number;

use crate::door::Permit;
use crate::engine::Query;
use crate::failure::Failure;
use crate::visible::{at_the_door, child_parameters, child_visible};

/// Every child to whom any way leads a viewer, in every record that is read as one with theirs, as far as the filter of lists lets them.
pub(super) static WITHIN: LazyLock<Query<(Id<Person>,)>> = LazyLock::new(|| {
    let at_the_door = at_the_door("at_door");
    let visible = child_visible("reached.id", 1);
    let sql = format!(
        "with direct as (select child as id from involvement where staff = $1
            union select held.child from involvement held join staff_team mine on mine.team = held.team and mine.id = $1
            union select circle.id from person_circle circle where circle.staff = $1
            union select glass.child from break_glass glass where glass.staff = $1
            union select named.child from contact_child named join contact at_door on at_door.id = named.id
                where named.child is not null and {at_the_door}),
        reached as (select direct.id from direct
            union select same.person from direct join read_as_one own on own.person = direct.id join read_as_one same on same.stands = own.stands)
        select reached.id as value from reached where {visible}"
    );
    Query::composed("store::everybody::reach::WITHIN", sql)
});

/// Of whom the viewer may learn; nothing when it is everybody, as far as a restricted record has a ring.
pub(super) fn within(permit: &Permit<'_>) -> Result<Option<HashSet<Number>>, Failure> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::KnowExists.is_for(*role)).collect();
    let ways = reach(&roles, Layer::Ring);
    // The last way is that of a stranger.
    if ways.open.last().zip(ways.restricted.last()) == Some((&true, &true)) {
        return Ok(None);
    }
    let values = child_parameters(actor, &roles, permit.at(), Layer::Ring);
    let found = permit.tx().all(&WITHIN, &values)?;
    Ok(Some(found.into_iter().map(|(id,)| id.bits()).collect()))
}
