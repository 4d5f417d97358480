/** Two files that are dropped onto the tree face each other; of one, the other is asked for. */
import * as vscode from 'vscode';
import type { Node } from './nodes';

const mimeType = 'text/uri-list';

export function dropTwo(): vscode.TreeDragAndDropController<Node> {
  return {
    dropMimeTypes: [mimeType],
    dragMimeTypes: [],
    async handleDrop(_target, data) {
      const list = await data.get(mimeType)?.asString();
      const uris = (list ?? '')
        .split(/\r?\n/)
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => vscode.Uri.parse(line));
      const [first, second] = uris;
      if (first) await vscode.commands.executeCommand('counterpoint.alignTwo', first, second && [first, second]);
    },
  };
}
