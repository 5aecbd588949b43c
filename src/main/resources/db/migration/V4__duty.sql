-- Which day counted as the deadline when a report was decided.
alter table submission add column deadline date;
