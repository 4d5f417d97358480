import type { Span } from '../text/essay';
import type { Message } from '../text/message';

/** Something wrong with a file of the corpus, with its place, so that a reader can put it right. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'information';
  /** A stable name of the kind of problem, such as `manifest-unknown-path`. */
  readonly code: string;
  readonly message: Message;
  /** The file, as a POSIX path relative to the corpus root. */
  readonly path: string;
  /** Where in the file's canonical text; undefined when it concerns the file as a whole. */
  readonly span: Span | undefined;
}
