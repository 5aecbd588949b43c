-- When each key of a sender was used last.
create table key_use (
  sender      varchar(64) not null,
  fingerprint varchar(64) not null,
  last_used   timestamp(3) with time zone not null,
  primary key (sender, fingerprint)
);
