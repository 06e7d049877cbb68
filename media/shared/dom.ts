/** Creates an element with a class and, where given, its text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text?: string,
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  if (className !== '') created.className = className;
  if (text !== undefined) created.textContent = text;
  return created;
}

/** Creates a button that shows an icon; its name is both announced and shown as a tooltip. */
export function iconButton(icon: string, name: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', 'icon-button');
  button.type = 'button';
  button.title = name;
  button.setAttribute('aria-label', name);
  const glyph = element('span', `codicon codicon-${icon}`);
  glyph.setAttribute('aria-hidden', 'true');
  button.append(glyph);
  button.addEventListener('click', onClick);
  return button;
}

/** Shows and says for a moment that a button's work is done. */
export function confirmOnButton(button: HTMLElement, text: string): void {
  const glyph = button.querySelector('.codicon');
  const before = { name: button.title, icon: glyph?.className ?? '' };
  if (before.name === text) return;
  const set = (name: string, icon: string): void => {
    button.title = name;
    button.setAttribute('aria-label', name);
    if (glyph) glyph.className = icon;
  };
  set(text, 'codicon codicon-check');
  setTimeout(() => set(before.name, before.icon), 1500);
}
