/** The kit of the views, on the browser's side: messages with types, the page's kept state, its words. */

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

const editor = acquireVsCodeApi();

/** The page's end of a view's messages: `In` from the editor, `Out` to it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- they say what a page hears and says
export class Channel<In, Out extends { readonly type: string }> {
  post(message: Out): void {
    editor.postMessage(message);
  }

  /** Hears the editor's messages, and tells it that the page is ready for them. */
  listen(hear: (message: In) => void): void {
    window.addEventListener('message', (event: MessageEvent<In>) => {
      hear(event.data);
    });
    editor.postMessage({ type: 'ready' });
  }
}

/** What was kept of this view, over a reload and a restart too; `undefined` the first time. */
export function keptState(): unknown {
  return editor.getState();
}

export function keepState(state: unknown): void {
  editor.setState(state);
}

/** The page's words in the reader's language, as the editor's side gave them. */
export function readStrings(): Readonly<Record<string, string>> {
  return JSON.parse(document.getElementById('strings')?.textContent ?? '{}') as Readonly<Record<string, string>>;
}

/** Puts arguments where a text says `{0}`, `{1}` … */
export function fill(text: string, ...args: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? whole : String(value);
  });
}

/** A share in [0, 1] as a percentage that no line break parts. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}
