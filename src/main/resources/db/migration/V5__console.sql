-- What the console and the HTTP API look at and change. References are UUIDv7, so they sort by the time of reception:
-- searches are paged by them.

-- The file name as it is searched: lower case, its first characters.
alter table submission add column search_name varchar(255);
update submission set search_name = lower(substring(file_name from 1 for 255));
create index submission_name on submission (search_name);
create index submission_sha256 on submission (sha256, reference);
create index submission_sender on submission (sender, reference);
create index submission_organisation on submission (organisation, reference);
create index submission_chapter on submission (chapter, post, reference);
create index submission_scheme on submission (scheme, reference);
create index submission_year on submission (budget_year, reference);
create index submission_decided on submission (outcome, reference);

-- The codes that were found in each submission, each once.
create table finding (
  reference varchar(36) not null references submission,
  code      varchar(64) not null,
  primary key (reference, code)
);
create index finding_code on finding (code, reference);

-- Which machine did it.
alter table timeline add column node varchar(64);

-- How many submissions were received and decided in each hour, spread over slots so that threads don't wait for one
-- another; the sum counts.
create table tally (
  began timestamp(3) with time zone not null,
  what varchar(32) not null,
  slot integer not null,
  n    bigint not null,
  primary key (began, what, slot)
);

-- Causes without what is different in each: they group.
alter table outbox add column cause_group varchar(200);
update outbox set cause_group = substring(cause from 1 for 200) where state = 'DOED';

-- Why a submission is in quarantine; the row goes when it leaves.
create table isolation (
  reference   varchar(36) primary key references submission,
  cause       varchar(2000) not null,
  cause_group varchar(200) not null
);

-- How often a submission was released from quarantine to be checked again.
alter table submission add column releases integer default 0 not null;

-- What one person wants to do in quarantine and a second has still to confirm.
create table approval (
  reference varchar(36) not null references submission,
  action    varchar(32) not null,
  who       varchar(255) not null,
  at        timestamp(3) with time zone not null,
  reason    varchar(2000) not null,
  primary key (reference, action)
);

-- Senders that nothing is taken from for now.
create table paused_sender (
  sender varchar(64) primary key,
  since  timestamp(3) with time zone not null,
  who    varchar(255) not null,
  reason varchar(2000) not null
);

-- Who changed what, and why. Rows are only ever added.
create table audit (
  id      bigint generated always as identity primary key,
  at      timestamp(3) with time zone not null,
  who     varchar(255) not null,
  what    varchar(64) not null,
  subject varchar(1024) not null,
  reason  varchar(2000) not null
);
