-- Runs of task lists, what models were asked, and how queued changes are counted once.

-- How far each writing process has come: in the transaction that writes its changes, so that a commit whose
-- end is unknown (the disk failed) is never repeated when it took.
CREATE TABLE writer (
  id     INTEGER PRIMARY KEY,           -- drawn at random when a process opens the file for writing
  number INTEGER NOT NULL,              -- of its last change that is in the file
  at     REAL NOT NULL
) STRICT;

CREATE TABLE run (
  id              TEXT PRIMARY KEY NOT NULL,
  file            TEXT NOT NULL,        -- the task list, absolute
  directory       TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'interrupted')),
  started_at      REAL NOT NULL,
  ended_at        REAL,
  process         INTEGER NOT NULL,
  process_started TEXT NOT NULL,        -- with the process's number, names a process; '': not known
  resumes         TEXT REFERENCES run (id) ON DELETE SET NULL -- the run whose finished steps it skips
) STRICT;
CREATE INDEX run_by_file ON run (file, directory, started_at);
CREATE INDEX run_by_start ON run (started_at);
CREATE INDEX run_by_resumed ON run (resumes);

-- The journal: the newest state of each step. A changed step is another one.
CREATE TABLE run_step (
  run       TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  task      TEXT NOT NULL,              -- as the list names it
  position  INTEGER NOT NULL,           -- within the task, from 0
  content   TEXT NOT NULL,              -- a hash of what the step is
  text      TEXT NOT NULL,              -- redacted
  state     TEXT NOT NULL CHECK (state IN ('started', 'done', 'failed')),
  exit_code INTEGER,
  seconds   REAL NOT NULL,
  at        REAL NOT NULL,              -- when it began
  PRIMARY KEY (run, task, position, content)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_step_duration ON run_step (content, at, seconds) WHERE state = 'done';

-- What a run's time went into.
CREATE TABLE run_phase (
  run     TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  task    TEXT NOT NULL,
  phase   TEXT NOT NULL CHECK (phase IN ('context', 'model', 'recovery', 'commands', 'state')),
  seconds REAL NOT NULL,
  count   INTEGER NOT NULL,
  PRIMARY KEY (run, task, phase)
) STRICT, WITHOUT ROWID;

-- One question each. Those that were answered from model_reply sent no request.
CREATE TABLE model_call (
  id            INTEGER PRIMARY KEY,
  reservation   INTEGER UNIQUE,         -- what it was set aside by; settled once
  run           TEXT NOT NULL,          -- one run of the program; '': none was told
  purpose       TEXT NOT NULL,
  endpoint      TEXT NOT NULL,          -- scheme, host and port
  model         TEXT NOT NULL,
  ending        TEXT NOT NULL CHECK (ending IN ('replied', 'failed', 'cancelled')),
  error         TEXT NOT NULL,          -- the kind; '' where it replied
  input_tokens  INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  micros        INTEGER NOT NULL,       -- millionths of the currency of the configuration
  requests      INTEGER NOT NULL,       -- retries included
  seconds       REAL NOT NULL,
  at            REAL NOT NULL
) STRICT;
CREATE INDEX model_call_by_time ON model_call (at);
CREATE INDEX model_call_by_run ON model_call (run);

-- What calls under way may cost at most; it counts for ten minutes.
CREATE TABLE model_reservation (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  run    TEXT NOT NULL,
  calls  INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  micros INTEGER NOT NULL,
  at     REAL NOT NULL
) STRICT;

-- Replies by a hash of everything that can change them; those used longest ago go first.
CREATE TABLE model_reply (
  key           TEXT PRIMARY KEY NOT NULL,
  purpose       TEXT NOT NULL,
  text          TEXT NOT NULL,
  model         TEXT NOT NULL,
  input_tokens  INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  seconds       REAL NOT NULL,
  size          INTEGER NOT NULL,       -- bytes
  kept_at       REAL NOT NULL,
  used_at       REAL NOT NULL
) STRICT;
CREATE INDEX model_reply_by_use ON model_reply (used_at, size);

-- What is known of a server's health, by all processes.
CREATE TABLE model_circuit (
  endpoint    TEXT PRIMARY KEY NOT NULL,
  failures    INTEGER NOT NULL,         -- in a row
  open_until  REAL NOT NULL,            -- no request before; 0: closed
  probe_until REAL NOT NULL             -- one request, already sent, is waited for; 0: none
) STRICT;

CREATE TABLE plan (
  key     TEXT PRIMARY KEY NOT NULL,    -- a hash of everything that the plan was made from
  project TEXT NOT NULL,                -- a hash of its path
  task    TEXT NOT NULL,                -- redacted
  plan    TEXT NOT NULL,                -- JSON
  at      REAL NOT NULL
) STRICT;
CREATE INDEX plan_by_project ON plan (project, at);

-- What was last seen of a project's files.
CREATE TABLE context_state (
  project  TEXT PRIMARY KEY NOT NULL,   -- a hash of its path
  at       REAL NOT NULL,
  snapshot BLOB NOT NULL
) STRICT;

CREATE VIEW runs AS
SELECT id, datetime(started_at, 'unixepoch') AS started, ended_at - started_at AS seconds, state, file, directory,
       process, resumes,
       (SELECT count(*) FROM run_step WHERE run = run.id AND run_step.state = 'done') AS done,
       (SELECT count(*) FROM run_step WHERE run = run.id AND run_step.state = 'failed') AS failed
FROM run;

CREATE VIEW run_steps AS
SELECT run, task, position, text, state, exit_code, seconds, datetime(at, 'unixepoch') AS began FROM run_step;

CREATE VIEW phases AS
SELECT phase, count(DISTINCT run) AS runs, sum(count) AS times, sum(seconds) AS seconds
FROM run_phase GROUP BY phase;

CREATE VIEW model_calls AS
SELECT id, datetime(at, 'unixepoch') AS at, run, purpose, endpoint, model, ending, error, input_tokens, output_tokens,
       micros, requests, seconds, requests = 0 AND ending = 'replied' AS cached
FROM model_call;
