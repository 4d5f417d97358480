import { type CancellationToken, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { type LoadedCorpus, uriIn } from '../corpus/loadCorpus';
import type { Translate } from '../report/translate';
import type { Span } from '../text/essay';
import { LineIndex } from '../text/lines';
import { msg } from '../text/message';
import { breather } from './breather';
import { declaredConcepts } from './concepts';
import { lexiconsOf } from './lexicons';
import { oneLine } from './passages';
import { rangeOf } from './positions';
import type { PlacedComparison, Workspace } from './workspace';

/** More than so many are no answer to a query. */
const most = 256;

/** How long one query may align pairs that nobody has opened yet; the next query goes on from there. */
const patience = 300;

/**
 * The symbols of all corpora that match a query: headings, topics of links, concepts, silences. Every word of the query must occur in the
 * name or in what holds it (the essay, the theme), in any case; names that begin with the query come first.
 */
export async function workspaceSymbols(
  workspace: Workspace,
  query: string,
  token: CancellationToken,
  t: Translate,
): Promise<WorkspaceSymbol[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Map<string, WorkspaceSymbol>();
  const add = (name: string, container: string, kind: SymbolKind, uri: string, range: () => WorkspaceRange): void => {
    const text = `${name}\n${container}`.toLowerCase();
    if (name === '' || found.size >= most || !words.every((word) => text.includes(word))) return;
    // The same topic at several places of a theme is one symbol, at the first of them.
    const key = `${kind} ${name} ${container}`;
    if (!found.has(key)) found.set(key, { name, containerName: container, kind, location: { uri, range: range() } });
  };
  const breathe = breather();
  const isOver = (): boolean => token.isCancellationRequested || found.size >= most;

  const corpora = await workspace.corpora();
  for (const loaded of corpora) {
    for (const { uri, text } of await lexiconsOf(workspace, loaded)) {
      const lines = new LineIndex(text);
      for (const { id, name } of declaredConcepts(text))
        add(id, t(msg('concept')), SymbolKind.Constant, uri, () => ({
          start: lines.positionAt(name.start),
          end: lines.positionAt(name.end),
        }));
    }
    for (const [path, title] of essaysOf(loaded)) {
      const essay = loaded.essays.get(path);
      if (essay === undefined) continue;
      for (const heading of essay.headings)
        add(oneLine(heading.text, 100), title, SymbolKind.String, uriIn(loaded.root, path), () =>
          rangeOf(essay, heading),
        );
      await breathe();
      if (isOver()) return ranked(found, query);
    }
  }
  const start = performance.now();
  for (const loaded of corpora) {
    for (const placed of workspace.pairsIn(loaded)) {
      const compared =
        workspace.fresh(placed) ?? (performance.now() - start < patience ? await workspace.compare(placed) : undefined);
      if (compared !== undefined) addComparison(compared, add, t);
      await breathe();
      if (isOver()) return ranked(found, query);
    }
  }
  return ranked(found, query);
}

type WorkspaceRange = ReturnType<typeof rangeOf>;
type Add = (name: string, container: string, kind: SymbolKind, uri: string, range: () => WorkspaceRange) => void;

function addComparison({ placed, comparison }: PlacedComparison, add: Add, t: Translate): void {
  const theme = placed.pair.theme.title;
  const at = (side: 'left' | 'right', span: Span | undefined) => (): WorkspaceRange =>
    rangeOf(comparison[side], span ?? { start: 0, end: 0 });
  for (const { topic, left } of comparison.links) {
    if (topic !== null) add(oneLine(topic, 100), theme, SymbolKind.Event, placed.uris.left, at('left', left[0]));
  }
  for (const side of ['left', 'right'] as const) {
    for (const { topic, spans } of comparison.silences[side])
      add(oneLine(topic, 100), t(msg('silence · {0}', theme)), SymbolKind.Null, placed.uris[side], at(side, spans[0]));
  }
}

/** The documents of a corpus by path, each with its title. */
function essaysOf({ corpus }: LoadedCorpus): ReadonlyMap<string, string> {
  return new Map(
    [...corpus.themes.flatMap((theme) => theme.essays), ...corpus.context].map(({ path, title }) => [path, title]),
  );
}

function ranked(found: ReadonlyMap<string, WorkspaceSymbol>, query: string): WorkspaceSymbol[] {
  const begins = ({ name }: WorkspaceSymbol): boolean => name.toLowerCase().startsWith(query.trim().toLowerCase());
  const all = [...found.values()];
  return [...all.filter(begins), ...all.filter((symbol) => !begins(symbol))];
}
