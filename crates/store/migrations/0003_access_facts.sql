-- What access depends on. Each table is made from records and follows them; a record may have more tables than these.

-- Who works with a child now: a worker, a team, or both.
create table involvement (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    worker text,
    team text,
    since {integer} not null,
    until {integer}
) {strict};
create index involvement_child on involvement (child);
create index involvement_worker on involvement (worker);
create index involvement_team on involvement (team);

-- Records closed to all but a named circle, and whom to ring instead.
create table restriction (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    ring text not null,
    since {integer} not null,
    until {integer}
) {strict};
create index restriction_child on restriction (child);
create table restriction_circle (
    id text not null,
    staff text not null
) {strict};
create index restriction_circle_id on restriction_circle (id, staff);

-- Records opened with a reason, until a time.
create table break_glass (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    staff text not null,
    child text not null,
    until {integer} not null,
    reviewed {integer} not null
) {strict};
create index break_glass_child on break_glass (child, staff, until);
create index break_glass_reviewed on break_glass (reviewed, until);

-- How a contact stands at the front door, and the children identified in it: further tables of the contact's record.
create table contact_door (
    id text not null primary key,
    at_the_door {integer} not null,
    sent_by text,
    proposed_by text,
    drafted_by text
) {strict};
create table contact_child (
    id text not null,
    child text not null
) {strict};
create index contact_child_id on contact_child (id, child);
create index contact_child_child on contact_child (child, id);
