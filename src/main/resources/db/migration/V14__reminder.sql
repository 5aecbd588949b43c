-- That a sender was told of a day, so many days before it or, negative, after it: that a key ends, or a report is due. Tried
-- and not sent as long as it could not be told. A day that is moved is another day.
create table reminder (
  sender   varchar(64) not null,
  subject  varchar(512) not null,
  ends     timestamp(3) with time zone not null,
  days     integer not null,
  attempts integer not null,
  tried    timestamp(3) with time zone not null,
  sent     timestamp(3) with time zone,
  primary key (sender, subject, ends, days)
);

-- Holds those of keys from now on too; key_notice is there for nodes of an older version alone.
insert into reminder (sender, subject, ends, days, attempts, tried, sent)
  select sender, fingerprint, ends, days, attempts, tried, sent from key_notice;
