import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * A webview's page: one script, one style sheet, nothing from elsewhere. `name` is that of its files in
 * dist/media; `about` is what the page keeps from its first moment on, for the case that it is loaded again.
 */
export function panelHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { name, title }: { readonly name: string; readonly title: string },
  about: object | null = null,
): string {
  const media = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'media', file)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${media(`${name}.css`)}">
</head>
<body>
<div id="root"${about === null ? '' : ` data-about="${escapeAttribute(JSON.stringify(about))}"`}></div>
<script type="module" nonce="${nonce}" src="${media(`${name}.js`)}"></script>
</body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
