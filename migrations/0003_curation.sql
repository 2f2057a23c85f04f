-- A pattern that a person retired is a tombstone: never looked for, and its id is never used again.
ALTER TABLE pattern_switch ADD COLUMN retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1) AND NOT (retired AND enabled));
ALTER TABLE pattern_switch ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- What a pack no longer has is kept, too.
ALTER TABLE pattern ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));

-- What happened to patterns, built-in ones included. Nothing here is ever changed.
CREATE TABLE pattern_event (
  id         INTEGER PRIMARY KEY,
  at         REAL NOT NULL,
  pattern    TEXT NOT NULL,
  event      TEXT NOT NULL CHECK (event IN ('added', 'changed', 'removed', 'enabled', 'disabled', 'retired', 'restored')),
  revision   INTEGER,                   -- of the pattern after it; NULL where its definition is not ours to keep
  detail     TEXT NOT NULL,             -- where it came from, or why
  definition TEXT                       -- JSON, what was replaced or removed
) STRICT;
CREATE INDEX pattern_event_by_pattern ON pattern_event (pattern, id);

-- Patterns that nobody has decided on: drafted from failures, mined from many, or proposed by a model.
CREATE TABLE candidate (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  at         REAL NOT NULL,
  source     TEXT NOT NULL CHECK (source IN ('failure', 'mining', 'model')),
  template   TEXT NOT NULL UNIQUE,      -- the constant text it was made from: proposed once
  definition TEXT NOT NULL,             -- JSON of a pattern
  evidence   TEXT NOT NULL,             -- JSON: what speaks for it
  state      TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'merged')),
  pattern    TEXT,                      -- what it became, or was merged into
  reason     TEXT NOT NULL DEFAULT '',
  decided_at REAL
) STRICT;
CREATE INDEX candidate_by_state ON candidate (state, id);

-- Outputs of commands that succeeded, the newest few hundred: what a new pattern must not match.
CREATE TABLE passing_run (
  id      INTEGER PRIMARY KEY,
  at      REAL NOT NULL,
  program TEXT NOT NULL,
  command TEXT NOT NULL,                -- redacted
  excerpt TEXT NOT NULL UNIQUE          -- redacted
) STRICT;

-- Forms of secrets that were imported: they are taken out of everything that is kept, logged or sent.
CREATE TABLE redaction_rule (
  id          TEXT PRIMARY KEY NOT NULL,
  pack        TEXT NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  definition  TEXT NOT NULL,            -- JSON
  imported_at REAL NOT NULL
) STRICT;

CREATE VIEW pattern_history AS
SELECT id, datetime(at, 'unixepoch') AS at, pattern, event, revision, detail FROM pattern_event;
