-- Chronology entries written by hand, and what was chosen of a chronology for somebody.

create table chronology_entry (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null
) {strict};
create index chronology_entry_child on chronology_entry (child);

create table chronology_version (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    made {integer} not null
) {strict};
create index chronology_version_child on chronology_version (child);
