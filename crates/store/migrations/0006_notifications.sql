-- What other agencies notify, the files it came in, the rows that could not be taken, and the keys of the agencies' systems.

create table notification_batch (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    agency text not null,
    digest text not null,
    received_at {integer} not null,
    finished {integer} not null
) {strict};
create unique index notification_batch_digest on notification_batch (agency, digest);
create index notification_batch_received_at on notification_batch (received_at);

create table notification_file (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    batch text not null
) {strict};
create index notification_file_batch on notification_file (batch);

create table notification (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    agency text not null,
    reference text not null,
    batch text not null,
    received_at {integer} not null,
    happened_at {integer} not null,
    stage text not null,
    changed {integer} not null,
    domestic_abuse {integer} not null,
    risk {integer} not null,
    outcome text,
    contact text
) {strict};
-- The same incident is one notification, whatever file it comes in.
create unique index notification_reference on notification (agency, reference);
create index notification_stage on notification (stage, received_at);
create index notification_contact on notification (contact);
create index notification_batch_of on notification (batch);
-- Those on the record who nearly certainly are in it.
create table notification_person (id text not null, person text not null, primary key (id, person)) {strict};
create index notification_person_person on notification_person (person, id);
-- By what it is put together with others of the same household.
create table notification_key (id text not null, key text not null, primary key (id, key)) {strict};
create index notification_key_key on notification_key (key, id);

create table refused_row (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    batch text not null,
    line {integer} not null,
    agency text not null,
    reference text not null,
    looked_up {integer} not null,
    mended {integer} not null
) {strict};
create index refused_row_line on refused_row (batch, line);
create index refused_row_reference on refused_row (agency, reference, mended);
create index refused_row_mended on refused_row (mended, looked_up);
create table refused_row_person (id text not null, person text not null, primary key (id, person)) {strict};

create table agency_key (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    agency text not null,
    digest text not null,
    made_at {integer} not null
) {strict};
create unique index agency_key_digest on agency_key (digest);
