-- The child's story: case summaries, and the days on which a child was listened to. Direct work stands in its own table of old; work done outside an
-- enquiry has no name of one there.

create table case_summary (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    written_at {integer} not null,
    author text not null
) {strict};
create index case_summary_child on case_summary (child);
create index case_summary_written on case_summary (written_at);

create table child_voice (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    heard_on {integer} not null,
    taken_back {integer} not null
) {strict};
create index child_voice_child on child_voice (child, heard_on);
create index direct_work_child on direct_work (child, at);
