-- What reports are about, so that later ones can be held against them and people can find them.
alter table submission add column budget_year integer;
alter table submission add column chapter varchar(64);
alter table submission add column post varchar(64);
alter table submission add column scheme varchar(255);
alter table submission add column own_reference varchar(64);
-- The accepted report that this one takes back.
alter table submission add column withdraws varchar(36);
create index submission_report on submission (report_type, budget_year, organisation, own_reference);

-- What the accepted plans mean to use on each chapter and post, in whole kroner.
create table planned_post (
  reference   varchar(36) not null references submission,
  budget_year integer not null,
  chapter     varchar(64) not null,
  post        varchar(64) not null,
  amount      bigint not null,
  primary key (reference, chapter, post)
);
create index planned_post_post on planned_post (budget_year, chapter, post);

-- How a report compares with the plans that counted when it was accepted, whole.
alter table verdict add column plan text;
