-- A run that is accepted or that ends changes fewer pages, and each page is written to the log before the disk is waited for.
-- Numbers of runs are given without SQLite's counter, and one index has both who drives a run and when it ended.

DROP VIEW events_shown;
DROP VIEW runs_shown;

-- Up to which number runs were removed: such numbers are not given again.
CREATE TABLE removed (
    run INTEGER NOT NULL
);
INSERT INTO removed SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'runs';

CREATE TABLE runs_2 (
    run           INTEGER PRIMARY KEY,
    pipeline      TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    correlation   TEXT,                        -- NULL if it is the id
    fingerprint   TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    owner         TEXT,                        -- the process that drives it
    token         INTEGER NOT NULL,            -- raised by each claim; events are written under the last one only
    created       INTEGER NOT NULL,
    parked        INTEGER,
    ended         INTEGER,
    wake          INTEGER,                     -- when it wants to be woken, if it is parked on a timer
    waits         TEXT,                        -- what it waits for, if it is parked: JSON
    crashes       INTEGER NOT NULL DEFAULT 0,
    origin        INTEGER NOT NULL DEFAULT 0,  -- the event with which its present history begins
    worked_micros INTEGER NOT NULL DEFAULT 0,
    failure       TEXT,                        -- JSON
    erased        INTEGER NOT NULL DEFAULT 0,
    ready         INTEGER NOT NULL DEFAULT 0,  -- 1: nobody drives it, and somebody should
    crashed       INTEGER NOT NULL DEFAULT 0,  -- 1: its last owner died over it, and nobody has taken it since
    sum           INTEGER NOT NULL             -- of what never changes: pipeline, id, correlation, created
);
INSERT INTO runs_2 SELECT * FROM runs;
DROP TABLE runs;
ALTER TABLE runs_2 RENAME TO runs;

CREATE UNIQUE INDEX runs_by_id ON runs (pipeline, id);
-- Those that somebody drives by owner, and before them, without one, those that ended by when: the newest of these and those that
-- are driven are neighbours.
CREATE INDEX runs_by_end ON runs (owner, ended) WHERE owner IS NOT NULL OR ended IS NOT NULL;
CREATE INDEX runs_ready ON runs (pipeline, run) WHERE ready = 1;
CREATE INDEX runs_waking ON runs (wake) WHERE wake IS NOT NULL;
CREATE INDEX runs_apart ON runs (status, run) WHERE status NOT IN ('running', 'succeeded');

CREATE VIEW runs_shown AS SELECT
    run, pipeline, id, status, owner, crashes,
    strftime('%Y-%m-%d %H:%M:%f', created / 1000000.0, 'unixepoch') AS created,
    strftime('%Y-%m-%d %H:%M:%f', parked / 1000000.0, 'unixepoch') AS parked,
    strftime('%Y-%m-%d %H:%M:%f', wake / 1000000.0, 'unixepoch') AS wake,
    strftime('%Y-%m-%d %H:%M:%f', ended / 1000000.0, 'unixepoch') AS ended,
    worked_micros / 1000.0 AS worked_ms, waits, failure, coalesce(correlation, id) AS correlation, fingerprint
FROM runs;

CREATE VIEW events_shown AS SELECT
    events.run, runs.pipeline, runs.id, seq,
    strftime('%Y-%m-%d %H:%M:%f', time / 1000000.0, 'unixepoch') AS time,
    path, kind, payload, letter
FROM events JOIN runs USING (run);
