import type * as z from 'zod';
import type { Problem } from '../corpus/problem';
import { type Message, msg } from '../text/message';
import type { Act, Anchor, Decision, Given, Note } from './act';
import { annotationSchema, type Annotation, jsonLdContext, type purposes } from './annotation';

/** A line of a review file: an act, or something that could not be read and is kept as it is. */
export type ReviewLine =
  | { readonly kind: 'act'; readonly raw: string; readonly act: Act }
  | { readonly kind: 'unreadable'; readonly raw: string; readonly problem: Problem };

/** An act as one line: a W3C Web Annotation in JSON-LD, its keys always in the same order, without the line end. */
export function writeLine(act: Act): string {
  return JSON.stringify(annotationOf(act));
}

/**
 * Reads the lines of a review file; empty ones mean nothing. Never throws: a line that cannot be read is kept, with its place.
 * `path` is the file's, relative to the corpus root. The text may have any line ends.
 */
export function readLines(text: string, path: string): ReviewLine[] {
  const lines: ReviewLine[] = [];
  let start = text.startsWith('\ufeff') ? 1 : 0;
  for (let number = 1; start < text.length; number += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const raw = text.slice(start, end).replace(/\r$/, '');
    const span = { start, end: start + Math.max(1, raw.length) };
    start = end + 1;
    if (raw.trim() === '') continue;
    const read = readLine(raw);
    lines.push(
      read.act !== undefined
        ? { kind: 'act', raw, act: read.act }
        : {
            kind: 'unreadable',
            raw,
            problem: { severity: 'error', code: read.code, message: explain(read, number), path, span },
          },
    );
  }
  return lines;
}

type Read =
  | { readonly act: Act }
  | {
      readonly act?: undefined;
      readonly code: 'review-conflict' | 'review-syntax' | 'review-schema';
      readonly detail: string;
    };

function readLine(raw: string): Read {
  if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(raw)) return { code: 'review-conflict', detail: '' };
  let data: unknown;
  try {
    data = JSON.parse(raw);
  } catch (error) {
    return { code: 'review-syntax', detail: error instanceof Error ? error.message : String(error) };
  }
  const result = annotationSchema.safeParse(data);
  if (result.success) return { act: actOf(result.data) };
  const [issue] = result.error.issues;
  return { code: 'review-schema', detail: issue === undefined ? '' : describe(issue) };
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

function explain(read: Exclude<Read, { act: Act }>, line: number): Message {
  switch (read.code) {
    case 'review-conflict':
      return msg(
        'Line {0} is a mark of a merge conflict. Both sides are kept; “counterpoint fsck --fix” takes the mark out.',
        line,
      );
    case 'review-syntax':
      return msg(
        'Line {0} is damaged and is not shown: it is not valid JSON ({1}). It is kept; “counterpoint fsck --fix” saves what can be saved.',
        line,
        read.detail,
      );
    case 'review-schema':
      return msg(
        'Line {0} is kept, but not shown: it is no decision or note that is known here ({1}).',
        line,
        read.detail,
      );
  }
}

const reviewerPrefix = 'urn:counterpoint:reviewer:';

function annotationOf(act: Act): Annotation {
  const { id, by, at, replaces, takesBack } = act;
  const head = {
    '@context': jsonLdContext,
    id,
    type: 'Annotation',
    motivation: motivationOf(act),
    creator: { id: `${reviewerPrefix}${by.id}`, type: 'Person', name: by.name },
    created: at,
  } as const;
  const past = {
    ...(replaces.length === 0 ? {} : { 'counterpoint:replaces': [...replaces] }),
    ...(takesBack === null ? {} : { [`counterpoint:${takesBack.kind}`]: takesBack.act }),
  };
  switch (act.kind) {
    case 'decision':
      return { ...head, ...decisionBody(act), target: decisionTargets(act), ...decisionFacts(act), ...past };
    case 'note':
      return {
        ...head,
        body: [markdown(act.text, 'commenting')],
        ...(act.anchors.length === 0 ? {} : { target: act.anchors.map((anchor) => targetOf(anchor, false)) }),
        'counterpoint:of': act.on,
        ...(act.isWithdrawn ? { 'counterpoint:withdrawn': true } : {}),
        ...past,
      };
    case 'reply':
      return {
        ...head,
        body: [markdown(act.text, 'replying')],
        target: act.to,
        ...(act.isWithdrawn ? { 'counterpoint:withdrawn': true } : {}),
        ...past,
      };
    case 'resolution':
      return { ...head, target: act.to, 'counterpoint:resolved': act.isResolved, ...past };
  }
}

function motivationOf(act: Act): Annotation['motivation'] {
  switch (act.kind) {
    case 'decision':
      return act.given === null ? 'linking' : 'assessing';
    case 'note':
      return 'commenting';
    case 'reply':
      return 'replying';
    case 'resolution':
      return 'moderating';
  }
}

