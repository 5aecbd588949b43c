-- Submissions whose content is deleted; rows stay. One without an end is gone on with.
create table purge (
  reference varchar(36) primary key references submission,
  began timestamp(3) with time zone not null,
  ended timestamp(3) with time zone
);
