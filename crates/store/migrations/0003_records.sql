-- What is searched, counted and joined of each record. Every row is made from the record's body in the ledger and can be made again.

create table staff (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    name text not null,
    agency text,
    active {integer} not null
) {strict};
create table staff_role (id text not null, role text not null, primary key (id, role)) {strict};
create index staff_role_role on staff_role (role, id);
create table staff_team (id text not null, team text not null, primary key (id, team)) {strict};
create index staff_team_team on staff_team (team, id);

create table person (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    name text not null,
    standing text not null,
    born_from text,
    born_to text,
    local_identifier text,
    ring text
) {strict};
create index person_local_identifier on person (local_identifier);
-- Who may read a restricted record; everybody else rings `person.ring`.
create table person_circle (id text not null, staff text not null, primary key (id, staff)) {strict};
-- What a person can be found by: see the matching crate.
create table person_key (id text not null, key text not null) {strict};
create index person_key_key on person_key (key, id);
create index person_key_id on person_key (id);
create table person_address (id text not null, place text not null, since text, until text) {strict};
create index person_address_place on person_address (place, id);
create index person_address_id on person_address (id);

create table relationship (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    from_person text not null,
    to_person text not null,
    kind text not null
) {strict};
create index relationship_from on relationship (from_person, to_person);
create index relationship_to on relationship (to_person, from_person);

create table involvement (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    staff text,
    team text,
    agency text,
    since {integer} not null,
    until {integer}
) {strict};
create index involvement_child on involvement (child, until);
create index involvement_staff on involvement (staff, until);
create index involvement_team on involvement (team, until);

create table contact (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    received_at {integer} not null,
    stage text not null,
    at_the_door {integer} not null,
    danger {integer} not null,
    channel text not null,
    source text not null,
    agency text,
    logged_by text,
    holder text,
    proposed_by text,
    decided_by text,
    decided_at {integer},
    outcome text
) {strict};
create unique index contact_reference on contact (reference);
create index contact_at_the_door on contact (at_the_door, received_at);
create index contact_received_at on contact (received_at);
create index contact_logged_by on contact (logged_by, received_at);
create table contact_child (id text not null, place {integer} not null, child text, primary key (id, place)) {strict};
create index contact_child_child on contact_child (child, id);
create table contact_clock (id text not null, timer text not null, due {integer}, met {integer}, primary key (id, timer)) {strict};
create index contact_clock_due on contact_clock (met, due, id);
create table contact_action (id text not null, place {integer} not null, owner text not null, due {integer} not null, done {integer}, primary key (id, place)) {strict};
create index contact_action_owner on contact_action (owner, done, due);

create table basis (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    contact text,
    kind text not null,
    stands {integer} not null
) {strict};
create index basis_contact on basis (contact);

create table feedback (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    contact text not null,
    drafted_by text not null,
    approved {integer} not null,
    sent_at {integer}
) {strict};
create index feedback_contact on feedback (contact);

create table notice (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    staff text not null,
    child text not null,
    contact text,
    sent_at {integer} not null,
    acknowledged_at {integer}
) {strict};
create index notice_staff on notice (staff, acknowledged_at, sent_at);
create index notice_child on notice (child);

create table possible_match (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    contact text not null,
    made text not null,
    held text not null,
    resolved {integer} not null
) {strict};
create index possible_match_resolved on possible_match (resolved, id);

create table break_glass (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    staff text not null,
    child text not null,
    at {integer} not null,
    until {integer} not null,
    reviewed {integer} not null
) {strict};
create index break_glass_child on break_glass (child, staff, until);
create index break_glass_reviewed on break_glass (reviewed, at);

create table curation (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null
) {strict};
create index curation_child on curation (child);

create table episode (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    referral_date text not null,
    no_further_action {integer} not null,
    closed_on text
) {strict};
create index episode_child on episode (child, referral_date);
