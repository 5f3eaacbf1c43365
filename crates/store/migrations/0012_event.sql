-- Significant events in children's files.

create table event (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    kind text not null,
    known_at {integer} not null,
    in_error {integer} not null
) {strict};
create index event_known_at on event (known_at);
