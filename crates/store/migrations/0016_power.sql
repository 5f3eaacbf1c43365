-- Powers, orders and conditions on adults: what runs for which child, and when it ends.

create table power (
    id text not null primary key,
    version {integer} not null,
    seq {integer} not null,
    child text not null,
    kind text not null,
    adult text,
    together text not null,
    open {integer} not null,
    started {integer} not null,
    ends {integer} not null,
    warn_at {integer} not null,
    warned {integer} not null,
    passed {integer} not null
) {strict};
create index power_child on power (child, open);
create index power_open on power (open, ends);
create index power_together on power (together);
