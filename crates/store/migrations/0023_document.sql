-- Documents that are prepared and given to somebody, and the children each is about.

create table issued_document (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    stage text not null,
    author text not null,
    prepared {integer} not null,
    given {integer}
) {strict};
create index issued_document_stage on issued_document (stage, author, prepared);
create table issued_document_child (id text not null, place {integer} not null, child text not null, primary key (id, place)) {strict};
create index issued_document_child_child on issued_document_child (child, id);
