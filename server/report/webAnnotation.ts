/**
 * Links, silences, decisions and notes as W3C Web Annotations (JSON-LD): one collection, each annotation with its theme. What a reading
 * proposes is created by software; what a reviewer did is what stands in the review files, so that it can be read in again with nothing
 * lost (`readAnnotations`).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Side } from '../alignment/reading';
import { type ComparedLink, type ComparedSilence, type Comparison, readingOfLink } from '../readings/comparison';
import { anchorOf } from '../review/anchoring';
import { jsonLdContext } from '../review/annotation';
import { writeLine } from '../review/lines';
import { isReviewed } from '../review/merge';
import type { Span } from '../text/essay';
import type { Report } from './content';

/** Names the theme of an annotation that has left its folder. */
export const themeKey = 'counterpoint:theme';

type Json = Readonly<Record<string, unknown>>;

/** Writes a report as an AnnotationCollection with one page. */
export function annotationCollection({ title, comparisons, journals }: Report): Json {
  const seen = new Set<string>();
  const themes = new Set(comparisons.map(({ pair }) => pair.theme.id));
  const items = [
    ...comparisons.flatMap(proposed),
    ...[...themes].flatMap((theme) =>
      (journals.get(theme)?.acts ?? []).map((act) => {
        const line = JSON.parse(writeLine(act)) as Json;
        return { ...Object.fromEntries(Object.entries(line).filter(([key]) => key !== '@context')), [themeKey]: theme };
      }),
    ),
  ].filter((item) => {
    // The acts of a theme with several pairs are the same for each.
    const text = JSON.stringify(item);
    return !seen.has(text) && seen.add(text);
  });
  const id = `urn:counterpoint:collection:${bytesToHex(sha256(utf8ToBytes(JSON.stringify(items)))).slice(0, 16)}`;
  return {
    '@context': jsonLdContext,
    id,
    type: 'AnnotationCollection',
    label: title,
    total: items.length,
    first: { id: `${id}:1`, type: 'AnnotationPage', startIndex: 0, items },
  };
}

/** What the readings themselves say, whatever reviewers made of it. */
function proposed(comparison: Comparison): Json[] {
  const theme = comparison.pair.theme.id;
  const links = isReviewed(comparison)
    ? [...comparison.links, ...comparison.rejected].flatMap(({ machine }) => machine)
    : comparison.links;
  const silences = (side: Side): readonly ComparedSilence[] =>
    isReviewed(comparison)
      ? [...comparison.silences[side], ...comparison.rejectedSilences[side]].flatMap(({ machine }) => machine ?? [])
      : comparison.silences[side];
  return [
    ...links.map((link) => linkAnnotation(comparison, link, theme)),
    ...(['left', 'right'] as const).flatMap((side) =>
      silences(side).map((silence) => silenceAnnotation(comparison, side, silence, theme)),
    ),
  ];
}

function linkAnnotation(comparison: Comparison, link: ComparedLink, theme: string): Json {
  const { name, version } = readingOfLink(comparison, link);
  const { id, relation, topic, why, confidence, relationConfidence, strength } = link;
  return {
    id: `urn:counterpoint:link:${id}`,
    type: 'Annotation',
    motivation: 'linking',
    creator: { type: 'Software', name: `${name} ${version}` },
    body: [body('classifying', relation), ...optional('tagging', topic), ...optional('describing', why)],
    target: [...targets(comparison, 'left', link.left), ...targets(comparison, 'right', link.right)],
    'counterpoint:of': 'link',
    'counterpoint:source': link.source,
    'counterpoint:confidence': confidence,
    ...(relationConfidence === null ? {} : { 'counterpoint:relationConfidence': relationConfidence }),
    ...(strength === null ? {} : { 'counterpoint:strength': strength }),
    [themeKey]: theme,
  };
}

function silenceAnnotation(comparison: Comparison, side: Side, silence: ComparedSilence, theme: string): Json {
  const { kind, name, version } = comparison.reading;
  return {
    id: `urn:counterpoint:silence:${silence.id}`,
    type: 'Annotation',
    motivation: 'identifying',
    creator: { type: 'Software', name: `${name} ${version}` },
    body: [body('tagging', silence.topic), ...optional('describing', silence.why)],
    target: targets(comparison, side, silence.spans),
    'counterpoint:of': 'silence',
    'counterpoint:source': kind,
    [themeKey]: theme,
  };
}

function body(purpose: string, value: string): Json {
  return { type: 'TextualBody', purpose, value };
}

function optional(purpose: string, value: string | null): Json[] {
  return value === null ? [] : [body(purpose, value)];
}

function targets(comparison: Comparison, side: Side, spans: readonly Span[]): Json[] {
  return spans.map((span) => {
    const { path, perspective, exact, prefix, suffix, start, end } = anchorOf(
      comparison[side],
      comparison.pair[side],
      side,
      span,
    );
    return {
      type: 'SpecificResource',
      source: path,
      'counterpoint:side': side,
      'counterpoint:perspective': perspective,
      selector: [
        { type: 'TextQuoteSelector', exact, prefix, suffix },
        { type: 'TextPositionSelector', start, end },
      ],
    };
  });
}
