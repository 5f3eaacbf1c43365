-- Audits and the samples they were drawn in, calibrations with each person's grades, and sessions of practice development. Every row is made from a record's
-- body in the ledger and can be made again.

create table audit_sample (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    draw text not null,
    theme text,
    made_at {integer} not null,
    follows text
) {strict};
create index audit_sample_made on audit_sample (made_at);

create table audit (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    sample text,
    draw text not null,
    record text not null,
    team text not null,
    drawn_at {integer} not null,
    due {integer},
    stage text not null,
    graded_at {integer},
    action_due text
) {strict};
create index audit_stage on audit (stage, due);
create index audit_graded on audit (graded_at);
create index audit_record on audit (record);
create index audit_sampled on audit (sample);
create table audit_auditor (id text not null, staff text not null, graded {integer} not null, primary key (id, staff)) {strict};
create index audit_auditor_staff on audit_auditor (staff, graded);
create table audit_party (id text not null, staff text not null, primary key (id, staff)) {strict};
create index audit_party_staff on audit_party (staff);
create table audit_action (
    id text not null,
    place {integer} not null,
    owner text not null,
    due text not null,
    done {integer} not null,
    closed {integer} not null,
    primary key (id, place)
) {strict};
create index audit_action_owner on audit_action (owner, closed);

create table calibration (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    closes_on text not null,
    set_at {integer} not null
) {strict};
create table calibration_grading (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    calibration text not null,
    staff text not null
) {strict};
create index calibration_grading_of on calibration_grading (calibration, staff);

create table practice_session (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    held_on text not null,
    measure text not null
) {strict};
create index practice_session_held on practice_session (held_on);
