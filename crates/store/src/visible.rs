//! Lists hold a child exactly when `domain::access::decide` would allow it. The filter is made from the same table of roles, relationships and
//! restrictions; a property test proves on both engines that the two agree.

use domain::access::{Action, Actor, Layer, Reach, Role, WAYS, keeps_the_door, reach, sees_audits};
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::Value;
use crate::read_as_one::{everyone, grown_since};
use crate::values;

/// How many parameters the filter of a child takes.
pub(crate) const WAYS_OF_A_CHILD: usize = 2 + 2 * WAYS;

/// A condition on a child: that the viewer reaches the layer asked for. `child` is an SQL expression made of constant text; the parameters
/// stand from `first` on, in the order of [`child_parameters`].
pub(crate) fn child_visible(child: &str, first: usize) -> String {
    let outside = outside(child, first);
    let everyone = everyone(child);
    let relationships = |reached: usize| {
        format!("exists (select 1 from {everyone} where {})", ways_in("one.id", first, reached))
    };
    format!(
        "((not {outside} and {}) or ({outside} and {}))",
        relationships(first + 2),
        relationships(first + 2 + WAYS)
    )
}

/// A condition on one record of a child: that one of the ways in leads the viewer there. The ways' parameters stand from `reached` on.
fn ways_in(child: &str, first: usize, reached: usize) -> String {
    let (staff, at) = (first, first + 1);
    // In the order of `Relationship::ALL`.
    let [allocated, circle, team, duty, broke_glass, stranger]: [usize; WAYS] =
        std::array::from_fn(|way| reached + way);
    format!(
        "(${stranger} = 1 \
         or (${allocated} = 1 and exists (select 1 from involvement held where held.child = {child} and held.staff = ${staff} \
             and held.since <= ${at} and (held.until is null or held.until > ${at}))) \
         or (${circle} = 1 and exists (select 1 from person_circle named where named.id = {child} and named.staff = ${staff})) \
         or (${team} = 1 and exists (select 1 from involvement held join staff_team mine on mine.team = held.team and mine.id = ${staff} \
             where held.child = {child} and held.since <= ${at} and (held.until is null or held.until > ${at}))) \
         or (${duty} = 1 and exists (select 1 from contact_child named join contact at_door on at_door.id = named.id \
             where named.child = {child} and {})) \
         or (${broke_glass} = 1 and exists (select 1 from break_glass glass where glass.child = {child} and glass.staff = ${staff} \
             and glass.until > ${at} and not {})))",
        at_the_door("at_door"),
        grown_since!("glass.child", "glass.at")
    )
}

/// A condition on a contact: that its content may be read. One restricted child closes it to those outside the circle.
pub(crate) fn contact_visible(contact: &str, first: usize) -> String {
    let (staff, doorkeeper, accepts) = (first, first + 2 + 2 * WAYS, first + 3 + 2 * WAYS);
    let child_visible = child_visible("seen.child", first);
    let outside = outside("seen.child", staff);
    format!(
        "(not exists (select 1 from contact_child seen where seen.id = {contact}.id and seen.child is not null and {outside} and not {child_visible}) \
         and ((${doorkeeper} = 1 and ({} \
                 or not exists (select 1 from contact_child seen where seen.id = {contact}.id and seen.child is not null))) \
             or (${accepts} = 1 and exists (select 1 from referral_request asked join referral waits on waits.id = asked.id \
                 where asked.contact = {contact}.id and waits.stage = 'waiting')) \
             or exists (select 1 from contact_child seen where seen.id = {contact}.id and seen.child is not null and {child_visible})))",
        at_the_door(contact)
    )
}

/// A condition on a notification or a refused row: that its words may be read. One restricted person who nearly certainly is in it closes it to
/// those outside the circle. `people` is the table of those people, `notification` the table of the row; the parameters are those of a child.
pub(crate) fn notification_visible(people: &str, notification: &str, first: usize) -> String {
    let child_visible = child_visible("seen.person", first);
    let outside = outside("seen.person", first);
    format!(
        "not exists (select 1 from {people} seen where seen.id = {notification}.id and {outside} and not {child_visible})"
    )
}

