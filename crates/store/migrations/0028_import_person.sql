-- Whom on the record each proposal of an import may be about: those who read a record find what was brought about it, and what was brought of a record that is
-- restricted since is told of no more. Every row is made from a bundle's body in the ledger and can be made again.

create table import_proposal_person (
    id text not null,
    import text not null,
    number {integer} not null,
    person text not null,
    primary key (id, number, person)
) {strict};
create index import_proposal_person_person on import_proposal_person (person, import, number);
create index import_proposal_person_import on import_proposal_person (import, number);
