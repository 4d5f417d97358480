import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeEdit } from '../../../server/corpus/import/describeEdit';
import { importCompendium } from '../../../server/corpus/import/importCompendium';
import { hashText, IMPORT_RECORD_PATH, planWrite, recordImport } from '../../../server/corpus/import/planWrite';
import type { ImportedFile } from '../../../server/corpus/import/types';
import { editedMessage, type ImportFolder, writeImport } from '../../../server/corpus/import/writeImport';
import { plainPath } from '../../../server/corpus/paths';

/** A folder in memory that notes the order of writing. */
class Folder implements ImportFolder {
  readonly files = new Map<string, string>();
  readonly writes: string[] = [];

  read(path: string): Promise<string | undefined> {
    return Promise.resolve(this.files.get(path));
  }

  write(path: string, text: string): Promise<void> {
    this.files.set(path, text);
    this.writes.push(path);
    return Promise.resolve();
  }
}

const first: readonly ImportedFile[] = [
  { path: 'counterpoint.yaml', text: 'title: Rivers\n' },
  { path: 'essays/1-chinese.essay.md', text: '# Upstream\n\nBuy time.\n' },
  { path: 'essays/1-european.essay.md', text: '# Dikes\n\nBuild height.\n' },
];
const path = 'essays/1-chinese.essay.md';
const second = first.map((file) =>
  file.path === path ? { path, text: '# Upstream\n\nBuy more time.\n\nAnd soon.\n' } : file,
);
const edited = '# Upstream\n\nBuy time, I say.\n';

const write = (folder: Folder, files = first, overwrite = false): ReturnType<typeof writeImport> =>
  writeImport(folder, 'rivers.txt', files, overwrite);

async function imported(): Promise<Folder> {
  const folder = new Folder();
  await write(folder);
  folder.writes.length = 0;
  return folder;
}

describe('importing into a folder', () => {
  it('that is empty writes every file, and a record last', async () => {
    const folder = new Folder();
    const result = await write(folder);
    expect(result).toEqual({ written: first.map((file) => file.path), unchanged: [], edited: [], backups: [] });
    expect(folder.writes).toEqual([...first.map((file) => file.path), IMPORT_RECORD_PATH]);
    for (const file of first) expect(folder.files.get(file.path)).toBe(file.text);
    expect(editedMessage(result, false)).toBeUndefined();
  });

  it('a second time writes no file again', async () => {
    const folder = await imported();
    const result = await write(folder);
    expect(result).toEqual({ written: [], unchanged: first.map((file) => file.path), edited: [], backups: [] });
    expect(folder.writes).toEqual([IMPORT_RECORD_PATH]);
  });

  it('takes other line ends for no change', async () => {
    const folder = await imported();
    for (const file of first) folder.files.set(file.path, file.text.replaceAll('\n', '\r\n'));
    expect((await write(folder)).unchanged).toHaveLength(3);
    const result = await write(folder, second);
    expect(result.written).toEqual([path]);
    expect(result.edited).toEqual([]);
  });

  it('replaces what the importer itself wrote and nobody touched', async () => {
    const folder = await imported();
    const result = await write(folder, second);
    expect(result).toMatchObject({ written: [path], edited: [], backups: [] });
    expect(folder.files.get(path)).toBe(second[1]?.text);
  });

  it('writes a file again that the reader has deleted', async () => {
    const folder = await imported();
    folder.files.delete(path);
    expect((await write(folder)).written).toEqual([path]);
  });

  it('keeps a file that the reader has edited, and says by how many lines', async () => {
    const folder = await imported();
    folder.files.set(path, edited);
    const result = await write(folder, second);
    expect(result.edited).toEqual([{ path, added: 1, removed: 3 }]);
    expect(result.written).toEqual([]);
    expect(folder.files.get(path)).toBe(edited);
    expect(editedMessage(result, false)?.args).toEqual([1, `${path} (+1 −3)`]);
  });

  it('keeps an edited file the third time too, and after an edit of another file', async () => {
    const folder = await imported();
    folder.files.set(path, edited);
    await write(folder, second);
    await write(folder, second);
    folder.files.set('counterpoint.yaml', 'title: My rivers\n');
    const result = await write(folder, second);
    expect(result.edited.map((edit) => edit.path)).toEqual(['counterpoint.yaml', path]);
    expect(folder.files.get(path)).toBe(edited);
  });

  it('takes an edit that was undone for none', async () => {
    const folder = await imported();
    folder.files.set(path, edited);
    await write(folder);
    folder.files.set(path, first[1]!.text);
    const result = await write(folder, second);
    expect(result).toMatchObject({ written: [path], edited: [] });
  });

  it('keeps a file that was there before the first import', async () => {
    const folder = new Folder();
    folder.files.set('counterpoint.yaml', 'title: Mine\n');
    const result = await write(folder);
    expect(result.edited.map((edit) => edit.path)).toEqual(['counterpoint.yaml']);
    expect(folder.files.get('counterpoint.yaml')).toBe('title: Mine\n');
    await write(folder);
    expect(folder.files.get('counterpoint.yaml')).toBe('title: Mine\n');
  });

  it('leaves files alone that it does not write', async () => {
    const folder = await imported();
    folder.files.set('notes.md', 'Mine.');
    await write(folder, second, true);
    expect(folder.files.get('notes.md')).toBe('Mine.');
    expect(folder.writes).not.toContain('notes.md');
  });
});

