/** What the host says that a new page is about; nothing of one that was brought back: its saved state says it. */
export function aboutPage(root: HTMLElement): object {
  const { about } = root.dataset;
  const value: unknown = about === undefined ? {} : JSON.parse(about);
  return typeof value === 'object' && value !== null ? value : {};
}
