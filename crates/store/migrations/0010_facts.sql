-- What counts for the escalation watch: a table for each kind of record that tells facts, and all of them together. One row for each person a fact is about.

create table basis_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index basis_fact_person on basis_fact (person, counts_from);
create table contact_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index contact_fact_person on contact_fact (person, counts_from);
create table disagreement_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index disagreement_fact_person on disagreement_fact (person, counts_from);
create table episode_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index episode_fact_person on episode_fact (person, counts_from);
create table event_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index event_fact_person on event_fact (person, counts_from);
create table notification_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index notification_fact_person on notification_fact (person, counts_from);
create table power_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index power_fact_person on power_fact (person, counts_from);
create table safety_plan_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index safety_plan_fact_person on safety_plan_fact (person, counts_from);
create table section47_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index section47_fact_person on section47_fact (person, counts_from);
create table strategy_fact (
    id text not null,
    part text not null,
    person text not null,
    child {integer} not null,
    kind text not null,
    happened {integer} not null,
    known_at {integer} not null,
    counts_from {integer} not null,
    details text not null,
    primary key (id, part, person)
) {strict};
create index strategy_fact_person on strategy_fact (person, counts_from);

create view watch_fact as
select 'basis' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from basis_fact
union all select 'contact' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from contact_fact
union all select 'disagreement' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from disagreement_fact
union all select 'episode' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from episode_fact
union all select 'event' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from event_fact
union all select 'notification' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from notification_fact
union all select 'power' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from power_fact
union all select 'safety_plan' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from safety_plan_fact
union all select 'section47' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from section47_fact
union all select 'strategy' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from strategy_fact;
