import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImportView } from '../../server/protocol';
import { StdioServer } from './server';

const compendium = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'compendium.txt'), 'utf8');

let server: StdioServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function serve(files: Readonly<Record<string, string>>): Promise<StdioServer> {
  server = await new StdioServer(files).start();
  return server;
}

const ask = (from: StdioServer, source: string, overwrite = false): Promise<ImportView> =>
  from.ask('counterpoint/import', { source: from.uri(source), out: from.uri('rivers'), overwrite });

const filesOf = (from: StdioServer): string[] =>
  readdirSync(from.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(from.root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();

describe('importing a compendium from the editor', () => {
  it('writes a corpus whose essays face each other', async () => {
    const at = await serve({ 'rivers.txt': compendium });
    const view = await ask(at, 'rivers.txt');
    if (view.kind !== 'compendium') throw new Error(`It was taken for ${view.kind}.`);
    expect(view).toMatchObject({ themes: 3, essays: 6, edited: [], uncertain: [], balanced: true });
    expect(filesOf(at)).toEqual([
      'rivers.txt',
      'rivers/.counterpoint/import.json',
      'rivers/counterpoint.yaml',
      'rivers/essays/1-chinese.essay.md',
      'rivers/essays/1-european.essay.md',
      'rivers/essays/2-chinese.essay.md',
      'rivers/essays/2-european.essay.md',
      'rivers/essays/3-chinese.essay.md',
      'rivers/essays/3-european.essay.md',
      'rivers/lexicon.yaml',
      'rivers/matter/back.md',
      'rivers/matter/front.md',
    ]);
    expect([...view.written].sort()).toEqual(
      filesOf(at)
        .filter((path) => path.startsWith('rivers/') && !path.includes('.counterpoint'))
        .map((path) => at.uri(path)),
    );
    const essay = 'rivers/essays/2-european.essay.md';
    const uri = await at.open(essay, readFileSync(join(at.root, essay), 'utf8'));
    const pairs = await at.ask('counterpoint/pairsOf', { uri });
    expect(pairs.map((pair) => pair.left.uri)).toEqual([at.uri('rivers/essays/2-chinese.essay.md')]);
  });

  it('keeps an edited file the second time, and puts it aside when told to overwrite', async () => {
    const at = await serve({ 'rivers.txt': compendium });
    await ask(at, 'rivers.txt');
    const essay = 'rivers/essays/1-chinese.essay.md';
    const mine = `${readFileSync(join(at.root, essay), 'utf8')}\nA thought of mine.\n`;
    writeFileSync(join(at.root, essay), mine);
    const again = await ask(at, 'rivers.txt');
    expect(again).toMatchObject({
      kind: 'compendium',
      written: [],
      edited: [{ uri: at.uri(essay), added: 2, removed: 0 }],
    });
    expect(readFileSync(join(at.root, essay), 'utf8')).toBe(mine);
    const over = await ask(at, 'rivers.txt', true);
    expect(over).toMatchObject({ written: [at.uri(essay)], edited: [{ uri: at.uri(essay) }] });
    expect(readFileSync(join(at.root, essay), 'utf8')).not.toContain('A thought of mine.');
    expect(readFileSync(join(at.root, `rivers/.counterpoint/replaced/${essay.slice(7)}.1`), 'utf8')).toBe(mine);
  });

  it('keeps a text that is no compendium as one context document', async () => {
    const at = await serve({ 'news.txt': 'Flood talks end\n\nDelegates agreed to meet again.\n' });
    const view = await ask(at, 'news.txt');
    expect(view).toMatchObject({ kind: 'context', written: [at.uri('rivers/context/flood-talks-end.md')] });
    expect((view as { message: string }).message).toContain('no compendium');
  });

  it('refuses what it cannot read, and writes nothing then', async () => {
    const at = await serve({ 'binary.txt': 'PK\u0000\u0003', 'blank.txt': ' \n\n' });
    for (const [source, reason] of [
      ['missing.txt', 'There is no file missing.txt.'],
      ['binary.txt', 'NUL bytes'],
      ['blank.txt', 'empty'],
    ] as const) {
      const view = await ask(at, source);
      if (view.kind !== 'refused') throw new Error(`It was taken for ${view.kind}.`);
      expect(view.message).toContain(reason);
    }
    expect(filesOf(at)).toEqual(['binary.txt', 'blank.txt']);
  });
});