describe('overwriting on demand', () => {
  it('puts what the reader wrote aside before it is replaced', async () => {
    const folder = await imported();
    folder.files.set(path, edited);
    folder.writes.length = 0;
    const result = await write(folder, second, true);
    const backup = `.counterpoint/replaced/${path}.1`;
    expect(result).toMatchObject({ written: [path], backups: [backup], edited: [{ path }] });
    expect(folder.writes.indexOf(backup)).toBeLessThan(folder.writes.indexOf(path));
    expect(folder.files.get(backup)).toBe(edited);
    expect(folder.files.get(path)).toBe(second[1]?.text);
    expect(editedMessage(result, true)?.args).toEqual([1, backup]);
  });

  it('never writes over an older text that was put aside', async () => {
    const folder = await imported();
    folder.files.set(path, edited);
    await write(folder, second, true);
    folder.files.set(path, 'Again mine.\n');
    const result = await write(folder, second, true);
    expect(result.backups).toEqual([`.counterpoint/replaced/${path}.2`]);
    expect(folder.files.get(`.counterpoint/replaced/${path}.1`)).toBe(edited);
    expect(folder.files.get(`.counterpoint/replaced/${path}.2`)).toBe('Again mine.\n');
  });

  it('makes the file the importer’s again', async () => {
    const folder = await imported();
    folder.files.set(path, edited);
    await write(folder, second, true);
    expect(await write(folder, first)).toMatchObject({ written: [path], edited: [] });
  });

  it('puts nothing aside that nobody edited', async () => {
    const folder = await imported();
    expect((await write(folder, second, true)).backups).toEqual([]);
    expect([...folder.files.keys()].filter((key) => key.includes('replaced'))).toEqual([]);
  });
});

describe('the record of an import', () => {
  it('names the source and has every file with its hash, in order', async () => {
    const folder = await imported();
    const record: unknown = JSON.parse(folder.files.get(IMPORT_RECORD_PATH)!);
    expect(record).toEqual(recordImport('rivers.txt', first));
    expect(record).toMatchObject({ format: 'counterpoint-import', version: 1, source: 'rivers.txt' });
    expect(Object.keys(recordImport('', [...first].reverse()).files)).toEqual(first.map((file) => file.path).sort());
    expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hashText('a\r\nb\rc')).toBe(hashText('a\nb\nc'));
  });

  it.each([
    ['cut JSON', '{"format": "counterpoint-import", "files": {"counter'],
    ['no JSON', '<<<<<<< HEAD\n'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no files', '{"format": "counterpoint-import", "version": 1}'],
    ['files that are null', '{"files": null}'],
    ['hashes that are no text', '{"files": {"essays/1-chinese.essay.md": 7, "counterpoint.yaml": null}}'],
  ])('that holds %s keeps every file that differs, and is whole after the next import', async (_, damaged) => {
    const folder = await imported();
    folder.files.set(IMPORT_RECORD_PATH, damaged);
    const result = await write(folder, second);
    expect(result.edited.map((edit) => edit.path)).toEqual([path]);
    expect(result.unchanged).toHaveLength(2);
    expect(folder.files.get(path)).toBe(first[1]?.text);
    expect(JSON.parse(folder.files.get(IMPORT_RECORD_PATH)!)).toMatchObject({ format: 'counterpoint-import' });
    expect((await write(folder, first)).unchanged).toHaveLength(3);
  });

  it('is not misled by names that every object has', () => {
    const files = [
      { path: 'constructor', text: 'a\n' },
      { path: '__proto__', text: 'b\n' },
    ];
    expect(planWrite(new Map([['constructor', 'mine']]), files, new Map())).toEqual([
      { path: 'constructor', action: 'edited-by-reader' },
      { path: '__proto__', action: 'create' },
    ]);
  });
});

