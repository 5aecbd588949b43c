-- That a sender was told that a key ends, so many days before that end; tried and not sent as long as it could not be told.
create table key_notice (
  sender      varchar(64) not null,
  fingerprint varchar(64) not null,
  ends        timestamp(3) with time zone not null,
  days        integer not null,
  attempts    integer not null,
  tried       timestamp(3) with time zone not null,
  sent        timestamp(3) with time zone,
  primary key (sender, fingerprint, ends, days)
);
