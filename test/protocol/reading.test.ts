import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { leftEssay, pairFiles } from '../fixtures/pair';
import { harbourReading } from '../unit/readings/harbour';
import { StdioServer } from './server';

let server: StdioServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function told(uri: string, needle: string): Promise<string> {
  const before = leftEssay.slice(0, leftEssay.indexOf(needle)).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)!.length };
  const hover = await server!.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
  return (hover?.contents as MarkupContent | undefined)?.value ?? '';
}

describe('a reading file beside the manifest', () => {
  it('is what the editor shows: topic, reason, whose it is, and how much of it was found', async () => {
    server = await new StdioServer({
      ...pairFiles,
      'harbour.reading.json': JSON.stringify(harbourReading),
    }).start();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const note = await told(uri, 'fairest way');
    expect(note).toContain('Divergence');
    expect(note).toContain('who pays for depth');
    expect(note).toContain('One calls the fee fair. The other calls it ruinous.');
    expect(note).toContain('published reading “The harbour, read slowly”');
    expect(await told(uri, 'Visitors come')).toContain('Only the town has one.');
    const [pair] = await server.ask('counterpoint/pairsOf', { uri });
    const view = await server.ask('counterpoint/comparison', { pair: pair!.id });
    expect(view?.reading).toContain('3 of 3 links found in these texts');
    expect(view?.links.every((link) => link.source === 'published')).toBe(true);
  });

  it('that is damaged is reported on the spot, and the engine reads', async () => {
    server = await new StdioServer({ ...pairFiles, 'harbour.reading.json': '{"format": ' }).start();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    expect(await told(uri, 'fairest way')).toContain('engine');
    const { diagnostics } = await server.diagnostics(
      server.uri('harbour.reading.json'),
      (params) => params.diagnostics.length > 0,
    );
    expect(diagnostics[0]).toMatchObject({ code: 'reading-syntax', source: 'counterpoint' });
  });
});

describe('the switch between readings', () => {
  const files = { ...pairFiles, 'harbour.reading.json': JSON.stringify(harbourReading) };
  const published = 'published:The harbour, read slowly';

  it('lists those at hand, with how much was found, and shows the one chosen in every feature', async () => {
    server = await new StdioServer(files).start();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const [pair] = await server.ask('counterpoint/pairsOf', { uri });
    const before = await server.ask('counterpoint/comparison', { pair: pair!.id });
    const readings = await server.ask('counterpoint/readings', { pair: pair!.id });
    expect(readings.map(({ id, isShown, isDefault }) => ({ id, isShown, isDefault }))).toEqual([
      { id: published, isShown: true, isDefault: true },
      { id: 'engine', isShown: false, isDefault: false },
    ]);
    expect(readings[0]!.found).toContain('3 of 3 links found');

    await server.ask('counterpoint/chooseReading', { pair: pair!.id, reading: 'engine' });
    await server.until(() => server!.notifications.some(({ method }) => method.endsWith('comparisonsChanged')));
    const view = await server.ask('counterpoint/comparison', { pair: pair!.id });
    expect(view!.revision).toBeGreaterThan(before!.revision);
    expect(view!.links.every((link) => link.source === 'engine')).toBe(true);
    expect(await told(uri, 'fairest way')).toContain('lexical engine');
    const report = await server.ask('counterpoint/export', {
      corpus: server.uri(''),
      pair: pair!.id,
      format: 'markdown',
    });
    const text = Buffer.from(report.base64, 'base64').toString('utf8');
    expect(text).toContain('lexical engine');
    expect(text).not.toContain('read slowly');

    await server.ask('counterpoint/chooseReading', { pair: pair!.id, reading: null });
    expect((await server.ask('counterpoint/comparison', { pair: pair!.id }))?.reading).toContain('read slowly');
  });

  it('starts with what the reader chose earlier; a reading that is gone gives way to the one shown by default', async () => {
    server = new StdioServer(files);
    const id = `${server.uri('').replace(/\/$/, '')}#harbour/town/nation`;
    await server.start({ initializationOptions: { readings: { [id]: 'engine' } } });
    expect((await server.ask('counterpoint/comparison', { pair: id }))?.reading).toContain('lexical engine');
    await server.ask('counterpoint/chooseReading', { pair: id, reading: 'model:Gone' });
    expect((await server.ask('counterpoint/comparison', { pair: id }))?.reading).toContain('read slowly');
  });
});