describe('the plan', () => {
  it('tells the four cases apart, in the order of the files', () => {
    const last = new Map(Object.entries(recordImport('', first).files));
    const plan = (...there: readonly (readonly [string, string | undefined])[]): string[] =>
      planWrite(new Map(there), second, last).map((each) => each.action);
    expect(plan()).toEqual(['create', 'create', 'create']);
    expect(plan([path, first[1]!.text], ['counterpoint.yaml', first[0]!.text])).toEqual([
      'unchanged',
      'overwrite-safe',
      'create',
    ]);
    expect(plan([path, edited], ['counterpoint.yaml', undefined])).toEqual(['create', 'edited-by-reader', 'create']);
    expect(planWrite(new Map([[path, edited]]), second).map((each) => each.action)).toContain('edited-by-reader');
  });

  it('takes an empty file for a file', () => {
    expect(planWrite(new Map([[path, '']]), second)[1]).toEqual({ path, action: 'edited-by-reader' });
  });
});

describe('an edit', () => {
  it('is told in lines added and removed', () => {
    expect(describeEdit('a.md', 'one\ntwo\nthree\n', 'one\n2\nthree\nfour\n')).toEqual({
      path: 'a.md',
      added: 2,
      removed: 1,
    });
    expect(describeEdit('a.md', 'one\n', 'one\n')).toEqual({ path: 'a.md', added: 0, removed: 0 });
  });

  it('of line ends only is none', () => {
    expect(describeEdit('a.md', 'one\ntwo\n', 'one\r\ntwo\r\n')).toEqual({ path: 'a.md', added: 0, removed: 0 });
  });

  it('of everything in a very long file is told by size', () => {
    const lines = (word: string): string => Array.from({ length: 5000 }, (_, i) => `${word} ${i}`).join('\n');
    expect(describeEdit('a.md', lines('theirs'), lines('mine'))).toEqual({ path: 'a.md', added: 5000, removed: 5000 });
  });
});

describe('the paths of an import', () => {
  const source = readFileSync(new URL('../../fixtures/compendium.txt', import.meta.url), 'utf8');

  it('never leave the folder, whatever the source calls itself', async () => {
    const sources = [
      source,
      source.replaceAll(/walls or meadows: making room for the river/gi, '../../../etc/cron.d: C:\\\\Windows'),
      source.replaceAll('Give the river its meadow back', '/etc/passwd and \\\\server\\share'),
      '../../../etc/passwd\n\nA short report.\n',
      '\u0000\u202e/..\\..\n\nA short report.\n',
      '..',
    ];
    for (const text of sources) {
      const result = importCompendium(text, { perspectives: { '1.1': '../up', '1.2': '/root' } });
      if (result.kind === 'empty') throw new Error('There is something in it.');
      const folder = new Folder();
      await write(folder, result.files);
      for (const each of result.files) folder.files.set(each.path, 'Mine.');
      await write(folder, result.files, true);
      expect(folder.writes.length).toBeGreaterThan(2);
      for (const each of folder.writes) {
        expect(plainPath(each)).toBe(each);
        expect(each).toMatch(/^[a-z0-9./-]+$/);
      }
    }
  });
});
