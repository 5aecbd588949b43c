-- What the console searches for together, in the order in which it is shown. Found by EXPLAIN with a million submissions:
-- without these a type that never has an outcome, or a post that is rare, is looked for in every row.
create index submission_type on submission (report_type, outcome, reference);
create index submission_post on submission (post, reference);
-- Every accepted report of a type and year, by reference: who owes what, and the overview, read them all.
create index submission_type_year on submission (report_type, budget_year, reference);
