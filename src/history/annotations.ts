import type { RunAnnotation } from '../core/history/historyStore.ts';
import type { Run } from '../core/run.ts';
import type { Prepare } from './comparisons.ts';
import { parseObject, type Row } from './storedRun.ts';
import { encodeText } from './storedText.ts';

const selectTags = 'SELECT tag FROM tags WHERE seq = (SELECT seq FROM runs WHERE id = ?)';
const deleteTags = 'DELETE FROM tags WHERE seq = (SELECT seq FROM runs WHERE id = ?)';

const insertTag = `
  INSERT INTO tags (tag, seq) VALUES (?, (SELECT seq FROM runs WHERE id = ?)) ON CONFLICT DO NOTHING`;

/** Makes a stored run's tags findable; `id` as it is stored. */
export function writeTags(prepare: Prepare, id: string, tags: readonly string[]): void {
  const stored = new Set(
    prepare(selectTags)
      .all(id)
      .map(({ tag }) => tag),
  );
  const wanted = new Set(tags.map(encodeText));
  if (stored.size === wanted.size && [...wanted].every((tag) => stored.has(tag))) return;
  prepare(deleteTags).run(id);
  for (const tag of wanted) prepare(insertTag).run(tag, id);
}

/** Changes what the person says of runs and nothing else of them; a run that cannot be read stays as it is. */
export function annotate(prepare: Prepare, ids: readonly string[], change: RunAnnotation): void {
  for (const id of ids.map(encodeText)) {
    const row = prepare('SELECT figures, pinned FROM runs WHERE id = ?').get(id);
    const figures = parseObject(row?.['figures']);
    if (figures === undefined) continue;
    const { title = figures['title'] ?? null, pinned = row?.['pinned'] === 1 } = change;
    const tags = tagsAfter(figures['tags'], change);
    prepare('UPDATE runs SET figures = ?, pinned = ? WHERE id = ?').run(
      JSON.stringify({ ...figures, title, tags }),
      pinned ? 1 : 0,
      id,
    );
    writeTags(prepare, id, tags);
  }
}

/**
 * The run with what a person has noted of it since it was stored; `stored` is its row. Whoever runs it
 * knows nothing of that.
 */
export function withStoredNotes(run: Run, stored: Row): Run {
  const { title, tags } = parseObject(stored['figures']) ?? {};
  return {
    ...run,
    title: typeof title === 'string' ? title : run.title,
    pinned: stored['pinned'] === 1 || run.pinned,
    tags: [...new Set([...textsOf(tags), ...run.tags])],
  };
}

function textsOf(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.map(String) : [];
}

function tagsAfter(stored: unknown, { addTags = [], removeTags = [] }: RunAnnotation): string[] {
  const kept = textsOf(stored).filter((tag) => !removeTags.includes(tag));
  return [...new Set([...kept, ...addTags])];
}
