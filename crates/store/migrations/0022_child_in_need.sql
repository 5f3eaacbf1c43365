-- Child in need plans, and closing as a decision.

create table child_in_need_plan (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    episode text not null,
    together text not null,
    open {integer} not null,
    started_on text not null,
    ended_on text,
    review_due {integer}
) {strict};
create index child_in_need_plan_child on child_in_need_plan (child);
create index child_in_need_plan_due on child_in_need_plan (open, review_due);
create index child_in_need_plan_together on child_in_need_plan (together);

create table closure (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    episode text not null,
    stage text not null,
    proposed_by text not null,
    proposed_at {integer} not null,
    closed_on text,
    withdrawn {integer} not null,
    step_down {integer} not null,
    to_accept {integer} not null
) {strict};
create index closure_child on closure (child);
create index closure_stage on closure (stage, proposed_at);
create index closure_closed on closure (closed_on);
