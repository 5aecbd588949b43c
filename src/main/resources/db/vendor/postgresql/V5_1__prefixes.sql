-- Beginnings of file names are found by an index in any locale only with these operators.
drop index submission_name;
create index submission_name on submission (search_name varchar_pattern_ops, reference);
