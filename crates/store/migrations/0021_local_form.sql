-- Answers about a child to the council's own forms.

create table form_answer (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    form text not null,
    finished {integer} not null,
    in_error {integer} not null
) {strict};
create index form_answer_child on form_answer (child);
