/*
 * SQLite keeps text as UTF-8, which has no lone surrogates (they would come back as U+FFFD), and its
 * LIKE stops at the first NUL. Such characters, which a selection may well hold, are stored as a mark
 * and four hex digits; the mark itself too. All other text is stored as it is.
 */
const mark = '\ue01a';

// With the flag `u` a pair of surrogates is one character, so that the range holds only lone ones.
const unstorable = /[\0\ue01a\ud800-\udfff]/gu;
const stored = /\ue01a([0-9a-f]{4})/g;

/** The text as SQLite can keep and search it. */
export function encodeText(text: string): string {
  // Nearly every text; much faster than to look for each character.
  if (text.isWellFormed() && !text.includes('\0') && !text.includes(mark)) return text;
  return text.replace(
    unstorable,
    (character) => mark + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

/** The text that was encoded, exactly. */
export function decodeText(text: string): string {
  if (!text.includes(mark)) return text;
  return text.replace(stored, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
