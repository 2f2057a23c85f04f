-- Recourse keeps what it learned here. Times are seconds since 1970-01-01 UTC.
-- The views at the end are for people who ask with their own tools; they stay when tables change.
PRAGMA application_id = 0x52435253; -- "RCRS"

CREATE TABLE pack (
  id          TEXT PRIMARY KEY NOT NULL,
  version     TEXT NOT NULL,
  licence     TEXT NOT NULL,
  max_risk    TEXT NOT NULL,
  programs    TEXT NOT NULL,            -- JSON array
  origin      TEXT NOT NULL,            -- where it was imported from
  imported_at REAL NOT NULL
) STRICT;

CREATE TABLE pattern (
  id          TEXT PRIMARY KEY NOT NULL,
  pack        TEXT NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  revision    INTEGER NOT NULL,
  status      TEXT NOT NULL,
  title       TEXT NOT NULL,
  scope       TEXT NOT NULL,            -- JSON, what matching needs at once
  definition  TEXT NOT NULL,            -- JSON, all of it
  imported_at REAL NOT NULL
) STRICT;

-- A person's word on one pattern, built-in or imported.
CREATE TABLE pattern_switch (
  pattern    TEXT PRIMARY KEY NOT NULL,
  enabled    INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  changed_at REAL NOT NULL
) STRICT;

CREATE TABLE failure (
  id          INTEGER PRIMARY KEY,
  at          REAL NOT NULL,
  fingerprint TEXT NOT NULL,
  program     TEXT NOT NULL,
  command     TEXT NOT NULL,            -- redacted
  directory   TEXT NOT NULL,
  exit_code   INTEGER NOT NULL,
  pattern     TEXT,                     -- NULL: nothing explained it
  excerpt     TEXT NOT NULL,            -- redacted
  seconds     REAL NOT NULL,
  resolved    INTEGER NOT NULL CHECK (resolved IN (0, 1))
) STRICT;
CREATE INDEX failure_at ON failure (at);
CREATE INDEX failure_pattern ON failure (pattern, at);
CREATE INDEX failure_fingerprint ON failure (fingerprint, at);

CREATE TABLE attempt (
  id          INTEGER PRIMARY KEY,
  failure     INTEGER NOT NULL REFERENCES failure (id) ON DELETE CASCADE,
  pattern     TEXT NOT NULL,
  fix         TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('run', 'rewrite', 'retry', 'advice')),
  commands    TEXT NOT NULL,            -- JSON array, redacted
  risk        TEXT NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('resolved', 'shifted', 'unchanged', 'worse', 'inconclusive')),
  seconds     REAL NOT NULL,
  started_at  REAL NOT NULL,
  model_calls INTEGER NOT NULL,
  leads_to    TEXT                      -- fingerprint of the failure that followed
) STRICT;
CREATE INDEX attempt_failure ON attempt (failure);
CREATE INDEX attempt_fix ON attempt (pattern, fix, started_at);

-- What attempts taught, fading with time; one row for each context a fix was tried in, '' for all together.
CREATE TABLE tally (
  pattern    TEXT NOT NULL,
  fix        TEXT NOT NULL,
  context    TEXT NOT NULL,
  wins       REAL NOT NULL,
  losses     REAL NOT NULL,
  seconds    REAL NOT NULL,
  trials     INTEGER NOT NULL,
  successes  INTEGER NOT NULL,
  updated_at REAL NOT NULL,
  PRIMARY KEY (pattern, fix, context)
) STRICT, WITHOUT ROWID;

CREATE VIEW recovery_by_fix AS
SELECT pattern, fix,
       count(*) FILTER (WHERE outcome <> 'inconclusive') AS trials,
       count(*) FILTER (WHERE outcome = 'resolved') AS resolved,
       count(*) FILTER (WHERE outcome = 'shifted') AS shifted,
       count(*) FILTER (WHERE outcome = 'unchanged') AS unchanged,
       count(*) FILTER (WHERE outcome = 'worse') AS worse,
       avg(seconds) AS mean_seconds,
       max(started_at) AS last_tried
FROM attempt GROUP BY pattern, fix;

CREATE VIEW recovery_by_pattern AS
SELECT pattern,
       count(*) AS failures,
       sum(resolved) AS resolved,
       max(at) AS last_seen
FROM failure WHERE pattern IS NOT NULL GROUP BY pattern;

-- Of each kind the newest: with max(), SQLite takes the other columns from the row that holds the maximum.
CREATE VIEW unknown_failure AS
SELECT fingerprint,
       count(*) AS failures,
       max(at) AS last_seen,
       program,
       command AS example_command,
       excerpt AS example_excerpt
FROM failure WHERE pattern IS NULL GROUP BY fingerprint;
