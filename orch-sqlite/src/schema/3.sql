-- A change that begins right behind an event goes with it, in one row and one entry of the index: a chain of changes writes the end
-- of one and the start of the next together, and of the start there is nothing to tell but where and when.

ALTER TABLE events ADD COLUMN starts TEXT;     -- the path of a change whose first attempt began next: the event `seq`; this one is `seq` - 1
ALTER TABLE events ADD COLUMN later INTEGER;   -- how much later, in microseconds

DROP VIEW events_shown;

CREATE VIEW events_shown AS SELECT
    events.run, runs.pipeline, runs.id, iif(is_start OR starts IS NULL, seq, seq - 1) AS seq,
    strftime('%Y-%m-%d %H:%M:%f', iif(is_start, time + later, time) / 1000000.0, 'unixepoch') AS time,
    iif(is_start, starts, path) AS path,
    iif(is_start, 'started', kind) AS kind,
    iif(is_start AND payload IS NOT NULL, '1', payload) AS payload,
    iif(is_start, NULL, letter) AS letter
-- Once for each row, and once more for a start that goes with it. In this order, so that one run's are found by the index.
FROM runs CROSS JOIN events USING (run) CROSS JOIN (SELECT 0 AS is_start UNION ALL SELECT 1)
WHERE NOT is_start OR starts IS NOT NULL;
