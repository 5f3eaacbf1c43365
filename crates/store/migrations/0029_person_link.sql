-- Records that are read as one, and records that look alike and are two people. Every row is made from a record's body in the ledger and can be made again.

create table person_link (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    joined text not null,
    joined_to text not null,
    stage text not null,
    waits {integer} not null,
    said_with text
) {strict};
create index person_link_joined on person_link (joined);
create index person_link_joined_to on person_link (joined_to);
create index person_link_with on person_link (said_with);
create index person_link_waits on person_link (waits, seq);

-- Who is read under which record: the one that joined, and the one that stands.
create table read_as_one (
    id text not null,
    person text not null,
    stands text not null,
    primary key (id, person)
) {strict};
create index read_as_one_person on read_as_one (person, stands);
create index read_as_one_stands on read_as_one (stands, person);

create table different_people (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    one text not null,
    other text not null,
    holds {integer} not null
) {strict};
create index different_people_one on different_people (one, other);
create index different_people_other on different_people (other);
