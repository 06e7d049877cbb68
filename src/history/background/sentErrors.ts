import { transferHandlers } from 'comlink';
import { HistoryError, type HistoryErrorReason, isHistoryErrorReason } from '../historyError.ts';

/**
 * Makes errors come over to the other side as what they are there, on which this is called as well: comlink
 * sends name, message and stack, and by the reason of the history's own a person is told what to do.
 */
export function sendReasons(): void {
  const plain = transferHandlers.get('throw');
  if (plain === undefined) return;
  transferHandlers.set('throw', {
    canHandle: (value): value is unknown => plain.canHandle(value),
    serialize: (thrown) => {
      const [sent, moved] = plain.serialize(thrown);
      return [{ ...asObject(sent), reason: reasonOf(asObject(thrown)['value']) }, moved];
    },
    deserialize: (sent) => {
      try {
        return plain.deserialize(sent);
      } catch (error) {
        throw withReason(error, asObject(sent)['reason']);
      }
    },
  });
}

/** Why the history refused; `null` for any other error. */
export function reasonOf(error: unknown): HistoryErrorReason | null {
  return error instanceof HistoryError ? error.reason : null;
}

/** An error that came over, with the reason that came beside it. */
export function withReason(error: unknown, reason: unknown): unknown {
  if (!(error instanceof Error) || !isHistoryErrorReason(reason)) return error;
  return new HistoryError(reason, error.message, { cause: error });
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
