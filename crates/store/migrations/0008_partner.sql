-- The agencies' side: documents sent with answers, whom of an agency a link may be sent, the links, and sessions that are bound to one request.

alter table session add column request text;

create table document (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    request text not null,
    enquiry text not null,
    agency text not null,
    organisation text,
    at {integer} not null,
    scan text not null
) {strict};
create index document_request on document (request, at);
create index document_enquiry on document (enquiry, at);
-- The bytes, sealed. The record holds their digest.
create table document_content (
    id text not null primary key,
    sealed {bytes} not null
) {strict};

create table agency_contact (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    agency text not null,
    organisation text,
    name text not null,
    staff text not null,
    verified {integer} not null,
    ended {integer} not null
) {strict};
create index agency_contact_agency on agency_contact (agency, organisation);

create table answer_link (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    request text not null,
    contact text not null,
    sent_at {integer} not null,
    until {integer} not null,
    waiting {integer} not null
) {strict};
create index answer_link_request on answer_link (request, sent_at);
-- What opens a link: digests to compare, and the secrets themselves, sealed, until they have left by post and by telephone.
create table link_secret (
    id text not null primary key,
    token_digest {bytes} not null,
    code_digest {bytes} not null,
    token_sealed {bytes},
    code_sealed {bytes}
) {strict};
create unique index link_secret_token on link_secret (token_digest);

-- Whose words wait on a page, for the administrator of an agency whose person left in the middle of an answer.
create index draft_page on draft (page);
create index staff_agency on staff (agency, organisation);