/// A condition on a meeting: that its record may be read. One restricted child, its own or its contact's, closes it to those outside the circle.
pub(crate) fn meeting_visible(meeting: &str, first: usize) -> String {
    let (staff, doorkeeper) = (first, first + 2 + 2 * WAYS);
    let children = format!(
        "(select about.child as child from meeting_child about where about.id = {meeting}.id \
         union select told.child as child from contact_child told where told.id = {meeting}.contact and told.child is not null)"
    );
    let child_visible = child_visible("seen.child", first);
    let outside = outside("seen.child", staff);
    format!(
        "(not exists (select 1 from {children} seen where {outside} and not {child_visible}) \
         and (${staff} in ({meeting}.chair, {meeting}.arranged_by, coalesce({meeting}.minute_taker, '')) \
             or exists (select 1 from meeting_invited asked where asked.id = {meeting}.id and asked.staff = ${staff} and asked.withdrawn = 0) \
             or (${doorkeeper} = 1 and (exists (select 1 from contact whose where whose.id = {meeting}.contact and {}) \
                 or not exists (select 1 from {children} seen))) \
             or exists (select 1 from {children} seen where {child_visible})))",
        at_the_door("whose")
    )
}

/// A condition on a record in children's files: that it may be read as the children it is about. One restricted child closes it to those outside
/// the circle. `record` is the record's main table; the parameters are those of a child.
pub(crate) fn record_visible(record: &str, first: usize) -> String {
    let child_visible = child_visible("seen.child", first);
    let outside = outside("seen.child", first);
    format!(
        "(not exists (select 1 from ledger_child seen where seen.seq = {record}.seq and {outside} and not {child_visible}) \
         and exists (select 1 from ledger_child seen where seen.seq = {record}.seq and {child_visible}))"
    )
}

/// A condition on a strategy discussion: that it may be read. As its children are, and by whoever began, convened or decided it or is asked to its
/// meeting; one restricted child closes it to those outside the circle.
pub(crate) fn discussion_visible(discussion: &str, first: usize) -> String {
    let child_visible = child_visible("seen.child", first);
    let (staff, outside) = (first, outside("seen.child", first));
    format!(
        "(not exists (select 1 from ledger_child seen where seen.seq = {discussion}.seq and {outside} and not {child_visible}) \
         and (${staff} in ({discussion}.begun_by, coalesce({discussion}.convened_by, ''), coalesce({discussion}.decided_by, '')) \
             or exists (select 1 from meeting_invited asked where asked.id = {discussion}.meeting and asked.staff = ${staff} and asked.withdrawn = 0) \
             or exists (select 1 from ledger_child seen where seen.seq = {discussion}.seq and {child_visible})))"
    )
}

/// A condition on a fact of a child's: that no restricted child closes the record that tells it. `kind` and `record` are SQL expressions of constant
/// text; the parameters are those of a child.
pub(crate) fn record_unclosed(kind: &str, record: &str, first: usize) -> String {
    let child_visible = child_visible("seen.child", first);
    let outside = outside("seen.child", first);
    format!(
        "not exists (select 1 from ledger told join ledger_child seen on seen.seq = told.seq \
         where told.kind = {kind} and told.record = {record} and {outside} and not {child_visible})"
    )
}

/// A condition on a professional disagreement: that it may be read. One restricted child closes it to those outside the circle; whoever takes part in it
/// reads it, and at the front door one whose children nobody has said yet. The parameters are those of a meeting.
pub(crate) fn disagreement_visible(disagreement: &str, first: usize) -> String {
    let (staff, doorkeeper) = (first, first + 2 + 2 * WAYS);
    let child_visible = child_visible("seen.child", first);
    let outside = outside("seen.child", staff);
    let about = format!("select 1 from disagreement_child seen where seen.id = {disagreement}.id");
    format!(
        "(not exists ({about} and {outside} and not {child_visible}) \
         and (exists (select 1 from disagreement_party part where part.id = {disagreement}.id and part.staff = ${staff}) \
             or (${doorkeeper} = 1 and not exists ({about})) \
             or exists ({about} and {child_visible})))"
    )
}

