import { type Message, msg } from '../text/message';

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

/** What to say of a failure of the system (no permission, a full disk). */
export function systemFailure(error: NodeJS.ErrnoException): Message {
  const path = error.path ?? '';
  switch (error.code ?? '') {
    case 'EACCES':
    case 'EPERM':
      return msg('There is no permission to use {0}.', path);
    case 'EROFS':
      return msg('{0} cannot be written: its disk is read-only.', path);
    case 'ENOSPC':
      return msg('{0} cannot be written: the disk is full.', path);
    case 'EISDIR':
      return msg('{0} is a folder, not a file.', path);
    case 'ENOTDIR':
    case 'EEXIST':
      return msg('{0} cannot be a folder: there is a file of that name.', path);
    case 'ENOENT':
      return msg('There is no file or folder {0}.', path);
    default:
      return msg('The system says: {0}', error.message);
  }
}
