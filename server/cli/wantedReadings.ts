import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import type { Source } from '../alignment/reading';
import { readDiskFile } from '../files/diskFiles';
import { parseReadingFile, type ReadingFile } from '../readings/readingFile';
import type { Wanted } from '../readings/readPair';
import { decodeText } from '../text/canonical';
import { LineIndex } from '../text/lines';
import type { Translate } from '../report/translate';
import { type Message, msg } from '../text/message';
import { fail } from './failure';

/** The source with a name; undefined for what is none. */
export function sourceNamed(name: string): Source | undefined {
  return name === 'engine' || name === 'model' || name === 'published' || name === 'person' ? name : undefined;
}

/** What is asked for by `--source` and `--readings`. */
export interface ReadingOptions {
  readonly source: string;
  readonly readings?: string | undefined;
}

/** The readings that the options ask for; undefined for the highest source present. */
export async function wantedReadings(options: ReadingOptions, t: Translate): Promise<readonly Wanted[] | undefined> {
  if (options.readings !== undefined) {
    if (options.source !== 'auto') fail(msg('Use either --source or --readings.'));
    const names = options.readings.split(',').map((name) => name.trim());
    return Promise.all(names.map((name) => wantedNamed(name, t)));
  }
  if (options.source === 'auto') return undefined;
  return [
    sourceNamed(options.source) ??
      fail(msg('There is no source “{0}”: use auto, published, model or engine.', options.source)),
  ];
}

/** A source, or the reading file at a path. */
export async function wantedNamed(name: string, t: Translate): Promise<Wanted> {
  return sourceNamed(name) ?? readReadingFile(name, await readText(name, neitherFileNorSource(name)), t);
}

/** What is wrong with a name that is to be that of a source or of a file. */
export function neitherFileNorSource(name: string): Message {
  return msg('“{0}” is neither a file nor a source: name a reading file, published, model or engine.', name);
}

/** Reads a file that a command names. @throws Failure with what to say where it is missing. */
export async function readText(path: string, missing: Message = msg('There is no file {0}.', path)): Promise<string> {
  const bytes = await readDiskFile(URI.file(resolve(path)).toString());
  if (bytes === undefined) fail(missing);
  return decodeText(bytes).text;
}

/** Parses a reading file; the first fault ends the command. */
export function readReadingFile(path: string, text: string, t: Translate): ReadingFile {
  const { file, problems } = parseReadingFile(text, path);
  if (file !== undefined) return file;
  const [problem] = problems;
  if (problem === undefined) throw new Error('a reading file that does not parse has a problem');
  const line = problem.span === undefined ? 1 : new LineIndex(text).lineAt(problem.span.start) + 1;
  return fail(msg('{0}, line {1}: {2}', path, line, t(problem.message)));
}
