import { formatDuration } from '../format.ts';
import type { HalfOpenRange, HistoryFilter } from './historyFilter.ts';
import { shortModelName } from '../modelId.ts';
import { runStatusLabel } from '../runStatusText.ts';
import { tierLabel } from '../tier.ts';
import type { Translate } from '../translate.ts';

/** One condition of a filter, in words, and the fields that make it. */
export interface FilterPart {
  readonly fields: readonly (keyof HistoryFilter)[];
  readonly words: string;
}

/** What a filter asks for, condition by condition. */
export function describeFilter(filter: HistoryFilter, t: Translate): readonly FilterPart[] {
  const parts: FilterPart[] = [];
  const add = (words: string | null, ...fields: readonly (keyof HistoryFilter)[]) => {
    if (words !== null && fields.some((field) => filter[field] !== undefined))
      parts.push({ fields, words });
  };
  const { text, tier, model, status, file, instruction, tag, ids, hourOfWeek } = filter;
  add(`“${shorten(text ?? '')}”`, 'text');
  add(tierLabel(tier ?? '', t), 'tier');
  add(t('asked for {tier}', { tier: tierLabel(filter.requestedTier ?? '', t) }), 'requestedTier');
  add(shortModelName(model ?? ''), 'model');
  add(status === undefined ? null : runStatusLabel(status, t), 'status');
  add(filter.simulated ? t('simulated') : t('real'), 'simulated');
  add(betweenInWords(filter.firstDay, filter.lastDay, t), 'firstDay', 'lastDay');
  add(datesInWords(filter, t), 'since', 'until');
  add(fileName(file ?? ''), 'file');
  add(t('tag {tag}', { tag: tag ?? '' }), 'tag');
  add(filter.pinned ? t('pinned') : t('not pinned'), 'pinned');
  add(filter.mismatched ? t('served by another tier') : t('served as asked'), 'mismatched');
  add(t('prompt “{prompt}”', { prompt: shorten(instruction ?? '') }), 'instruction');
  add(t('first token {range}', { range: rangeInWords(filter.ttftMs) }), 'ttftMs');
  add(t('latency {range}', { range: rangeInWords(filter.latencyMs) }), 'latencyMs');
  add(hourInWords(hourOfWeek ?? 0, t), 'hourOfWeek');
  add(filter.everyday ? t('counted in statistics') : null, 'everyday');
  add(filter.withoutComparisons ? t('without comparisons') : null, 'withoutComparisons');
  add(t('of one comparison'), 'comparisonId');
  add(ids?.length === 1 ? t('1 chosen run') : t('{n} chosen runs', { n: ids?.length ?? 0 }), 'ids');
  return parts;
}

/** A filter without some of its conditions. */
export function withoutFields(
  filter: HistoryFilter,
  fields: readonly (keyof HistoryFilter)[],
): HistoryFilter {
  const kept = Object.entries(filter).filter(([name]) => !fields.some((field) => field === name));
  return Object.fromEntries(kept);
}

/** The last part of a document's URI. */
export function fileName(uri: string): string {
  const last = uri.split('/').at(-1) ?? uri;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function datesInWords({ since, until }: HistoryFilter, t: Translate): string | null {
  const from = since === undefined ? undefined : firstMoment(since);
  const to = until === undefined ? undefined : lastMoment(until);
  return betweenInWords(from, to, t);
}

function betweenInWords(
  from: string | undefined,
  to: string | undefined,
  t: Translate,
): string | null {
  if (from !== undefined && from === to) return from;
  if (from !== undefined && to !== undefined) return t('{from} to {to}', { from, to });
  if (from !== undefined) return t('since {from}', { from });
  return to === undefined ? null : t('up to {to}', { to });
}

/** A day where the moment is its midnight, else day and time. */
function firstMoment(iso: string): string {
  const date = new Date(iso);
  return isMidnight(date) ? day(date) : moment(date);
}

/** The end is exclusive: midnight is the end of the day before. */
function lastMoment(iso: string): string {
  const date = new Date(iso);
  if (!isMidnight(date)) return moment(date);
  return day(new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1));
}

function isMidnight(date: Date): boolean {
  return date.getHours() + date.getMinutes() + date.getSeconds() + date.getMilliseconds() === 0;
}

function day(date: Date): string {
  return date.toLocaleDateString('en-CA');
}

function moment(date: Date): string {
  return `${day(date)} ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}

function rangeInWords(range: HalfOpenRange | undefined): string {
  if (range === undefined) return '';
  if (range.to === Infinity) return `≥ ${formatDuration(range.from)}`;
  return `${formatDuration(range.from)} – ${formatDuration(range.to)}`;
}

function hourInWords(hourOfWeek: number, t: Translate): string {
  const days = [t('Sunday'), t('Monday'), t('Tuesday'), t('Wednesday'), t('Thursday'), t('Friday')];
  const weekday = [...days, t('Saturday')][Math.floor(hourOfWeek / 24)] ?? '';
  const hour = hourOfWeek % 24;
  return t('{weekday} {from}:00–{to}:00', { weekday, from: hour, to: hour + 1 });
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
