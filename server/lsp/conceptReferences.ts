import type { CancellationToken, Location } from 'vscode-languageserver';
import type { LoadedCorpus } from '../corpus/loadCorpus';
import { uriIn } from '../corpus/loadCorpus';
import type { Concept } from '../corpus/lexicon';
import type { Essay } from '../text/essay';
import { LineIndex } from '../text/lines';
import { breather } from './breather';
import { sideOf, otherSide } from './claims';
import { declaredConcepts, mentionsIn } from './concepts';
import { lexiconsOf } from './lexicons';
import { rangeOf } from './positions';
import type { PlacedComparison, Workspace } from './workspace';

/** Where a concept is named: in this essay first, then in those that face it. */
export function mentionsOnBothSides(
  comparisons: readonly PlacedComparison[],
  essay: Essay,
  uri: string,
  concepts: readonly Concept[],
  id: string,
): Location[] {
  const essays = new Map([[uri, essay]]);
  for (const placed of comparisons) {
    const to = otherSide(sideOf(placed, uri));
    essays.set(placed.placed.uris[to], placed.comparison[to]);
  }
  return [...essays].flatMap(([each, text]) => locate(each, text, concepts, id));
}

/** The concept that a lexicon declares at an offset: its id, or anywhere in its entry. */
export function declaredConceptAt(lexicon: string, offset: number): string | undefined {
  return declaredConcepts(lexicon).find(({ whole }) => whole.start <= offset && offset <= whole.end)?.id;
}

/** Every mention of a concept in the essays and context documents of a corpus, in the order of its themes. */
export async function mentionsInCorpus(
  loaded: LoadedCorpus,
  id: string,
  token: CancellationToken,
): Promise<Location[]> {
  const { themes, context, concepts } = loaded.corpus;
  const paths = [...themes.flatMap((theme) => theme.essays), ...context].map(({ path }) => path);
  const locations: Location[] = [];
  const breathe = breather();
  for (const path of new Set(paths)) {
    const essay = loaded.essays.get(path);
    if (token.isCancellationRequested) break;
    if (essay !== undefined) locations.push(...locate(uriIn(loaded.root, path), essay, concepts, id));
    await breathe();
  }
  return locations;
}

/** Where the lexicons of a corpus declare a concept. */
export async function declarationsOf(workspace: Workspace, loaded: LoadedCorpus, id: string): Promise<Location[]> {
  return (await lexiconsOf(workspace, loaded)).flatMap(({ uri, text }) => {
    const lines = new LineIndex(text);
    return declaredConcepts(text)
      .filter((declared) => declared.id === id)
      .map(({ name }) => ({ uri, range: { start: lines.positionAt(name.start), end: lines.positionAt(name.end) } }));
  });
}

function locate(uri: string, essay: Essay, concepts: readonly Concept[], id: string): Location[] {
  return mentionsIn(essay, concepts)
    .filter((mention) => mention.id === id)
    .map((mention) => ({ uri, range: rangeOf(essay, mention) }));
}
