-- Strategy discussions: where each stands, whether it was late and why, what was decided, and what an agency could not give.

create table strategy_discussion (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    contact text,
    enquiry text,
    meeting text,
    begun_by text not null,
    convened_by text,
    decided_by text,
    stage text not null,
    open {integer} not null,
    begun_at {integer} not null,
    decided_to_hold {integer} not null,
    due {integer},
    waits_until {integer},
    held_at {integer},
    decided_at {integer},
    signed_at {integer},
    follow_up_due {integer},
    follow_up_met {integer},
    cause text,
    cause_agency text,
    asked_at {integer},
    replied_at {integer},
    urgency text,
    first_unknown {integer},
    by_telephone {integer} not null
) {strict};
create index strategy_discussion_open on strategy_discussion (open, due);
create index strategy_discussion_held on strategy_discussion (held_at);
create index strategy_discussion_meeting on strategy_discussion (meeting);
create index strategy_discussion_contact on strategy_discussion (contact);
create table strategy_outcome (id text not null, place {integer} not null, child text not null, outcome text not null, section47 text, primary key (id, place)) {strict};
create table strategy_early (
    id text not null,
    place {integer} not null,
    kind text not null,
    team text,
    happened {integer} not null,
    answered {integer} not null,
    emergency {integer},
    primary key (id, place)
) {strict};
create table strategy_unmet (
    id text not null,
    place {integer} not null,
    agency text not null,
    organisation text not null,
    wanted {integer} not null,
    taken {integer} not null,
    primary key (id, place)
) {strict};
create index strategy_unmet_agency on strategy_unmet (agency, wanted);
