import type { DotChart } from './dotChart.ts';

/** A table of plain texts. */
export interface ContentTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** The columns that hold figures: the first, and the one behind the last. */
  readonly figures: readonly [number, number];
  readonly rows: readonly (readonly string[])[];
}

/** A piece of an exported report. All texts are plain: whoever writes them as Markdown or HTML escapes them. */
export type Content =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What must not be overlooked. */
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly table: ContentTable }
  /** Where a format has no pictures, its figures are in the tables. */
  | { readonly kind: 'chart'; readonly chart: DotChart }
  /** A text as it is, spaces and lines included. */
  | {
      readonly kind: 'verbatim';
      readonly title: string;
      readonly text: string;
      readonly languageId: string | null;
    };

/** An exported report, whatever its format. */
export interface ReportContent {
  readonly title: string;
  readonly content: readonly Content[];
}
