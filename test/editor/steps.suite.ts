import * as assert from 'node:assert';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import {
  api,
  barges,
  closeAll,
  configure,
  essay,
  file,
  focusOn,
  gates,
  messagesDuring,
  openPair,
  until,
  write,
} from './kit';

const left = 'read/one.essay.md';
const right = 'read/two.essay.md';

/** What a reading file names a sentence by. */
function fingerprint(sentence: string): { h: string; n: number } {
  const letters = sentence.toLowerCase().replace(/[^a-z]/g, '');
  return { h: createHash('sha256').update(letters).digest('hex').slice(0, 16), n: letters.length };
}

/** A corpus that brings a reading of its own: one convergence, one divergence, one silence. */
async function makeReadCorpus(): Promise<void> {
  await write(file('read/counterpoint.yaml'), 'title: A corpus that was read\n');
  await write(file(left), essay('locks', 'chinese', ...gates));
  await write(file(right), essay('locks', 'european', ...barges));
  const link = (i: number, relation: string, topic: string): object => ({
    left: [fingerprint(gates[i]!)],
    right: [fingerprint(barges[i]!)],
    relation,
    topic,
  });
  const reading = {
    format: 'counterpoint-reading',
    version: 1,
    name: 'A reading for the tests',
    author: 'nobody',
    kind: 'published',
    date: '2026-11',
    method: 'made up',
    pairs: [
      {
        links: [link(0, 'convergence', 'waiting'), link(1, 'divergence', 'tolls')],
        silences: { left: [{ sentences: [fingerprint(gates[2])], topic: 'honey' }], right: [] },
      },
    ],
  };
  await write(file('read/locks.reading.json'), JSON.stringify(reading));
}

describe('stepping', () => {
  before(makeReadCorpus);
  beforeEach(async () => {
    await configure('announce', 'notification');
  });
  afterEach(async () => {
    await configure('announce', undefined);
    await closeAll();
  });

  /** Runs a command from the top of the left essay and gives what it announces, and where the cursor comes to stand. */
  async function step(command: string): Promise<{ said: string[]; line: string }> {
    const editor = vscode.window.activeTextEditor!;
    const said = await messagesDuring(() => vscode.commands.executeCommand(`counterpoint.${command}`));
    return { said, line: editor.document.lineAt(editor.selection.active.line).text };
  }

  it('goes to convergences, divergences and silences, and announces topic and place', async () => {
    await openPair(left);
    await until('the reading', async () => (await (await api()).comparisonOf(file(left)))?.counts.divergence === 1);
    await focusOn(file(left));
    assert.deepStrictEqual(await step('nextConvergence'), { said: ['Convergence: waiting (1 of 1)'], line: gates[0] });
    assert.deepStrictEqual(await step('nextDivergence'), { said: ['Divergence: tolls (1 of 1)'], line: gates[1] });
    assert.deepStrictEqual(await step('nextSilence'), { said: ['Silence: honey (1 of 1)'], line: gates[2] });
    const { highlighted } = await api();
    await new Promise((resolve) => setTimeout(resolve, 300)); // The editor has told of the new selection.
    assert.deepStrictEqual(
      highlighted().map(({ uri }) => uri.toString()),
      [file(left).toString()],
      'a silence is highlighted where it stands, and nothing is where it has no answer',
    );
    assert.deepStrictEqual((await step('previousConvergence')).line, gates[0]);
    assert.match((await step('previousDivergence')).said[0]!, /tolls \(1 of 1\) From the end again\./);
    assert.match((await step('previousSilence')).said[0]!, /honey \(1 of 1\) From the end again\./);
    assert.match((await step('nextLink')).said[0]!, /waiting \(1 of 2\) From the start again\./);
  });

  it('says so where there is nothing to step to', async () => {
    await openPair(right);
    await focusOn(file(right));
    await configure('announce', 'status');
    const before = vscode.window.activeTextEditor!.selection;
    assert.deepStrictEqual((await step('nextSilence')).said, [], 'in passing only');
    assert.ok(vscode.window.activeTextEditor!.selection.isEqual(before));
  });

  it('goes through the silences of a sample, in the order of the essay', async () => {
    const sample = file('samples/essays/1-chinese.essay.md');
    await openPair('samples/essays/1-chinese.essay.md');
    const comparison = await (await api()).comparisonOf(sample);
    const spans = comparison!.silences.left.flatMap((silence) => silence.spans);
    assert.ok(spans.length > 0);
    const editor = await focusOn(sample);
    const lines: number[] = [];
    for (const [i] of spans.entries()) {
      const { said } = await step('nextSilence');
      assert.match(said[0]!, new RegExp(`\\(${i + 1} of ${spans.length}\\)$`));
      lines.push(editor.selection.active.line);
    }
    assert.deepStrictEqual(
      lines,
      spans.map(({ range }) => range.start.line).sort((a, b) => a - b),
    );
  });
});
