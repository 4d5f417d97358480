import { describe, expect, it } from 'vitest';
import type { Act } from '../../../server/review/act';
import {
  decideOnLink,
  decideOnSilence,
  drawLink,
  editNote,
  replyTo,
  resolveNote,
  writeNote,
} from '../../../server/review/decide';
import { readJournal } from '../../../server/review/journal';
import { readLines, writeLine } from '../../../server/review/lines';
import type { NoteThread, ReviewedLink } from '../../../server/review/reviewed';
import { compareTexts } from '../pairs';
import { ada, bo, fileOf, journalOf, review, stamp } from './review';

const comparison = compareTexts();
const bare = review(comparison);
const link = bare.links[0] as ReviewedLink;
const note = writeNote(bare, 'link', { left: link.left, right: link.right }, 'Is this *so*?', stamp());
const thread = review(comparison, note).notes[0] as NoteThread;

const acts: readonly Act[] = [
  decideOnLink(bare, link, { verdict: 'accepted', topic: 'Fees', importance: 2, reason: 'Line one' }, stamp()),
  decideOnLink(bare, link, { verdict: 'rejected', fault: 'relation' }, stamp(bo)),
  decideOnSilence(bare, 'left', bare.silences.left[0]!, { verdict: 'accepted' }, stamp()),
  drawLink(
    bare,
    { left: link.left, right: link.right, relation: 'undetermined', topic: 'Quotes " \\ 海港 \u2028 🙂', reason: null },
    stamp(),
  ),
  decideOnLink(bare, link, { spans: { left: link.left } }, stamp()),
  note,
  writeNote(bare, 'theme', {}, 'On all of it', stamp()),
  replyTo(thread, 'Yes', stamp(bo)),
  resolveNote(thread, true, stamp()),
  editNote(thread, null, stamp()),
];

describe('a line', () => {
  it.each(acts.map((act) => [act.kind, act] as const))('of a %s is read as it was written', (_, act) => {
    const line = writeLine(act);
    expect(line).not.toMatch(/[\n\r]/);
    expect(readLines(`${line}\n`, 'f')).toEqual([{ kind: 'act', raw: line, act }]);
    // Written again it is the same to the letter: no churn.
    expect(readLines(line, 'f').map((each) => (each.kind === 'act' ? writeLine(each.act) : ''))).toEqual([line]);
  });

  it('is a W3C Web Annotation with a target for each span, found by quote and by position', () => {
    const data = JSON.parse(writeLine(acts[0]!)) as Record<string, unknown>;
    expect(data).toMatchObject({
      '@context': [
        'http://www.w3.org/ns/anno.jsonld',
        {
          counterpoint: 'urn:counterpoint:',
          'counterpoint:given': { '@id': 'urn:counterpoint:given', '@type': '@json' },
        },
      ],
      type: 'Annotation',
      motivation: 'assessing',
      creator: { id: 'urn:counterpoint:reviewer:ada', type: 'Person', name: 'Ada' },
      body: [
        { type: 'TextualBody', purpose: 'assessing', value: 'accepted' },
        { purpose: 'tagging', value: 'Fees' },
        { purpose: 'describing', value: 'Line one' },
      ],
    });
    const [span] = link.left;
    expect((data['target'] as unknown[])[0]).toMatchObject({
      source: 'a.md',
      'counterpoint:side': 'left',
      selector: [
        { type: 'TextQuoteSelector', exact: comparison.left.text.slice(span!.start, span!.end) },
        { type: 'TextPositionSelector', start: span!.start, end: span!.end },
      ],
    });
    expect(data['target']).toHaveLength(link.left.length + link.right.length);
  });

  it.each([
    ['half a line', (line: string) => line.slice(0, 120), 'review-syntax'],
    ['a mark of a merge conflict', () => '<<<<<<< HEAD', 'review-conflict'],
    ['something else', () => '{"type":"Annotation"}', 'review-schema'],
    ['a verdict that is not known', (line: string) => line.replace('"accepted"', '"perhaps"'), 'review-schema'],
    ['a link of one side', (line: string) => line.replaceAll('"right"', '"left"'), 'review-schema'],
    [
      'an id of a reviewer that leads elsewhere',
      (line: string) => line.replace('reviewer:ada', 'reviewer:../x'),
      'review-schema',
    ],
  ])('that is %s is kept and told with its place, and the others are read', (_, damage, code) => {
    const [one, two] = [writeLine(acts[0]!), writeLine(acts[1]!)];
    const damaged = damage(one);
    const lines = readLines(`${two}\n${damaged}\r\n\n${two}`, '.counterpoint/quay/ada.jsonl');
    expect(lines.map(({ kind, raw }) => [kind, raw])).toEqual([
      ['act', two],
      ['unreadable', damaged],
      ['act', two],
    ]);
    const problem = lines.flatMap((line) => (line.kind === 'unreadable' ? line.problem : []))[0];
    expect(problem).toMatchObject({ code, path: '.counterpoint/quay/ada.jsonl' });
    expect(problem?.span).toEqual({ start: two.length + 1, end: two.length + 1 + damaged.length });
  });
});

describe('a journal', () => {
  it('is the same whatever the order of files and lines, and a line that stands twice counts once', () => {
    const one = readJournal([{ path: 'a', text: fileOf(acts) }]);
    const other = readJournal([
      { path: 'a', text: fileOf([...acts].reverse()) },
      { path: 'b', text: fileOf(acts) },
    ]);
    expect(other.acts).toEqual(one.acts);
    expect(other.problems).toEqual([]);
  });

  it('keeps both lines of one id when they differ, and says so', () => {
    const first = acts[0]!;
    const journal = readJournal([{ path: 'a', text: fileOf([first, { ...first, at: '2026-11-02T00:00:00.000Z' }]) }]);
    expect(journal.acts).toHaveLength(2);
    expect(journal.problems).toMatchObject([{ code: 'review-same-id', path: 'a', severity: 'warning' }]);
  });
});

describe('a note', () => {
  it('stays with its link, its answers and its resolution', () => {
    const reply = replyTo(thread, 'Yes', stamp(bo));
    const edited = editNote(thread, 'Is this really so?', stamp(ada));
    const done = resolveNote(thread, true, stamp(bo));
    const [found] = review(comparison, note, reply, edited, done).notes;
    expect(found).toMatchObject({
      id: note.id,
      link: link.id,
      isResolved: true,
      note: { text: 'Is this really so?' },
      replies: [{ text: 'Yes' }],
    });
    expect(found?.left).toEqual(link.left);
  });

  it('is gone when it is taken away, and its lines are not', () => {
    const away = editNote(thread, null, stamp());
    expect(review(comparison, note, away).notes).toEqual([]);
    expect(journalOf(note, away).acts).toHaveLength(2);
  });

  it('on words within a sentence is on these words, and is an orphan when they are gone', () => {
    const start = comparison.right.text.indexOf('ever paid');
    const words = writeNote(
      bare,
      'span',
      { right: [{ start, end: start + 'ever paid for dredging'.length }] },
      'Ever?',
      stamp(),
    );
    const later = compareTexts(
      undefined,
      comparison.right.text.replace('# Everybody’s', '# Everybody’s\n\nMuch comes before.'),
    );
    const [found] = review(later, words).notes;
    expect(later.right.text.slice(found!.right[0]!.start, found!.right[0]!.end)).toBe('ever paid for dredging');
    const gone = compareTexts(undefined, '# Everybody’s\n\nRoads lead to ports.\n');
    expect(review(gone, words)).toMatchObject({ notes: [], orphans: [{ act: { id: words.id } }] });
  });
});
