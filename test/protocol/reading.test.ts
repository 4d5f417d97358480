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
