/**
 * The kit of the views, on the editor's side: a webview with a strict policy, its page's bundle, its words, and messages with types.
 * A view is a folder here (what the editor does) and one in `client/page/` (what the browser does); `scripts/build.mjs` bundles its page.
 */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a page is made of. */
export interface ViewPage {
  /** The name of its bundle: `dist/page-NAME.js` and `dist/page-NAME.css`. */
  readonly bundle: string;
  /** What it says, in the reader's language; the page gets it as it is. */
  readonly strings: Readonly<Record<string, string>>;
}

/** Every page says once that it listens; what was sent before then waits for it. */
export interface PageReady {
  readonly type: 'ready';
}

/** Options of every view: scripts of our own, files of `dist/` only. */
function viewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
}

/** A new panel where the reader is. What is read there keeps its place, and does not flash, over a look at an editor. */
export function createPanel(extensionUri: vscode.Uri, viewType: string, title: string): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
    ...viewOptions(extensionUri),
    retainContextWhenHidden: true,
    enableFindWidget: true,
  });
}

/**
 * A webview and its page. `In` are the messages to the page, `Out` those from it. A page that was reloaded says again that it is ready:
 * `onReady` is the place to send it everything.
 */
export class ViewPanel<In, Out extends { readonly type: string }> implements vscode.Disposable {
  private readonly messages = new vscode.EventEmitter<Exclude<Out, PageReady>>();
  private readonly readied = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: vscode.Disposable[];
  private isReady = false;

  readonly onMessage = this.messages.event;
  readonly onReady = this.readied.event;

  constructor(
    readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    page: ViewPage,
  ) {
    panel.webview.options = viewOptions(extensionUri);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: Out | PageReady) => {
        if (isReadyMessage(message)) {
          this.isReady = true;
          this.readied.fire(undefined);
        } else this.messages.fire(message as Exclude<Out, PageReady>);
      }),
    ];
    panel.webview.html = pageHtml(panel.webview, extensionUri, page);
  }

  /** Sends a message to a page that is there; one that is not asks for everything when it comes. */
  post(message: In): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    for (const each of [this.messages, this.readied, ...this.subscriptions]) each.dispose();
  }
}

function isReadyMessage(message: { readonly type: string }): message is PageReady {
  return message.type === 'ready';
}

/** The page's frame. Nothing in it comes from an essay: texts arrive as messages, and are set as text. */
function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, { bundle, strings }: ViewPage): string {
  const nonce = randomBytes(18).toString('base64');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  const words = JSON.stringify(strings).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Counterpoint</title>
<link rel="stylesheet" href="${file(`page-${bundle}.css`)}">
<script type="application/json" id="strings" nonce="${nonce}">${words}</script>
</head>
<body>
<div id="view"></div>
<script nonce="${nonce}" src="${file(`page-${bundle}.js`)}"></script>
</body>
</html>`;
}
