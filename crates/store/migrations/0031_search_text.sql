-- The words of records, for searching. A passage is one text of a record; its words stand here folded and stemmed, in order, and the text itself stands
-- once, in the ledger. Rows are made from the record as it is saved, and can be made again. `line` is the engine's own number of a row, and means nothing.

create table passage (
-- sqlite
    line integer primary key,
-- postgres
    line bigint generated always as identity primary key,
-- both
    id text not null,
    kind text not null,
    place {integer} not null,
    said_at {integer} not null,
    tokens text not null
) {strict};
create index passage_of on passage (id, kind);

-- The children a record with passages is about: one that is restricted closes it.
create table passage_child (
    id text not null,
    kind text not null,
    child text not null
) {strict};
create index passage_child_of on passage_child (id, kind);

-- sqlite
create virtual table passage_words using fts5(tokens, content='passage', content_rowid='line', detail='none', columnsize=0, tokenize='ascii');
create trigger passage_told after insert on passage
    begin insert into passage_words (rowid, tokens) values (new.line, new.tokens); end;
create trigger passage_forgotten after delete on passage
    begin insert into passage_words (passage_words, rowid, tokens) values ('delete', old.line, old.tokens); end;
create trigger passage_kept before update on passage begin select raise(abort, 'a passage is made again and never changed'); end;
-- The words of a body that is destroyed go with it, and out of the index too, where what is taken away is at first only marked.
create trigger disposal_forgets after insert on disposal begin
    delete from passage where exists (select 1 from ledger entry where entry.seq = new.seq and entry.record = passage.id and entry.kind = passage.kind
        and not exists (select 1 from ledger later where later.kind = entry.kind and later.record = entry.record and later.version > entry.version));
    insert into passage_words (passage_words) values ('optimize');
end;

-- postgres
create index passage_words_index on passage using gin (array_to_tsvector(string_to_array(tokens, ' ')));
create function passage_words(text) returns table (rowid bigint) language sql stable as $$
    select line from passage where array_to_tsvector(string_to_array(tokens, ' ')) @@ cast($1 as tsquery)
$$;
create function disposal_forgets() returns trigger language plpgsql as $$
begin
    delete from passage where exists (select 1 from ledger entry where entry.seq = new.seq and entry.record = passage.id and entry.kind = passage.kind
        and not exists (select 1 from ledger later where later.kind = entry.kind and later.record = entry.record and later.version > entry.version));
    return new;
end $$;
create trigger disposal_forgets after insert on disposal for each row execute function disposal_forgets();
