-- What the service needs beside the evidence: forms sent, drafts, jobs and sign-in. None of it is part of the record.

-- One row a form sent: the same form sent twice is one act and has one answer.
create table submission (
    form text not null primary key,
    actor text not null,
    command text not null,
    digest {bytes} not null,
    answer text not null,
    at {integer} not null
) {strict};

-- What somebody is still typing: sealed, private to them, gone when sent.
create table draft (
    owner text not null,
    form text not null,
    page text not null,
    subject text,
    base_version {integer} not null,
    body {bytes} not null,
    saved_at {integer} not null,
    primary key (owner, form)
) {strict};
create index draft_saved_at on draft (saved_at);

-- Things to do after a change: messages to send, documents to make.
create table job (
    id text not null primary key,
    kind text not null,
    body text not null,
    key text not null,
    state text not null,
    due_at {integer} not null,
    attempts {integer} not null,
    leased_until {integer},
    leased_by text,
    last_error text,
    created_at {integer} not null,
    finished_at {integer}
) {strict};
create unique index job_key on job (key);
create index job_due on job (state, due_at, id);

-- How a member of staff proves who they are.
create table credential (
    staff text not null primary key,
    user_name text not null,
    password_hash text not null,
    totp_sealed {bytes},
    last_step {integer},
    state text not null,
    changed_at {integer} not null
) {strict};
create unique index credential_user_name on credential (user_name);

-- Recovery codes not used yet: their digests.
create table recovery_code (
    staff text not null,
    digest {bytes} not null,
    primary key (staff, digest)
) {strict};

-- A signed-in browser. Only the digest of its token is kept.
create table session (
    token_digest {bytes} not null primary key,
    staff text not null,
    started_at {integer} not null,
    seen_at {integer} not null,
    second_factor_at {integer}
) {strict};
create index session_staff on session (staff);
create index session_started_at on session (started_at);

-- How often something was tried since a moment, by account and by address.
create table throttle (
    key text not null primary key,
    count {integer} not null,
    since {integer} not null
) {strict};
create index throttle_since on throttle (since);
