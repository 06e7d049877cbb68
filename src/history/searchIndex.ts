/**
 * Full text by words, of what the person and the model wrote. It keeps no copy of the texts; filling it
 * takes long now and then (FTS5 merges its parts), so that a save only notes what is to be indexed.
 */
export const searchSchema = `
  CREATE VIRTUAL TABLE search USING fts5(
    instruction, selection, response,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
  CREATE TABLE unindexed (seq INTEGER PRIMARY KEY) STRICT;
  INSERT INTO unindexed SELECT seq FROM runs WHERE status <> 'running';
  CREATE TRIGGER runs_ended AFTER INSERT ON runs WHEN NEW.status <> 'running' BEGIN
    INSERT INTO unindexed VALUES (NEW.seq) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER runs_ended_now AFTER UPDATE OF status ON runs WHEN NEW.status <> 'running' BEGIN
    INSERT INTO unindexed VALUES (NEW.seq) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER texts_deleted AFTER DELETE ON texts BEGIN
    DELETE FROM unindexed WHERE seq = OLD.seq;
    DELETE FROM search WHERE rowid = OLD.seq;
  END;
`;

/** The statement that notes the ended runs of a range of numbers, both ends included, for indexing. */
export const noteRange = `
  INSERT INTO unindexed SELECT seq FROM runs
  WHERE seq BETWEEN ? AND ? AND status <> 'running' ON CONFLICT DO NOTHING`;
