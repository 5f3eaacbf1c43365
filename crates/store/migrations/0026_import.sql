-- Files that a council moved in with, their pieces, and the proposals made from them. Every row is made from a record's body in the ledger and can be made
-- again.

create table import (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    source text not null,
    digest text not null,
    at {integer} not null,
    stage text not null
) {strict};
create index import_digest on import (source, digest);
create index import_at on import (at);

create table import_piece (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    import text not null,
    file {integer} not null,
    place {integer} not null
) {strict};
create index import_piece_place on import_piece (import, file, place);

create table import_bundle (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    import text not null,
    place {integer} not null
) {strict};
create index import_bundle_place on import_bundle (import, place);
create table import_proposal (
    id text not null,
    import text not null,
    number {integer} not null,
    kind text not null,
    state text not null,
    primary key (id, number)
) {strict};
create index import_proposal_number on import_proposal (import, number);
create index import_proposal_state on import_proposal (import, state, kind, number);
