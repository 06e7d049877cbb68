const harmlessTag = /^<\/?(?:br|sub|sup|kbd|b|strong|i|em|u|s|del|mark|small|code)\s*\/?>$/i;

/** HTML of an answer as text that a reader sees, but for a few tags that only style text. */
export function escapeForeignHtml(html: string): string {
  return html.replaceAll(/<[^<>]*>|[<>"]/g, (part) =>
    harmlessTag.test(part) ? part : escapeText(part, false),
  );
}

/** Whether the HTML holds nothing but text and tags that only style it. */
export function isHarmlessHtml(html: string): boolean {
  return [...html.matchAll(/<[^<>]*>?/g)].every(([tag]) => harmlessTag.test(tag));
}

/** Text as HTML that shows it. */
export function escapeText(text: string, ampersands = true): string {
  const safe = ampersands ? text.replaceAll('&', '&amp;') : text;
  return safe.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The address if a link may lead there; `null` for any scheme but http, https and mailto, and for relative ones. */
export function safeAddress(href: string): string | null {
  try {
    const url = new URL(href);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
