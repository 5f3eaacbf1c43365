-- Day and night: cards, night notes, and what the night left.

create table night_card (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    waiting {integer} not null,
    stands {integer} not null,
    ended {integer} not null,
    until {integer}
) {strict};
create index night_card_child on night_card (child, ended);
create index night_card_stands on night_card (ended, stands, until);
create index night_card_waiting on night_card (ended, waiting);

create table night_note (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    contact text,
    at {integer} not null
) {strict};
create index night_note_contact on night_note (contact, at);

create table night_item (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    what text not null,
    about text not null,
    shows_from {integer} not null,
    due {integer} not null,
    waits {integer} not null,
    gone {integer} not null,
    accepted_at {integer}
) {strict};
create index night_item_waits on night_item (waits, due);
create index night_item_accepted on night_item (accepted_at);
create index night_item_about on night_item (about, waits);

-- People with something that endangers staff: the downtime pack shows them all.
create table person_warning (id text not null primary key) {strict};
insert into person_warning (id)
    select person.id from person join ledger on ledger.seq = person.seq where ledger.body like '%"for_staff":true%';
