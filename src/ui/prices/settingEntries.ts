import type * as z from 'zod';
import type { Translate } from '../../core/translate.ts';

/** What a setting that is a list gives: the entries that hold, and why the others do not. */
export interface ReadEntries<T> {
  readonly accepted: readonly T[];
  readonly refused: readonly { readonly entry: unknown; readonly reason: string }[];
}

/** Reads a list entry by entry, so that a wrong one does not take the others with it. `read` throws with the reason for what the schema cannot say. */
export function readEntries<S extends z.ZodType, T>(
  value: unknown,
  schema: S,
  t: Translate,
  read: (entry: z.output<S>, earlier: readonly T[]) => T,
): ReadEntries<T> {
  if (value === undefined || value === null) return { accepted: [], refused: [] };
  if (!Array.isArray(value)) {
    return { accepted: [], refused: [{ entry: value, reason: t('The setting is not a list') }] };
  }
  const accepted: T[] = [];
  const refused: { entry: unknown; reason: string }[] = [];
  for (const entry of value) {
    const parsed = schema.safeParse(entry);
    try {
      if (parsed.success) accepted.push(read(parsed.data, accepted));
      else refused.push({ entry, reason: parsed.error.issues.map(describeIssue).join('; ') });
    } catch (error) {
      refused.push({ entry, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { accepted, refused };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
