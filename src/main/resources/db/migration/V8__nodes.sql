-- The processes that work on this ledger. One whose lease has ended is taken for dead, and its work is anybody's. The
-- times are those of the database, whatever the clocks of the nodes say.
create table node (
  id         varchar(36) primary key,
  host       varchar(255) not null,
  pid        bigint not null,
  began      timestamp(3) with time zone not null,
  lease_ends timestamp(3) with time zone not null
);

-- Who has it in hand; null for nobody. It counts only as long as that node lives.
alter table submission add column owner varchar(36);
alter table outbox add column owner varchar(36);

-- What one node at a time does for all.
create table lease (
  name  varchar(64) primary key,
  owner varchar(36)
);

-- Which node raised an alarm.
alter table alarm add column node varchar(36);

-- The version before still writes pulse and chain_head.owner beside this one; a later migration drops them.
