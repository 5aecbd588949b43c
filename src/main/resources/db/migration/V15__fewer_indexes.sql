-- Each index is written anew with every commit. What these found, others find: submission_sha256 the same content, and
-- submission_decided (outcome, reference) the oldest of an outcome, since references are in the order of time.
drop index submission_content;
drop index submission_outcome;
