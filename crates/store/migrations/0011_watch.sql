-- The escalation watch: prompts, what asked them and of whom, and when time alone may ask again.

create table prompt (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    opened_at {integer} not null,
    triggered_at {integer} not null,
    immediate {integer} not null,
    open {integer} not null,
    waits text not null,
    due {integer},
    rung {integer} not null,
    clinic {integer} not null,
    team text,
    answered_at {integer},
    closed_at {integer},
    cause text
) {strict};
create index prompt_due on prompt (open, due);
create index prompt_clinic on prompt (clinic, opened_at);
create index prompt_opened_at on prompt (opened_at);
create table prompt_child (id text not null, child text not null, primary key (id, child)) {strict};
create index prompt_child_child on prompt_child (child, id);
create table prompt_trip (id text not null, child text not null, rule text not null, at {integer} not null, considered {integer}) {strict};
create index prompt_trip_id on prompt_trip (id);
create index prompt_trip_child on prompt_trip (child, rule, considered);
-- A fact that has prompted once for a rule about a child does so never again.
create table prompt_spent (
    id text not null,
    child text not null,
    rule text not null,
    record_kind text not null,
    record text not null,
    part text not null
) {strict};
create index prompt_spent_id on prompt_spent (id);
create index prompt_spent_child on prompt_spent (child, rule);
create table prompt_told (id text not null, staff text not null, primary key (id, staff)) {strict};
create index prompt_told_staff on prompt_told (staff, id);

-- When time alone next matters for a child: a plan that expires, a child not seen for so long. No record, and made again by the nightly look at every child.
create table watch_due (child text not null primary key, due {integer} not null) {strict};
create index watch_due_due on watch_due (due, child);
