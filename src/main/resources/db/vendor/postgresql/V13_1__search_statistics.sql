-- Which of these go together, so that what never does is not looked for in every row.
create statistics submission_type_outcome (mcv) on report_type, outcome, budget_year from submission;
alter statistics submission_type_outcome set statistics 1000;
create statistics submission_outcome_chapter (mcv) on outcome, chapter from submission;
alter statistics submission_outcome_chapter set statistics 1000;
create statistics submission_outcome_scheme (mcv) on outcome, scheme from submission;
alter statistics submission_outcome_scheme set statistics 1500;
