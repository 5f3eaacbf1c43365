-- The evidence: who knew, decided, saw and did what, in an order that cannot be changed without showing.

-- The head of each chain. Writers take the ledger's head first, so there is one writer at a time on either engine.
-- `at` is the time of the last entry, in microseconds since 1970; `algorithm` names how `hash` is made, for readers in eighty years.
create table chain (
    name text not null primary key,
    seq {integer} not null,
    at {integer} not null,
    hash {bytes} not null,
    algorithm text not null
) {strict};

-- Every version of every record, whole. `body` is empty only where a disposal explains it.
create table ledger (
    seq {integer} not null primary key,
    known_at {integer} not null,
    actor text not null,
    command text not null,
    form text,
    reason text,
    kind text not null,
    record text not null,
    version {integer} not null,
    body text,
    body_digest {bytes} not null,
    previous {bytes} not null,
    hash {bytes} not null
) {strict};
create unique index ledger_version on ledger (kind, record, version);
create index ledger_known_at on ledger (known_at, seq);

-- The children whose story an entry belongs to.
create table ledger_child (
    child text not null,
    seq {integer} not null references ledger (seq),
    primary key (child, seq)
) {strict};
create index ledger_child_seq on ledger_child (seq, child);

-- A body destroyed under a two-person decision, which is itself an entry.
create table disposal (
    seq {integer} not null primary key references ledger (seq),
    decision {integer} not null references ledger (seq)
) {strict};

-- Who looked at what, or was refused.
create table access (
    seq {integer} not null primary key,
    at {integer} not null,
    actor text not null,
    act text not null,
    purpose text not null,
    child text,
    kind text,
    record text,
    outcome text not null,
    grounds text not null,
    previous {bytes} not null,
    hash {bytes} not null
) {strict};
create index access_child on access (child, seq);
create index access_record on access (record, seq);
create index access_actor on access (actor, seq);

-- sqlite
insert into chain (name, seq, at, hash, algorithm) values
    ('ledger', 0, 0, zeroblob(32), 'sha-256/1'), ('access', 0, 0, zeroblob(32), 'sha-256/1');
create trigger ledger_kept before update of seq, known_at, actor, command, form, reason, kind, record, version, body_digest, previous, hash
    on ledger begin select raise(abort, 'the ledger is never changed'); end;
create trigger ledger_body_kept before update of body on ledger
    when new.body is not null or not exists (select 1 from disposal where disposal.seq = old.seq)
    begin select raise(abort, 'a body is emptied only by a recorded disposal'); end;
create trigger ledger_not_deleted before delete on ledger begin select raise(abort, 'the ledger is never deleted'); end;
create trigger ledger_child_kept before update on ledger_child begin select raise(abort, 'the ledger is never changed'); end;
create trigger ledger_child_not_deleted before delete on ledger_child begin select raise(abort, 'the ledger is never deleted'); end;
create trigger disposal_kept before update on disposal begin select raise(abort, 'a disposal is never changed'); end;
create trigger disposal_not_deleted before delete on disposal begin select raise(abort, 'a disposal is never deleted'); end;
create trigger access_kept before update on access begin select raise(abort, 'the access log is never changed'); end;
create trigger access_not_deleted before delete on access begin select raise(abort, 'the access log is never deleted'); end;
create trigger chain_not_deleted before delete on chain begin select raise(abort, 'a chain is never deleted'); end;
create trigger chain_goes_forward before update on chain when new.seq < old.seq or new.name <> old.name
    begin select raise(abort, 'a chain only goes forward'); end;

-- postgres
insert into chain (name, seq, at, hash, algorithm) values
    ('ledger', 0, 0, decode(repeat('00', 32), 'hex'), 'sha-256/1'), ('access', 0, 0, decode(repeat('00', 32), 'hex'), 'sha-256/1');
create function evidence_is_kept() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'ledger' and tg_op = 'UPDATE' then
        if new.body is null
            and (to_jsonb(new) - 'body') = (to_jsonb(old) - 'body')
            and exists (select 1 from disposal where disposal.seq = old.seq)
        then
            return new;
        end if;
    end if;
    raise exception 'the evidence in % is never changed or deleted', tg_table_name;
end $$;
create function chain_goes_forward() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.seq >= old.seq and new.name = old.name then
        return new;
    end if;
    raise exception 'a chain only goes forward';
end $$;
create trigger ledger_kept before update or delete on ledger for each row execute function evidence_is_kept();
create trigger ledger_not_emptied before truncate on ledger execute function evidence_is_kept();
create trigger ledger_child_kept before update or delete on ledger_child for each row execute function evidence_is_kept();
create trigger ledger_child_not_emptied before truncate on ledger_child execute function evidence_is_kept();
create trigger disposal_kept before update or delete on disposal for each row execute function evidence_is_kept();
create trigger disposal_not_emptied before truncate on disposal execute function evidence_is_kept();
create trigger access_kept before update or delete on access for each row execute function evidence_is_kept();
create trigger access_not_emptied before truncate on access execute function evidence_is_kept();
create trigger chain_kept before update or delete on chain for each row execute function chain_goes_forward();
create trigger chain_not_emptied before truncate on chain execute function chain_goes_forward();
