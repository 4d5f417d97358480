import { isDeepStrictEqual } from 'node:util';

/** A result that was made of earlier ones is not the result from scratch: a bug, and said so. */
export class NotFromScratch extends Error {
  constructor(what: string) {
    super(`${what}: the incremental result is not the result from scratch`);
    this.name = 'NotFromScratch';
  }
}

/** Compares an incremental result with one from scratch. Throws where they differ. */
export function mustBeFromScratch(what: string, incremental: unknown, scratch: unknown): void {
  if (!isDeepStrictEqual(incremental, scratch)) throw new NotFromScratch(what);
}
