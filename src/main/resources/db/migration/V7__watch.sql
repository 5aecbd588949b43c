-- Alarms; one that is not cleared is active.
create table alarm (
  id      varchar(300) not null,
  since   timestamp(3) with time zone not null,
  text    varchar(2000) not null,
  cleared timestamp(3) with time zone,
  primary key (id, since)
);

-- Written now and then by each process to see whether the ledger can be written.
create table pulse (
  node varchar(128) primary key,
  at   timestamp(3) with time zone not null
);

-- The second witness of the outbox: written with each of its items in the same transaction, never changed. An item or
-- a submission whose row is gone is still known here. References are UUIDv7, so rows of one time lie together.
create table witness (
  reference   varchar(36) not null,
  id          varchar(36) not null,
  kind        varchar(16) not null,
  destination varchar(255) not null,
  primary key (reference, id)
);
insert into witness (reference, id, kind, destination) select reference, id, kind, destination from outbox;

-- What each sender handed in each day (UTC) and what became of it; written again as long as the day's numbers change.
create table balance (
  began       date not null,
  sender      varchar(64) not null,
  received    bigint not null,
  accepted    bigint not null,
  rejected    bigint not null,
  duplicate   bigint not null,
  quarantined bigint not null,
  in_flight   bigint not null,
  primary key (began, sender)
);
