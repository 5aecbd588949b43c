-- The ledger: the truth of what happened to each submission. Runs on H2 (MODE=PostgreSQL) and PostgreSQL.
-- Instants are UTC. Wire codes (outcome, severity, …) are stored as they are written.

create table submission (
  reference       varchar(36) primary key,
  sender          varchar(64) not null,
  channel         varchar(16) not null,
  file_name       varchar(1024) not null,
  received        timestamp(3) with time zone not null,
  sha256          varchar(64) not null,
  size            bigint not null,
  declared_sha256 varchar(600),
  original_path   varchar(200) not null,
  outcome         varchar(32) not null,
  handled         timestamp(3) with time zone,
  report_type     varchar(64),
  schema_version  varchar(16),
  rule_version    varchar(32),
  organisation    varchar(9),
  business_key    varchar(255),
  version         integer default 0 not null,
  trial           boolean default false not null,
  replaces        varchar(64),
  replaced_by     varchar(36),
  original        varchar(36),
  within_deadline boolean
);
create index submission_content on submission (sender, sha256);
create index submission_outcome on submission (outcome, received);
create index submission_business on submission (business_key);

-- What the check said, whole; apart from the row above because it is read one at a time.
create table verdict (
  reference varchar(36) primary key references submission,
  findings  text not null,
  facts     text not null,
  canonical text
);

-- Who holds some bytes: the submission in work, accepted or superseded that a repetition is a duplicate of.
create table content (
  sender varchar(64) not null,
  sha256 varchar(64) not null,
  holder varchar(36),
  primary key (sender, sha256)
);

-- The accepted version of each report that is valid now.
create table current_version (
  business_key varchar(255) primary key,
  reference    varchar(36),
  version      integer default 0 not null
);

-- Message history (EIP): what happened, in order.
create table timeline (
  id        bigint generated always as identity primary key,
  reference varchar(36) not null,
  at        timestamp(3) with time zone not null,
  step      varchar(64) not null,
  detail    varchar(2000)
);
create index timeline_reference on timeline (reference, id);

-- Transactional outbox: everything that goes out, written with the decision that caused it.
create table outbox (
  seq         bigint generated always as identity primary key,
  id          varchar(36) not null unique,
  reference   varchar(36) not null references submission,
  kind        varchar(16) not null,
  destination varchar(255) not null,
  order_key   varchar(255) not null,
  state       varchar(16) not null,
  attempts    integer default 0 not null,
  created     timestamp(3) with time zone not null,
  due         timestamp(3) with time zone not null,
  delivered   timestamp(3) with time zone,
  cause       varchar(2000)
);
create index outbox_waiting on outbox (state, kind, seq);
create index outbox_order on outbox (order_key, state, seq);
create index outbox_reference on outbox (reference);

-- Packages that lie in the archive.
create table archive_package (
  reference varchar(36) primary key references submission,
  path      varchar(200) not null,
  sha256    varchar(64) not null,
  size      bigint not null
);
