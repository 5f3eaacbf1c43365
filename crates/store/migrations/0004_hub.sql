-- The hub: enquiries, what agencies are asked, and which of an agency's organisations a person belongs to.

alter table staff add column organisation text;

create table enquiry (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    contact text not null,
    open {integer} not null,
    stage text not null,
    rating text not null,
    opened_at {integer} not null,
    due {integer},
    met {integer},
    recommended_by text,
    decided_by text,
    decided_at {integer}
) {strict};
create index enquiry_contact on enquiry (contact, open);
create index enquiry_open on enquiry (open, due);
-- Who said that they must not decide it.
create table enquiry_conflict (id text not null, staff text not null, primary key (id, staff)) {strict};

create table information_request (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    enquiry text not null,
    round {integer} not null,
    agency text not null,
    organisation text,
    asked_of text,
    asked_at {integer} not null,
    due {integer},
    viewed_at {integer},
    answered_at {integer},
    withdrawn {integer} not null,
    closes_at {integer}
) {strict};
create index information_request_enquiry on information_request (enquiry, round);
create index information_request_agency on information_request (agency, organisation, closes_at);
create index information_request_asked_at on information_request (asked_at, agency);
-- Others of the agency who may answer instead.
create table information_request_substitute (id text not null, place {integer} not null, staff text not null, primary key (id, place)) {strict};
create index information_request_substitute_staff on information_request_substitute (staff, id);
