import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText, root, sourceNamesIn } from './files';
import { ts } from './sources';

interface Import {
  readonly from: string;
  /** The file imported, relative to the root. */
  readonly to: string;
  /** Whether nothing is left of it when the types are taken away. */
  readonly isType: boolean;
}

const isThere = (file: string): boolean => existsSync(path.join(root, file));

/** What a file imports, or exports again, of the files of the project. */
function importsOf(from: string): readonly Import[] {
  const text = `\n${readText(from)}`;
  return ts.preProcessFile(text).importedFiles.flatMap(({ fileName, pos }): Import[] => {
    if (!fileName.startsWith('.')) return [];
    const to = path.posix.join(path.posix.dirname(from), fileName);
    // As the compiler does: `./lines` and `./lines.js` are both lines.ts.
    const file = [to, `${to}.ts`, to.replace(/\.js$/, '.ts')].find((each) => /\.\w+$/.test(each) && isThere(each));
    const statement = /.*\n(?:import|export)\b([^;]*)$/s.exec(text.slice(0, pos))?.[1] ?? '';
    return [{ from, to: file ?? to, isType: /^\s+type\b/.test(statement) }];
  });
}

const imports = [...sourceNamesIn('client'), ...sourceNamesIn('server')].flatMap(importsOf);

/** `text` of `server/text/lines.ts`; `protocol` of `server/protocol.ts`; `client` of all of the client. */
function roomOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'server' ? room.replace(/\.ts$/, '') : top;
}

/** Imports from one room into another that are not allowed. */
function wrong(isAllowed: (from: string, to: string) => boolean): readonly string[] {
  return imports
    .filter(({ from, to }) => roomOf(from) !== roomOf(to) && !isAllowed(roomOf(from), roomOf(to)))
    .map(({ from, to }) => `${from} imports ${to}`);
}

describe('the rooms', () => {
  // The row as ARCHITECTURE.md draws it: one page says it, and this test holds the house to it.
  const [, drawn = ''] = /^(text ← [^.\n]+)\./m.exec(readText('ARCHITECTURE.md')) ?? [];
  const row = drawn.split(' ← ').map((rooms) => rooms.split(', '));
  const place = (room: string): number => row.findIndex((rooms) => rooms.includes(room));

  it('stand in the row that ARCHITECTURE.md draws', () => {
    expect(row.flat()).toEqual([
      'text',
      'corpus',
      'alignment',
      'readings',
      'review',
      'evaluation',
      'report',
      'lsp',
      'cli',
    ]);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('import only files that are there', () => {
    expect(imports.filter(({ to }) => !isThere(to))).toEqual([]);
  });

  it('use the rooms to their left, never one to their right', () => {
    expect(wrong((from, to) => place(from) < 0 || place(to) < 0 || place(to) < place(from))).toEqual([]);
  });

  it('leave the disk to the doors', () => {
    expect(wrong((from, to) => to !== 'files' || from === 'lsp' || from === 'cli')).toEqual([]);
  });

  it('leave the protocol to those who speak it', () => {
    expect(wrong((from, to) => to !== 'protocol' || from === 'lsp' || from === 'client')).toEqual([]);
  });

  it('leave the Chinese to the doors, which know the reader’s language', () => {
    expect(wrong((from, to) => to !== 'l10n' || from === 'lsp' || from === 'cli')).toEqual([]);
  });

  it('know nothing of the client, which knows nothing of them but the protocol', () => {
    expect(wrong((from, to) => to !== 'client' && (from !== 'client' || to === 'protocol'))).toEqual([]);
  });
});

describe('the files', () => {
  it('never import one another in a circle', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, isType } of imports) if (!isType) next.set(from, [...(next.get(from) ?? []), to]);
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      if (done.has(file)) return;
      done.add(file);
      for (const other of next.get(file) ?? []) walk(other, [...way, file]);
    };
    for (const file of next.keys()) walk(file, []);
    expect(circles).toEqual([]);
  });
});
