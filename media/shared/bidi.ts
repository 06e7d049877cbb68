/** Characters that reorder the text around them: code can look like what it is not. */
const controls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** Whether the text holds a character that changes the direction of reading. */
export function hasBidiControls(text: string): boolean {
  return controls.test(text);
}

/** Cuts the text at its direction controls; every second part is the name of one, like `U+202E`. */
export function splitAtBidiControls(text: string): readonly string[] {
  return text
    .split(new RegExp(`(${controls.source})`))
    .map((part, index) => (index % 2 === 1 ? nameOf(part) : part));
}

/** Replaces every direction control below `element` by its name, marked. */
export function showBidiControls(element: Element): void {
  if (!hasBidiControls(element.textContent)) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts) text.replaceWith(...nodesOf(text.data));
}

function nodesOf(text: string): (Node | string)[] {
  return splitAtBidiControls(text).map((part, index) => {
    if (index % 2 === 0) return part;
    const mark = document.createElement('span');
    mark.className = 'bidi-control';
    mark.textContent = part;
    return mark;
  });
}

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
