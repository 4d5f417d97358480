import { URI } from 'vscode-uri';
import { AlignmentMemo } from '../alignment/memo';
import type { Comparison } from '../readings/comparison';
import { readPair, type ReadingChoice, type Wanted } from '../readings/readPair';
import { emptyJournal } from '../review/journal';
import { mergeDecisions } from '../review/merge';
import type { ReviewedComparison } from '../review/reviewed';
import type { Report } from '../report/content';
import type { OpenedCorpus } from './openCorpus';

/** Reads every pair of an opened corpus, in the order of its themes. Pairs that none of the wanted readings reads are left out. */
export function readAll(
  opened: OpenedCorpus,
  {
    allSuggestions,
    wanted,
    similarity,
    name,
  }: Pick<ReadingChoice, 'similarity' | 'name'> & {
    readonly allSuggestions: boolean;
    readonly wanted: readonly Wanted[] | undefined;
  },
): ReviewedComparison[] {
  const choice = {
    readings: opened.readings,
    allSuggestions,
    // What one pair leaves for the next: mostly the words that both have in common with others.
    memo: new AlignmentMemo(),
    ...(wanted === undefined ? {} : { wanted }),
    ...(similarity === undefined ? {} : { similarity }),
    ...(name === undefined ? {} : { name }),
  };
  return opened.pairs.flatMap((pair) => {
    const comparison = readPair(pair, opened.essays, opened.corpus.concepts, choice);
    const journal = opened.journals.get(pair.theme.id) ?? emptyJournal;
    return comparison === undefined ? [] : [mergeDecisions(comparison, journal)];
  });
}

/** What a format is given: the comparisons, with the corpus that they belong to and today's date. */
export function reportOf(opened: OpenedCorpus, comparisons: readonly Comparison[]): Report {
  return {
    title: opened.corpus.title ?? opened.pairs[0]?.theme.title ?? URI.parse(opened.root).path.split('/').at(-1) ?? '',
    root: opened.root,
    perspectives: opened.corpus.perspectives,
    comparisons,
    journals: opened.journals,
    date: new Date().toISOString().slice(0, 10),
  };
}