/// A condition on an audit: that it may be read. One restricted child closes it to those outside the circle; of the others whoever sees every audit reads it,
/// and whoever takes part in it. The parameters are those of a child, and whether the viewer sees every audit.
pub(crate) fn audit_visible(audit: &str, first: usize) -> String {
    let child_visible = child_visible("seen.child", first);
    let (staff, sees_all) = (first, first + 2 + 2 * WAYS);
    let outside = outside("seen.child", staff);
    format!(
        "(not exists (select 1 from ledger_child seen where seen.seq = {audit}.seq and {outside} and not {child_visible}) \
         and (${sees_all} = 1 or exists (select 1 from audit_party part where part.id = {audit}.id and part.staff = ${staff})))"
    )
}

/// The values of a filter of audits.
pub(crate) fn audit_parameters(actor: &Actor, roles: &[Role], at: Timestamp) -> Vec<Value> {
    let mut values = child_parameters(actor, roles, at, Layer::Content);
    values.push(Value::from(roles.iter().any(|role| sees_audits(*role))));
    values
}

/// The values of a filter of children: the viewer, the moment, each way in for open records, each for restricted ones. `roles` are those of
/// the viewer's that the act is for.
pub(crate) fn child_parameters(actor: &Actor, roles: &[Role], at: Timestamp, layer: Layer) -> Vec<Value> {
    let Reach { open, restricted } = reach(roles, layer);
    let mut values = values![actor.staff, at];
    values.extend(open.into_iter().chain(restricted).map(Value::from));
    values
}

/// The viewer's roles that an act is for.
pub(crate) fn roles_for(permit: &Permit<'_>, action: Action) -> Vec<Role> {
    permit.actor().roles.iter().copied().filter(|role| action.is_for(*role)).collect()
}

/// The values of a filter of the children with whom this viewer may do an act.
pub(crate) fn reaching_children(permit: &Permit<'_>, action: Action) -> Vec<Value> {
    child_parameters(permit.actor(), &roles_for(permit, action), permit.at(), action.needs())
}

/// The values of a filter of meetings: those of a filter of children, and whether the viewer keeps the door.
pub(crate) fn meeting_parameters(actor: &Actor, roles: &[Role], at: Timestamp, layer: Layer) -> Vec<Value> {
    let mut values = child_parameters(actor, roles, at, layer);
    values.push(Value::from(roles.iter().any(|role| keeps_the_door(*role))));
    values
}

/// The values of a filter of contacts: those of a filter of meetings, and whether the viewer accepts referrals.
pub(crate) fn parameters(actor: &Actor, roles: &[Role], at: Timestamp, layer: Layer) -> Vec<Value> {
    let mut values = meeting_parameters(actor, roles, at, layer);
    values.push(Value::from(roles.iter().any(|role| Action::AcceptReferral.is_for(*role))));
    values
}

/// A condition on a contact: that it is at the front door, or an enquiry into it is open.
pub(crate) fn at_the_door(contact: &str) -> String {
    format!(
        "({contact}.at_the_door = 1 or exists (select 1 from enquiry asked where asked.contact = {contact}.id and asked.open = 1))"
    )
}

/// A condition on a child: that the record, or another that is read as one with it, is restricted and the viewer outside its circle.
pub(crate) fn outside(child: &str, staff: usize) -> String {
    let everyone = everyone(child);
    format!(
        "exists (select 1 from {everyone} join person closed on closed.id = one.id and closed.ring is not null \
         where not exists (select 1 from person_circle inside where inside.id = closed.id and inside.staff = ${staff}))"
    )
}

/// A condition on a child: that the record, or another that is read as one with it, is restricted at all.
pub(crate) fn restricted(child: &str) -> String {
    let everyone = everyone(child);
    format!(
        "exists (select 1 from {everyone} join person closed on closed.id = one.id and closed.ring is not null)"
    )
}

#[cfg(test)]
#[path = "visible_tests.rs"]
mod tests;
