import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { type AlignmentStages, alignmentStages, defaultSettings } from '../alignment/align';
import { explainPair, type Explanation, passageAtLine } from '../alignment/explain';
import { weights } from '../alignment/weights';
import { pathIn } from '../corpus/loadCorpus';
import { plainQuote } from '../report/markdownText';
import { wrap } from '../report/summary';
import type { Translate } from '../report/translate';
import { evidenceWord, percent, relationWord } from '../report/words';
import type { Essay } from '../text/essay';
import { LineIndex } from '../text/lines';
import { msg } from '../text/message';
import { fail } from './failure';
import { openCorpus } from './openCorpus';
import type { Output } from './output';

interface Place {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** `counterpoint explain FILE:LINE FILE:LINE`: why two passages are, or are not, linked. */
export async function explainCommand(first: string, second: string, output: Output, t: Translate): Promise<void> {
  const places = [placeOf(first), placeOf(second)] as const;
  const opened = await openCorpus(
    places.map((place) => place.path),
    t,
  );
  const pair = opened.pairs[0];
  if (pair === undefined) fail(msg('These two documents do not face each other.'));
  const own = (place: Place): string | undefined => pathIn(opened.root, URI.file(resolve(place.path)).toString());
  const [left, right] = own(places[0]) === pair.left.path ? places : [places[1], places[0]];
  const leftEssay = opened.essays.get(pair.left.path);
  const rightEssay = opened.essays.get(pair.right.path);
  if (leftEssay === undefined || rightEssay === undefined) fail(msg('These two documents do not face each other.'));
  const stages = alignmentStages(leftEssay, rightEssay, { ...defaultSettings, concepts: opened.corpus.concepts });
  const l = passageOf(leftEssay, left);
  const r = passageOf(rightEssay, right);
  output.print(render(stages, explainPair(stages, l, r), { left: l, right: r }, output.width, t));
}

function placeOf(text: string): Place {
  const match = /^(.+):(\d+)$/.exec(text);
  if (match?.[1] === undefined) return fail(msg('“{0}” is no place. Write FILE:LINE, such as essays/one.md:12.', text));
  return { path: match[1], line: Number(match[2]) };
}

function passageOf(essay: Essay, place: Place): number {
  const lines = new LineIndex(essay.text);
  if (place.line < 1 || place.line > lines.count)
    fail(msg('{0} has no line {1}: it has {2}.', place.path, place.line, lines.count));
  const passage = passageAtLine(essay.passages, lines, place.line - 1);
  return passage ?? fail(msg('No passage stands at or after line {1} of {0}.', place.path, place.line));
}

function render(
  stages: AlignmentStages,
  why: Explanation,
  at: { left: number; right: number },
  width: number,
  t: Translate,
): string {
  const out: string[] = [];
  for (const side of ['left', 'right'] as const) {
    const passage = stages[side].passages[at[side]];
    if (passage === undefined) continue;
    const line = new LineIndex(stages[side].text).lineAt(passage.start) + 1;
    out.push(
      ...wrap(
        `${side === 'left' ? '◧' : '◨'} ${line}: ${plainQuote(stages[side].text.slice(passage.start, passage.end))}`,
        width,
        '    ',
        '',
      ),
      '',
    );
  }
  out.push(verdict(why, t), '');
  const { score } = why;
  out.push(
    t(
      msg(
        'Score {0} = text {1} + {2} × heading {3} + {4} × position {5}',
        f(score.total),
        f(score.text),
        weights.heading,
        f(score.heading),
        weights.position,
        f(score.position),
      ),
    ),
  );
  if (why.rank !== undefined) {
    out.push(
      t(msg('Rank {0} of {1} passage pairs; this pair of essays gets {2} links.', why.rank, why.pairs, why.budget)),
    );
  }
  out.push('', t(msg('Shared words (weight; times left × right):')));
  for (const feature of why.features.filter((item) => item.rarity > 0).slice(0, 20)) {
    out.push(`  ${feature.feature.padEnd(24)} ${f(feature.rarity)}  ${feature.left} × ${feature.right}`);
  }
  const weightless = why.features.filter((item) => item.rarity <= 0).map((item) => item.feature);
  if (weightless.length > 0)
    out.push(
      '',
      ...wrap(t(msg('Shared, but too common in these essays to count: {0}', weightless.join(', '))), width, '  '),
    );
  if (why.link !== undefined) {
    out.push('', t(msg('Sentences that carry the link:')));
    for (const side of ['left', 'right'] as const) {
      for (const span of why.link[side]) {
        out.push(
          ...wrap(
            `${side === 'left' ? '◧' : '◨'} ${plainQuote(stages[side].text.slice(span.start, span.end))}`,
            width,
            '    ',
            '  ',
          ),
        );
      }
    }
    out.push(
      '',
      t(
        msg(
          'Relation: {0}; topic: {1}; confidence: {2}',
          t(relationWord(why.link.relation)),
          why.link.topic ?? '–',
          percent(why.link.confidence),
        ),
      ),
    );
    for (const item of why.link.evidence.filter((e) => e.kind !== 'term' && e.kind !== 'concept'))
      out.push(`  ${t(evidenceWord(item.kind))}: ${item.text}`);
  }
  return `${out.join('\n')}\n`;
}

function verdict(why: Explanation, t: Translate): string {
  switch (why.verdict) {
    case 'linked':
      return t(msg('Linked.'));
    case 'nothing-shared':
      return t(msg('Not linked: the two passages share no telling word.'));
    case 'passage-full':
      return t(msg('Not linked: one of the two passages has {0} stronger links already.', weights.linksAPassage));
    case 'below-budget':
      return t(msg('Not linked: other pairs of passages score higher, and the number of links is bounded.'));
  }
}

const f = (value: number): string => value.toFixed(3);
