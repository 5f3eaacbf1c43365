-- What was sent to the Department for Education in its daily feed.
create table feed_request (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    sent_at {integer} not null,
    answer text not null
) {strict};
create index feed_request_seq on feed_request (seq);
create table feed_request_child (
    id text not null,
    place {integer} not null,
    identifier text not null,
    purge {integer} not null,
    digest text not null,
    parts text not null,
    primary key (id, place)
) {strict};
create index feed_request_child_identifier on feed_request_child (identifier);