function decisionBody({ verdict, relation, topic, reason }: Decision): Pick<Annotation, 'body'> {
  const plain = (value: string, purpose: (typeof purposes)[number]): NonNullable<Annotation['body']>[number] => ({
    type: 'TextualBody',
    purpose,
    value,
  });
  return {
    body: [
      plain(verdict, 'assessing'),
      ...(relation === null ? [] : [plain(relation, 'classifying')]),
      ...(topic === null ? [] : [plain(topic, 'tagging')]),
      ...(reason === null ? [] : [plain(reason, 'describing')]),
    ],
  };
}

function markdown(value: string, purpose: (typeof purposes)[number]): NonNullable<Annotation['body']>[number] {
  return { type: 'TextualBody', purpose, value, format: 'text/markdown' };
}

function decisionTargets({ anchors, adjusted }: Decision): Exclude<Annotation['target'], string | undefined> {
  return [...anchors.map((anchor) => targetOf(anchor, false)), ...adjusted.map((anchor) => targetOf(anchor, true))];
}

type Target = Exclude<Annotation['target'], string | undefined>[number];

function targetOf({ side, perspective, path, exact, prefix, suffix, start, end }: Anchor, isAdjusted: boolean): Target {
  return {
    type: 'SpecificResource',
    source: path,
    'counterpoint:side': side,
    'counterpoint:perspective': perspective,
    ...(isAdjusted ? { 'counterpoint:adjusted': true } : {}),
    selector: [
      { type: 'TextQuoteSelector', exact, prefix, suffix },
      { type: 'TextPositionSelector', start, end },
    ],
  };
}

function decisionFacts({ of, importance, fault, given, settles }: Decision): Partial<Annotation> {
  return {
    'counterpoint:of': of,
    ...(importance === null ? {} : { 'counterpoint:importance': importance }),
    ...(fault === null ? {} : { 'counterpoint:fault': fault }),
    ...(given === null ? {} : { 'counterpoint:given': { ...given } }),
    ...(settles.length === 0 ? {} : { 'counterpoint:settles': [...settles] }),
  };
}

function actOf(annotation: Annotation): Act {
  const bodyOf = (purpose: (typeof purposes)[number]): string | null =>
    annotation.body?.find((body) => body.purpose === purpose)?.value ?? null;
  const undone = annotation['counterpoint:undo'];
  const redone = annotation['counterpoint:redo'];
  const head = {
    id: annotation.id,
    by: { id: annotation.creator.id.slice(reviewerPrefix.length), name: annotation.creator.name },
    at: annotation.created,
    replaces: annotation['counterpoint:replaces'] ?? [],
    takesBack:
      undone !== undefined
        ? ({ kind: 'undo', act: undone } as const)
        : redone !== undefined
          ? ({ kind: 'redo', act: redone } as const)
          : null,
  };
  const targets = typeof annotation.target === 'object' ? annotation.target : [];
  const anchors = (isAdjusted: boolean): Anchor[] =>
    targets.filter((target) => (target['counterpoint:adjusted'] ?? false) === isAdjusted).map(anchorOf);
  const to = typeof annotation.target === 'string' ? annotation.target : '';
  const of = annotation['counterpoint:of'];
  switch (annotation.motivation) {
    case 'assessing':
    case 'linking':
      return {
        kind: 'decision',
        ...head,
        of: of === 'silence' ? 'silence' : 'link',
        verdict: bodyOf('assessing') as Decision['verdict'],
        relation: bodyOf('classifying') as Decision['relation'],
        topic: bodyOf('tagging'),
        importance: annotation['counterpoint:importance'] ?? null,
        reason: bodyOf('describing'),
        fault: annotation['counterpoint:fault'] ?? null,
        given: (annotation['counterpoint:given'] as Given | undefined) ?? null,
        anchors: anchors(false),
        adjusted: anchors(true),
        settles: annotation['counterpoint:settles'] ?? [],
      };
    case 'commenting':
      return {
        kind: 'note',
        ...head,
        on: noteScope(of, anchors(false)),
        text: bodyOf('commenting') ?? '',
        anchors: anchors(false),
        isWithdrawn: annotation['counterpoint:withdrawn'] ?? false,
      };
    case 'replying':
      return {
        kind: 'reply',
        ...head,
        to,
        text: bodyOf('replying') ?? '',
        isWithdrawn: annotation['counterpoint:withdrawn'] ?? false,
      };
    case 'moderating':
      return { kind: 'resolution', ...head, to, isResolved: annotation['counterpoint:resolved'] ?? false };
  }
}

function noteScope(of: Annotation['counterpoint:of'], anchors: readonly Anchor[]): Note['on'] {
  if (anchors.length === 0) return 'theme';
  return of === 'link' ? 'link' : 'span';
}

function anchorOf(target: Target): Anchor {
  const quote = target.selector.find((selector) => selector.type === 'TextQuoteSelector');
  const position = target.selector.find((selector) => selector.type === 'TextPositionSelector');
  return {
    side: target['counterpoint:side'],
    perspective: target['counterpoint:perspective'] ?? '',
    path: target.source,
    exact: quote?.exact ?? '',
    prefix: quote?.prefix ?? '',
    suffix: quote?.suffix ?? '',
    start: position?.start ?? 0,
    end: position?.end ?? 0,
  };
}
