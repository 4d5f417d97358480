import { describe, expect, it } from 'vitest';
import { hashText, planWrite, recordImport } from '../../../../server/corpus/import/planWrite';

const files = [{ path: 'essays/1-chinese.essay.md', text: 'new\n' }];
const [{ path }] = files as [(typeof files)[number]];
const last = new Map([[path, hashText('old\n')]]);

describe('importing again', () => {
  it('creates what is not there', () => {
    expect(planWrite(new Map(), files)).toEqual([{ path, action: 'create' }]);
    expect(planWrite(new Map([[path, undefined]]), files)).toEqual([{ path, action: 'create' }]);
  });

  it('leaves alone what is the same, whatever its line ends', () => {
    expect(planWrite(new Map([[path, 'new\r\n']]), files, last)).toEqual([{ path, action: 'unchanged' }]);
  });

  it('overwrites what nobody touched since the last import', () => {
    expect(planWrite(new Map([[path, 'old\r\n']]), files, last)).toEqual([{ path, action: 'overwrite-safe' }]);
  });

  it('asks about what the reader edited, and about what was never imported', () => {
    expect(planWrite(new Map([[path, 'mine\n']]), files, last)).toEqual([{ path, action: 'edited-by-reader' }]);
    expect(planWrite(new Map([[path, 'mine\n']]), files)).toEqual([{ path, action: 'edited-by-reader' }]);
  });

  it('records what was written, by its SHA-256, in the order of the paths', () => {
    const record = recordImport('a.txt', [
      { path: 'b', text: '' },
      { path: 'a', text: 'abc' },
    ]);
    expect(record.source).toBe('a.txt');
    expect(Object.entries(record.files)).toEqual([
      ['a', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
      ['b', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ]);
  });
});
