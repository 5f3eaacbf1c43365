-- Child and family assessments: one a family, with the children it is about, and the fingerprints by which a passage of another family's is found.

create table assessment (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    worker text not null,
    team text not null,
    stage text not null,
    runs {integer} not null,
    started {integer} not null,
    due {integer},
    target {integer},
    review {integer},
    submitted_at {integer},
    submitted_by text,
    exception_asked {integer} not null,
    authorised_at {integer},
    returns {integer} not null
) {strict};
create index assessment_runs on assessment (runs, due);
create index assessment_worker on assessment (worker, runs);
create index assessment_authorised on assessment (authorised_at);

create table assessment_child (
    id text not null,
    place {integer} not null,
    child text not null,
    episode text not null,
    started {integer} not null,
    primary key (id, place)
) {strict};
create index assessment_child_child on assessment_child (child, id);

create table assessment_print (id text not null, place text not null, print {integer} not null, primary key (id, place, print)) {strict};
create index assessment_print_print on assessment_print (print, id);

create table assessment_fact (
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
create index assessment_fact_person on assessment_fact (person, counts_from);

drop view watch_fact;
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
union all select 'strategy' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from strategy_fact
union all select 'assessment' as record_kind, id, part, person, child, kind, happened, known_at, counts_from, details from assessment_fact;
