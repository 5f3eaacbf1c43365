-- Interim safety plans, the children each is for, and children's own plans.

create table safety_plan (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    live {integer} not null,
    expires {integer} not null,
    review_at {integer} not null,
    next_check {integer},
    awaits_day {integer} not null,
    agreed {integer} not null,
    author text not null,
    monitor text
) {strict};
create index safety_plan_expires on safety_plan (live, expires);
create table safety_plan_child (id text not null, place {integer} not null, child text not null, primary key (id, place)) {strict};
create index safety_plan_child_child on safety_plan_child (child, id);

create table child_plan (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    plan text,
    author text not null,
    next_look {integer}
) {strict};
create index child_plan_child on child_plan (child);
create index child_plan_next_look on child_plan (next_look);
