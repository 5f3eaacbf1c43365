-- Meetings of several agencies: who is asked and came, who does what, when agencies can come.

create table meeting (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    reference text not null,
    kind text not null,
    contact text,
    enquiry text,
    chair text not null,
    minute_taker text,
    arranged_by text not null,
    starts {integer} not null,
    ends {integer} not null,
    stage text not null,
    ended_at {integer},
    minutes_due {integer},
    distributed_at {integer},
    closes_at {integer}
) {strict};
create index meeting_starts on meeting (starts);
create index meeting_contact on meeting (contact);
create index meeting_ended_at on meeting (ended_at);
create table meeting_child (id text not null, place {integer} not null, child text not null, primary key (id, place)) {strict};
create index meeting_child_child on meeting_child (child, id);
-- Who wrote in the minutes for another chair: they do not sign them.
create table meeting_writer (id text not null, staff text not null, primary key (id, staff)) {strict};
create table meeting_invited (
    id text not null,
    place {integer} not null,
    staff text,
    agency text,
    organisation text,
    asked_at {integer} not null,
    answer_by {integer} not null,
    replied_at {integer},
    reply text,
    attendance text,
    had_no_slot {integer} not null,
    withdrawn {integer} not null,
    given_at {integer},
    primary key (id, place)
) {strict};
create index meeting_invited_staff on meeting_invited (staff, id);
create index meeting_invited_agency on meeting_invited (agency, organisation, id);
create table meeting_action (
    id text not null,
    place {integer} not null,
    owner text not null,
    due {integer} not null,
    done {integer},
    primary key (id, place)
) {strict};
create index meeting_action_owner on meeting_action (owner, done, due);

create table slot (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    agency text not null,
    organisation text,
    starts {integer} not null,
    ends {integer} not null,
    withdrawn {integer} not null
) {strict};
create index slot_agency on slot (agency, organisation, ends);
