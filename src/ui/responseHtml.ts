import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The panel's page: one script, one style sheet, nothing from elsewhere. */
export function responseHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const media = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'media', name)).toString();
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
<title>${vscode.l10n.t('Bedrock Response')}</title>
<link rel="stylesheet" href="${media('response.css')}">
</head>
<body>
<div id="root"></div>
<script type="module" nonce="${nonce}" src="${media('response.js')}"></script>
</body>
</html>`;
}
