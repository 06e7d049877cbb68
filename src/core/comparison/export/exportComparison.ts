import type { Translate } from '../../translate.ts';
import type { Comparison } from '../comparison.ts';
import { writeCsv } from './csv.ts';
import { writeHtml } from './html.ts';
import { writeJson } from './json.ts';
import { writeMarkdown } from './markdown.ts';
import { reportContent, type ReportOptions } from './reportContent.ts';
import { comparisonWithoutTexts } from '../comparisonWithoutTexts.ts';

/** A format of an export. */
export type ExportFormat = 'markdown' | 'html' | 'csv' | 'json';

/** All formats, in the order in which they are offered. */
export const exportFormats: readonly ExportFormat[] = ['markdown', 'html', 'csv', 'json'];

/** How a comparison is exported. */
export interface ExportOptions extends ReportOptions {
  readonly format: ExportFormat;
  /** Of the texts that `t` gives, BCP 47; English if absent. */
  readonly language?: string;
}

/** The ending of a format's files, without a dot. */
export function exportFileEnding(format: ExportFormat): string {
  return format === 'markdown' ? 'md' : format;
}

/** Writes a comparison in a format, whole: what it says, how it was made, and every run. */
export function exportComparison(
  comparison: Comparison,
  options: ExportOptions,
  t: Translate,
): string {
  const exported = options.withoutTexts ? comparisonWithoutTexts(comparison) : comparison;
  switch (options.format) {
    case 'markdown':
      return writeMarkdown(reportContent(exported, options, t));
    case 'html':
      return writeHtml(reportContent(exported, options, t), options.language ?? 'en');
    case 'csv':
      return writeCsv(exported, t);
    case 'json':
      return writeJson(exported, options, t);
  }
}
