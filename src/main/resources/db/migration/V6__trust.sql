-- The chain over everything that happened: each row of the timeline gets a number and a hash that depends on all before.
create table chain (
  seq    bigint primary key,
  source varchar(1) not null,
  id     bigint not null,
  digest varchar(64) not null,
  hash   varchar(64) not null
);
create unique index chain_source on chain (source, id);

-- Its end, one row that is locked by whoever goes on with it; and which node does so for now.
create table chain_head (
  one    integer primary key,
  seq    bigint not null,
  hash   varchar(64) not null,
  owner  varchar(36),
  leased timestamp(3) with time zone
);
insert into chain_head (one, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- What was signed at the end of each day.
create table chain_root (
  signed_day varchar(10) primary key,
  first_seq  bigint not null,
  last_seq   bigint not null
);
