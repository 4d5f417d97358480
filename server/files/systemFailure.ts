import { basename, dirname } from 'node:path';
import { type Message, msg } from '../text/message';

/** A file was to be written through a link that leads out of the folder that was named. */
export class LeadsOut extends Error {
  constructor(readonly file: string) {
    super(`${file} leads out of its folder by a link.`);
  }
}

/** Whether an error is the system's word on a file: no permission, a full disk, a folder that is none, a link out of it. */
export function isSystemFailure(error: unknown): error is NodeJS.ErrnoException | LeadsOut {
  return error instanceof LeadsOut || (error instanceof Error && 'syscall' in error);
}

/** What to say of a failure of the system, and what to do about it. */
export function systemFailure(error: unknown): Message {
  if (!isSystemFailure(error))
    return msg('The system says: {0}', error instanceof Error ? error.message : String(error));
  if (error instanceof LeadsOut)
    return msg(
      '{0} would be written outside the folder that was named: a folder on the way points elsewhere. Choose another folder.',
      error.file,
    );
  const path = placeOf(error);
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return msg('There is no permission for {0}. Change its permissions, or choose another folder.', path);
    case 'EROFS':
      return msg('{0} is on a disk that cannot be written to. Choose another folder.', path);
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return msg('There is no space left for {0}. Make room and try again: files written before are whole.', path);
    case 'ENOTDIR':
    case 'EEXIST':
      return msg('{0} cannot be a folder: a file is in its way. Choose another folder.', path);
    case 'EISDIR':
      return msg('{0} is a folder. Name a file.', path);
    case 'ENOENT':
      return msg('There is no file or folder {0}.', path);
    case 'ENAMETOOLONG':
      return msg('The name of {0} is too long.', path);
    case undefined:
    default:
      return msg('The system says: {0}', error.message);
  }
}

/** The file or folder that a person knows: not the temporary file beside it. */
function placeOf(error: NodeJS.ErrnoException & { readonly dest?: string }): string {
  const path = error.dest ?? error.path ?? '';
  return basename(path).startsWith('.counterpoint-') ? dirname(path) : path;
}
