import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { annotationSchema } from '../../server/review/annotation';
import { readText } from './files';

/** Every property name of a JSON Schema, at any depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema as Readonly<Record<string, unknown>>).flatMap(([key, value]) => [
    ...(key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : []),
    ...keysOf(value),
  ]);
}

describe('the page on how decisions and notes are kept', () => {
  const page = readText('docs/decisions-and-notes.md');
  const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]));
  const known = new Set(keysOf(z.toJSONSchema(annotationSchema, { io: 'input', unrepresentable: 'any' })));

  it('names every key that a line may have', () => {
    expect([...known].filter((key) => !named.has(key))).toEqual([]);
    expect(known.size).toBeGreaterThan(30);
  });

  it('names no key of ours that a line may not have', () => {
    const ours = [...named].filter((name) => name?.startsWith('counterpoint:') === true);
    expect(ours.filter((name) => !known.has(name ?? ''))).toEqual([]);
  });
});
