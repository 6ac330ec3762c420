-- +goose Up

-- A part of a file that a job made: in their order the parts are the file. A job that is
-- stopped goes on with the next part of the file it had begun.
CREATE TABLE job_file_parts (
    store_id INTEGER NOT NULL,
    job_id   INTEGER NOT NULL,
    file     INTEGER NOT NULL, -- job_files.position
    part     INTEGER NOT NULL, -- from 1
    content  BLOB    NOT NULL,
    PRIMARY KEY (store_id, job_id, file, part),
    FOREIGN KEY (store_id, job_id, file) REFERENCES job_files (store_id, job_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO job_file_parts (store_id, job_id, file, part, content)
SELECT store_id, job_id, position, 1, content
FROM job_files;

ALTER TABLE job_files ADD COLUMN size INTEGER NOT NULL DEFAULT 0; -- bytes
ALTER TABLE job_files ADD COLUMN parts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE job_files ADD COLUMN state TEXT NOT NULL DEFAULT ''; -- what the next part needs to know, JSON; empty: the file is whole

UPDATE job_files SET size = length(content);

ALTER TABLE job_files DROP COLUMN content;
