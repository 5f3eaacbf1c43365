-- From when on two records are read as one: whoever opened one of them with a reason before that did not open the other. Made again from the ledger.

alter table read_as_one add column since {integer} not null default 0;
