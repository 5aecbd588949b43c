-- Files that were taken from partners' servers and are not yet known to be gone there, as the server tells of them.
create table fetched (
  partner   varchar(64) not null,
  name      varchar(255) not null,
  size      bigint not null,
  modified  bigint not null,
  reference varchar(36) not null,
  primary key (partner, name, size, modified)
);
