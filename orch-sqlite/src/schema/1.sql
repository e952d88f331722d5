-- Times are microseconds since 1970-01-01 UTC. What a person wants to read has a view: `runs_shown`, `events_shown`.

-- One row a run. It changes when somebody takes the run, and when the run parks, is handed back or ends; not with its events.
CREATE TABLE runs (
    run           INTEGER PRIMARY KEY AUTOINCREMENT,
    pipeline      TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    correlation   TEXT    NOT NULL,
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
CREATE UNIQUE INDEX runs_by_id ON runs (pipeline, id);
CREATE INDEX runs_driven ON runs (owner) WHERE owner IS NOT NULL;
CREATE INDEX runs_ready ON runs (pipeline, run) WHERE ready = 1;
CREATE INDEX runs_waking ON runs (wake) WHERE wake IS NOT NULL;
CREATE INDEX runs_ended ON runs (ended) WHERE ended IS NOT NULL;
CREATE INDEX runs_apart ON runs (status, run) WHERE status NOT IN ('running', 'succeeded');

-- Appended at its end, whatever runs the events are of: a batch of many runs changes few pages.
CREATE TABLE events (
    run     INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    time    INTEGER NOT NULL,
    path    TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    payload TEXT,                              -- JSON; NULL if it was erased
    letter  INTEGER,                           -- the letter that it took
    sum     INTEGER NOT NULL                   -- of all before it, with the payload that there was
);
CREATE UNIQUE INDEX events_of_run ON events (run, seq);

-- What came from outside: signals and cancellations.
CREATE TABLE letters (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    run     INTEGER NOT NULL,
    kind    TEXT    NOT NULL,                  -- signal, cancel
    name    TEXT,
    key     TEXT,
    payload TEXT,                              -- JSON; NULL if it was erased, or of a cancellation
    sender  TEXT,
    reason  TEXT,
    time    INTEGER NOT NULL,
    taken   INTEGER,                           -- the event that took it; NULL if none has
    sum     INTEGER NOT NULL                   -- of run to time, with the payload that there was
);
CREATE INDEX letters_of_run ON letters (run, taken, number);

-- Who uses the store, and until when others must take them for alive.
CREATE TABLE processes (
    process TEXT    PRIMARY KEY,
    until   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE pauses (
    kind   TEXT    NOT NULL,                   -- agent, pipeline
    name   TEXT    NOT NULL,
    sender TEXT,
    reason TEXT,
    since  INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;

CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIEW runs_shown AS SELECT
    run, pipeline, id, status, owner, crashes,
    strftime('%Y-%m-%d %H:%M:%f', created / 1000000.0, 'unixepoch') AS created,
    strftime('%Y-%m-%d %H:%M:%f', parked / 1000000.0, 'unixepoch') AS parked,
    strftime('%Y-%m-%d %H:%M:%f', wake / 1000000.0, 'unixepoch') AS wake,
    strftime('%Y-%m-%d %H:%M:%f', ended / 1000000.0, 'unixepoch') AS ended,
    worked_micros / 1000.0 AS worked_ms, waits, failure, correlation, fingerprint
FROM runs;

CREATE VIEW events_shown AS SELECT
    events.run, runs.pipeline, runs.id, seq,
    strftime('%Y-%m-%d %H:%M:%f', time / 1000000.0, 'unixepoch') AS time,
    path, kind, payload, letter
FROM events JOIN runs USING (run);
