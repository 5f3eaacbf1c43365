-- Section 47 enquiries, one a child, and the direct work done in them with its pictures.

create table section47 (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    episode text not null,
    discussion text not null,
    reference text not null,
    worker text,
    stage text not null,
    runs {integer} not null,
    started {integer} not null,
    seen_due {integer},
    first_seen {integer},
    alone {integer} not null,
    open_risks {integer} not null,
    proposed_by text,
    finding text,
    authorised_at {integer},
    conference_due {integer},
    enquiry_due {integer}
) {strict};
create index section47_child on section47 (child, started);
create index section47_runs on section47 (runs, started);
create index section47_discussion on section47 (discussion);

create table direct_work (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    section47 text not null,
    child text not null,
    at {integer} not null,
    scan text
) {strict};
create index direct_work_section47 on direct_work (section47, at);
create table direct_work_content (id text not null primary key, sealed {bytes} not null) {strict};
