-- Patterns get a number that stays, for indexes kept beside this file, and the generation of the set
-- in which they last changed: an index names the generation it knows, and what is younger is looked
-- for without it.
CREATE TABLE pattern_generation (
  generation INTEGER PRIMARY KEY AUTOINCREMENT,
  token      BLOB NOT NULL DEFAULT (randomblob(16))   -- tells generations of copied files apart
) STRICT;
INSERT INTO pattern_generation DEFAULT VALUES;

CREATE TABLE numbered_pattern (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  pack        TEXT NOT NULL REFERENCES pack (id) ON DELETE CASCADE,
  revision    INTEGER NOT NULL,
  status      TEXT NOT NULL,
  title       TEXT NOT NULL,
  scope       TEXT NOT NULL,            -- JSON, what matching needs at once
  definition  TEXT NOT NULL,            -- JSON, all of it
  imported_at REAL NOT NULL,
  generation  INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO numbered_pattern (id, pack, revision, status, title, scope, definition, imported_at, generation)
SELECT id, pack, revision, status, title, scope, definition, imported_at, 1 FROM pattern ORDER BY id;
DROP TABLE pattern;
ALTER TABLE numbered_pattern RENAME TO pattern;
CREATE INDEX pattern_pack ON pattern (pack);
CREATE INDEX pattern_by_generation ON pattern (generation) WHERE status <> 'deprecated';

-- Whoever changes a pattern with other tools begins a generation, too.
CREATE TRIGGER pattern_added AFTER INSERT ON pattern WHEN NEW.generation = 0
BEGIN
  INSERT INTO pattern_generation (generation) VALUES (NULL);
  UPDATE pattern SET generation = (SELECT max(generation) FROM pattern_generation) WHERE number = NEW.number;
END;
CREATE TRIGGER pattern_changed AFTER UPDATE OF id, pack, status, scope, definition ON pattern
WHEN NEW.generation = OLD.generation
BEGIN
  INSERT INTO pattern_generation (generation) VALUES (NULL);
  UPDATE pattern SET generation = (SELECT max(generation) FROM pattern_generation) WHERE number = NEW.number;
END;

-- How many patterns are looked for: counting a hundred thousand takes longer than matching them.
CREATE TABLE pattern_count (live INTEGER NOT NULL) STRICT;
INSERT INTO pattern_count SELECT count(*) FROM pattern WHERE status <> 'deprecated';
CREATE TRIGGER pattern_counted AFTER INSERT ON pattern WHEN NEW.status <> 'deprecated'
BEGIN UPDATE pattern_count SET live = live + 1; END;
CREATE TRIGGER pattern_discounted AFTER DELETE ON pattern WHEN OLD.status <> 'deprecated'
BEGIN UPDATE pattern_count SET live = live - 1; END;
CREATE TRIGGER pattern_recounted AFTER UPDATE OF status ON pattern
BEGIN
  UPDATE pattern_count SET live = live - (OLD.status <> 'deprecated') + (NEW.status <> 'deprecated');
END;
