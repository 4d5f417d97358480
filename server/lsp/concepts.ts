import { profileEssay } from '../alignment/profile';
import type { Concept } from '../corpus/lexicon';
import { lexiconSchema } from '../corpus/schema';
import { readYaml } from '../corpus/yamlFile';
import type { Essay, Span } from '../text/essay';

/** A lexicon concept named in an essay. */
export interface Mention extends Span {
  readonly id: string;
}

const known = new WeakMap<Essay, { readonly concepts: readonly Concept[]; readonly mentions: readonly Mention[] }>();

/** Every mention of the lexicon's concepts in an essay, in reading order; made once for an essay and a lexicon. */
export function mentionsIn(essay: Essay, concepts: readonly Concept[]): readonly Mention[] {
  if (concepts.length === 0) return [];
  const before = known.get(essay);
  if (before?.concepts === concepts) return before.mentions;
  const mentions = profileEssay(essay, concepts).flatMap((profile) =>
    profile.concepts.map(({ id, start, end }) => ({ id, start, end })),
  );
  known.set(essay, { concepts, mentions });
  return mentions;
}

/** The concept whose name stands at an offset. */
export function conceptAt(essay: Essay, concepts: readonly Concept[], offset: number): string | undefined {
  return mentionsIn(essay, concepts).find((mention) => mention.start <= offset && offset <= mention.end)?.id;
}

/** A concept as a lexicon declares it: where its id stands, and all of it with its forms. */
export interface DeclaredConcept {
  readonly id: string;
  readonly name: Span;
  readonly whole: Span;
}

/** The last lexicons that were read, by their text: a query for symbols asks for them at every keystroke. */
const read = new Map<string, readonly DeclaredConcept[]>();
const mostRead = 8;

/** The concepts that a lexicon's text declares, each with its place. */
export function declaredConcepts(lexicon: string): readonly DeclaredConcept[] {
  const before = read.get(lexicon);
  if (before !== undefined) return before;
  const file = readYaml(lexicon, lexiconSchema, '');
  const declared = (file.value?.concepts ?? []).map(({ id }, i) => ({
    id,
    name: file.locate(['concepts', i, 'id']),
    whole: file.locate(['concepts', i]),
  }));
  if (read.size >= mostRead) read.clear();
  read.set(lexicon, declared);
  return declared;
}
