import type { Message } from '../text/message';

/** Bad input: the command ends with exit code 2 and this message, which says what to do. */
export class Failure extends Error {
  constructor(readonly detail: Message) {
    super(detail.template);
  }
}

/** Fails with a message. The template must be a literal, so that translations can be checked for completeness. */
export function fail(detail: Message): never {
  throw new Failure(detail);
}
