import { describe, expect, it } from 'vitest';
import { BoundedMap } from '../../../server/text/boundedMap';

describe('a bounded map', () => {
  it('keeps what was used last, and never more than its bound', () => {
    const map = new BoundedMap<number, string>(10);
    for (let i = 0; i < 1000; i += 1) {
      map.set(i, `value ${i}`);
      expect(map.size).toBeLessThanOrEqual(10);
    }
    for (let i = 990; i < 1000; i += 1) expect(map.get(i)).toBe(`value ${i}`);
    expect(map.get(0)).toBeUndefined();
  });

  it('keeps what is asked for again and again, however much comes after it', () => {
    const map = new BoundedMap<string, number>(5);
    map.set('old friend', 1);
    for (let i = 0; i < 100; i += 1) {
      map.set(`passer-by ${i}`, i);
      expect(map.get('old friend')).toBe(1);
    }
  });

  it('makes room for more, and never takes it back', () => {
    const map = new BoundedMap<number, number>(2);
    map.makeRoomFor(4);
    map.makeRoomFor(3);
    for (let i = 0; i < 6; i += 1) map.set(i, i);
    expect([...Array(6).keys()].map((i) => map.get(i))).toEqual([undefined, undefined, 2, 3, 4, 5]);
  });

  it('makes a value once, as long as it is kept', () => {
    const map = new BoundedMap<string, number>(5);
    let made = 0;
    const make = (): number => (made += 1);
    expect([map.take('a', make), map.take('a', make), map.take('b', make)]).toEqual([1, 1, 2]);
  });
});
