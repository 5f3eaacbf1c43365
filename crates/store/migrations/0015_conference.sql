-- Child protection conferences, and professional disagreements.

create table conference (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    child text not null,
    together text not null,
    section47 text,
    stage text not null,
    planned_on text,
    held_on text,
    decision text,
    plan_ended {integer} not null,
    conference_due {integer},
    next_timer text,
    next_due {integer}
) {strict};
create index conference_child on conference (child);
create index conference_together on conference (together);
create index conference_stage on conference (stage, next_due);
create index conference_reference on conference (reference);

create table disagreement (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    raised_at {integer} not null,
    agency text,
    about text not null,
    record text,
    stage text not null,
    due {integer},
    placed {integer} not null,
    resolved_at {integer},
    outcome text
) {strict};
create index disagreement_open on disagreement (resolved_at, due);
create index disagreement_record on disagreement (record);
-- Those who take part: who raised it, and who speaks in a stage of it.
create table disagreement_party (id text not null, staff text not null, primary key (id, staff)) {strict};
create index disagreement_party_staff on disagreement_party (staff, id);
create table disagreement_child (id text not null, child text not null, primary key (id, child)) {strict};
create index disagreement_child_child on disagreement_child (child, id);
