-- What was written on the wrong child and moved to the right one, or is to be.
create table moved (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    from_child text not null,
    to_child text not null,
    asked_by text,
    asked_at {integer} not null,
    waits {integer} not null
);
create index moved_waits on moved (waits, asked_at);
create index moved_from on moved (from_child);
create index moved_to on moved (to_child);
