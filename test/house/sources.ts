import { createRequire } from 'node:module';
import type typescript from 'typescript';
import { readText, sourceNamesIn } from './files';

/** The compiler. By `require` it loads in half the time: an `import` would scan its nine megabytes for names first. */
export const ts = createRequire(import.meta.url)('typescript') as typeof typescript;

/** The source files under a folder that have a word in them, parsed and not checked. */
export function sourcesWith(word: string, folder: string): readonly typescript.SourceFile[] {
  return sourceNamesIn(folder).flatMap((name) => {
    const text = readText(name);
    return text.includes(word) ? [ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)] : [];
  });
}

/** Every node of a kind, in the order of the text. */
export function nodesIn<N extends typescript.Node>(
  node: typescript.Node,
  isWanted: (node: typescript.Node) => node is N,
): readonly N[] {
  const found: N[] = [];
  const visit = (each: typescript.Node): void => {
    if (isWanted(each)) found.push(each);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** The calls of a function by the name that the source gives it, such as `msg` or `vscode.l10n.t`. */
export function callsOf(sources: readonly typescript.SourceFile[], name: string): readonly typescript.CallExpression[] {
  return sources.flatMap((source) =>
    nodesIn(source, ts.isCallExpression).filter(({ expression }) => expression.getText(source) === name),
  );
}

/** Where a node stands, as `file:line`. */
export function placeOf(node: typescript.Node): string {
  const source = node.getSourceFile();
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
