/**
 * Hands clicks on links to the extension: the editor's own handler takes a link of a webview for
 * one of the workspace and opens it unasked where that is trusted, but this one is an answer's.
 */
export function askBeforeLinks(root: HTMLElement, open: (href: string) => void): void {
  for (const type of ['click', 'auxclick']) {
    root.addEventListener(type, (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (link === null) return;
      event.preventDefault();
      event.stopPropagation();
      open(link.getAttribute('href') ?? '');
    });
  }
}
