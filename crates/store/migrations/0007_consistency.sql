-- Decisions by the threshold paragraphs they cite, second readings of decisions, and referrals waiting to be accepted. Every row is made from a
-- record's body in the ledger and can be made again.

create table contact_ruling (
    id text not null,
    place {integer} not null,
    at {integer} not null,
    decided_by text not null,
    level {integer} not null,
    paragraph text not null,
    outcome text not null,
    primary key (id, place)
) {strict};
create index contact_ruling_paragraph on contact_ruling (paragraph, at);

create table threshold_document (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    pack_version text not null,
    document_version text not null,
    kept_at {integer} not null
) {strict};
create index threshold_document_kept on threshold_document (kept_at);

create table reading_seed (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    made_at {integer} not null
) {strict};

create table second_reading (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    record_kind text not null,
    record text not null,
    decided_at {integer} not null,
    first_by text not null,
    team text not null,
    first_level {integer} not null,
    first_outcome text not null,
    reader text,
    due {integer},
    answered_at {integer},
    second_level {integer},
    second_outcome text,
    differs {integer} not null,
    moderated_at {integer}
) {strict};
create index second_reading_reader on second_reading (reader, answered_at, due);
create index second_reading_record on second_reading (record);
create index second_reading_answered on second_reading (answered_at);
create table second_reading_child (id text not null, child text not null, primary key (id, child)) {strict};

create table referral (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    stage text not null,
    received_at {integer} not null,
    due {integer}
) {strict};
create index referral_stage on referral (stage, due);
create index referral_child on referral (child, stage);
create table referral_request (id text not null, place {integer} not null, contact text not null, primary key (id, place)) {strict};
create index referral_request_contact on referral_request (contact, id);
