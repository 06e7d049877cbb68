import { inEnglish } from '../../src/core/translate.ts';

/** Fills a text's placeholders; the text itself came translated from the host. */
export const fill = inEnglish;
