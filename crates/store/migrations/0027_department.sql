-- Whose node was sent to the Department, also where it was taken out; and which records are not to stand there. Every row is made from a record's body in the
-- ledger and can be made again.
alter table feed_request_child add column child text;
alter table person add column off_returns {integer} not null default 0;
