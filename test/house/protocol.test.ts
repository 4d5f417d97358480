import { describe, expect, it } from 'vitest';
import { hoverCommands } from '../../server/protocol';
import { readText } from './files';

/** The names of the messages, from the source: types leave no trace when the code runs. */
const declared = new Set(
  [...readText('server/protocol.ts').matchAll(/^ {2}'(counterpoint\/[\w/]+)':/gm)].map(([, method = '']) => method),
);
const page = readText('docs/protocol.md');
const documented = new Set([...page.matchAll(/^\| `(counterpoint\/[\w/]+)`/gm)].map(([, method = '']) => method));

describe('docs/protocol.md', () => {
  it('tells of every message of server/protocol.ts, and of no other', () => {
    expect(declared.size).toBeGreaterThan(10);
    expect([...documented].sort()).toEqual([...declared].sort());
  });

  it('tells of every option and of every command', () => {
    const options = /interface ServerOptions \{([\s\S]*?)\n\}/.exec(readText('server/protocol.ts'))?.[1] ?? '';
    const names = [...options.matchAll(/readonly (\w+)\??:/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !page.includes(`| \`${name}\``))).toEqual([]);
    expect(hoverCommands.filter((command) => !page.includes(`| \`${command}\``))).toEqual([]);
  });
});
