#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import chinese from '../l10n/zh-cn.json';
import { environmentLocale } from '../files/locale';
import { isSystemFailure, systemFailure } from '../files/systemFailure';
import { formats } from '../report/formats';
import { reportParts } from '../report/parts';
import { printable } from '../report/summary';
import { isSimplifiedChinese, translator } from '../report/translate';
import { msg } from '../text/message';
import { alignCommand, formatNamed } from './alignCommand';
import { changesCommand } from './changesCommand';
import { compareCommand } from './compareCommand';
import { evalCommand, type EvalOptions } from './evalCommand';
import { explainCommand } from './explainCommand';
import { exportCommand, type ExportOptions } from './exportCommand';
import { fsckCommand } from './fsckCommand';
import { Failure } from './failure';
import { kindCommand } from './kindCommand';
import { importCommand } from './importCommand';
import { importDecisionsCommand } from './importDecisionsCommand';
import { segmentsCommand } from './segmentsCommand';
import type { Output } from './output';
import { readCommand, type ReadCommandOptions } from './readCommand';
import { inWords, usageFault } from './usage';
import { type ReadingOptions, wantedReadings } from './wantedReadings';
import { version } from '../../package.json';

const isChinese = isSimplifiedChinese(environmentLocale());
const t = translator(isChinese ? chinese : undefined);

const output: Output = {
  print: (text) => void process.stdout.write(text),
  say: (text) => void process.stderr.write(`${printable(text)}\n`),
  width: Math.max(60, Math.min(process.stdout.columns || 100, 120)),
  language: isChinese ? 'zh-CN' : 'en',
};

const program = inWords(new Command('counterpoint'), t)
  .description(t(msg('Lays two essays on the same question face to face, passage by passage.')))
  .version(version, '-V, --version', t(msg('Show the version')))
  .exitOverride()
  .showHelpAfterError(false);

/** The options that say which readings a command shows (`wantedReadings`). */
const sourceOption = new Option(
  '--source <source>',
  t(msg('Whose reading to show: auto, published, model or engine')),
).default('auto');
const readingsOption = new Option(
  '--readings <list>',
  t(msg('Lay readings over each other: sources or reading files, such as published,engine')),
);

program
  .command('align')
  .description(t(msg('Align a corpus folder, an essay with its counterpart, or any two documents.')))
  .argument('<path...>', t(msg('A folder, a counterpoint.yaml, an essay, or two documents')))
  .option('--format <format>', t(msg('text, markdown, json or reading (a reading file, to share)')), 'text')
  .option('--out <file>', t(msg('Write to a file instead of standard output')))
  .option('--links <n>', t(msg('How many links a pair to show (text format)')))
  .option('--all-suggestions', t(msg('Add every passage pair by score (json format)')), false)
  .addOption(sourceOption)
  .addOption(readingsOption)
  .option('--embeddings <url>', t(msg('Use a server’s vectors of the sentences too (OpenAI-compatible)')))
  .option('--embeddings-model <name>', t(msg('The model’s name there')))
  .option('--yes', t(msg('Send without asking')), false)
  .option('--allow-http', t(msg('Allow http to another machine: the essays can be read on the way')), false)
  .action(
    async (
      paths: string[],
      options: ReadingOptions & {
        format: string;
        out?: string;
        links?: string;
        allSuggestions: boolean;
        embeddings?: string;
        embeddingsModel?: string;
        yes: boolean;
        allowHttp: boolean;
      },
    ) => {
      const { embeddings: url, embeddingsModel: model, yes, allowHttp } = options;
      if ((url === undefined) !== (model === undefined))
        throw new Failure(msg('--embeddings and --embeddings-model go together.'));
      const links = options.links === undefined ? undefined : Number.parseInt(options.links, 10);
      if (links !== undefined && !(links >= 0))
        throw new Failure(msg('“--links” takes a whole number, not “{0}”.', options.links ?? ''));
      await alignCommand(
        paths,
        {
          format: formatNamed(options.format),
          out: options.out,
          links,
          allSuggestions: options.allSuggestions,
          wanted: await wantedReadings(options, t),
          ...(url === undefined || model === undefined ? {} : { embeddings: { url, model, yes, allowHttp } }),
        },
        output,
        t,
      );
    },
  );

program
  .command('import')
  .description(t(msg('Turn a compendium (one long converted text) into a corpus of paired essays.')))
  .argument('<file>', t(msg('The compendium, as plain text or Markdown')))
  .requiredOption('--out <folder>', t(msg('The folder to write to')))
  .option('--verify', t(msg('Show where every word of the source went')), false)
  .option('--overwrite', t(msg('Overwrite files that were edited since the last import')), false)
  .option(
    '--perspective <place=id...>',
    t(msg('Say whose view an essay is, such as 2.1=chinese (theme 2, first essay)')),
  )
  .action(
    async (file: string, options: { out: string; verify: boolean; overwrite: boolean; perspective?: string[] }) => {
      await importCommand(file, options, output, t);
    },
  );

program
  .command('export')
  .description(t(msg('Write a reading report, or the links as data, to a file.')))
  .argument('<path...>', t(msg('A folder, a counterpoint.yaml, an essay, or two documents')))
  .option(
    '--format <format>',
    t(msg('{0}; without it the ending of the file says', formats.map(({ id }) => id).join(', '))),
  )
  .option('--out <file>', t(msg('Write to a file instead of standard output')))
  .option('--theme <id>', t(msg('One theme instead of all')))
  .option('--only <parts>', t(msg('What goes into a report: {0}', reportParts.map(({ part }) => part).join(','))))
  .option('--without <parts>', t(msg('What stays out of a report')))
  .addOption(sourceOption)
  .addOption(readingsOption)
  .action(async (paths: string[], options: ReadingOptions & Omit<ExportOptions, 'wanted'>) => {
    await exportCommand(paths, { ...options, wanted: await wantedReadings(options, t) }, output, t);
  });

program
  .command('compare')
  .description(t(msg('Hold two readings of the same essays against each other.')))
  .argument(
    '<path...>',
    t(msg('A corpus, or two documents, with --a and --b; or two files: Alignment JSON or reading files')),
  )
  .option('--a <reading>', t(msg('One reading: published, model, engine, or a file')))
  .option('--b <reading>', t(msg('The other reading')))
  .option('--format <format>', t(msg('text or json')), 'text')
  .action(async (paths: string[], options: { a?: string; b?: string; format: string }) => {
    await compareCommand(paths, options, output, t);
  });

program
  .command('changes')
  .description(t(msg('Show what a revision of the essays did to their alignment.')))
  .argument('<path...>', t(msg('A folder, a counterpoint.yaml, an essay, or two documents')))
  .option('--since <revision>', t(msg('Compare with the essays in this git commit, branch or tag (HEAD)')))
  .option('--against <file>', t(msg('Compare with an earlier version of the essay')))
  .option('--format <format>', t(msg('markdown or json')), 'markdown')
  .option('--out <file>', t(msg('Write to a file instead of standard output')))
  .addOption(sourceOption)
  .addOption(readingsOption)
  .action(
    async (
      paths: string[],
      options: ReadingOptions & { since?: string; against?: string; format: string; out?: string },
    ) => {
      await changesCommand(paths, { ...options, wanted: await wantedReadings(options, t) }, output, t);
    },
  );

program
  .command('eval')
  .description(t(msg('Measure readings by a gold set: careful readers’ links.')))
  .argument('<path>', t(msg('A corpus folder, or an Alignment JSON')))
  .requiredOption(
    '--gold <folder>',
    t(msg('A gold set, or a corpus with decisions (docs/measure.md says how to make one)')),
  )
  .option('--source <list>', t(msg('Whose readings, such as engine,published,mine.reading.json')))
  .option('--ranked', t(msg('Score the full ranking in place of the links')), false)
  .option('--format <format>', t(msg('text or json')), 'text')
  .action(async (path: string, options: EvalOptions) => {
    await evalCommand(path, options, output, t);
  });

program
  .command('segments')
  .description(t(msg('Number the sentences of paired essays: the beginning of a gold set.')))
  .argument('<path...>', t(msg('A corpus folder, or two documents')))
  .action(async (paths: string[]) => {
    await segmentsCommand(paths, output);
  });

program
  .command('read')
  .description(t(msg('Let a chat model read a pair, or all pairs of a corpus, and write its reading.')))
  .argument('<path...>', t(msg('A folder, a counterpoint.yaml, an essay, or two documents')))
  .option(
    '--endpoint <url>',
    t(msg('An OpenAI-compatible server, such as http://localhost:11434/v1 (key: COUNTERPOINT_API_KEY)')),
  )
  .option('--model <name>', t(msg('The model’s name there')))
  .option('--theme <id>', t(msg('Only this theme')))
  .option('--out <file>', t(msg('Write one reading file here instead of one for each theme beside the manifest')))
  .option('--changed', t(msg('Read only passages that have changed since the model read them')), false)
  .option('--yes', t(msg('Send without asking')), false)
  .option('--print-prompt', t(msg('Print what would be sent, and send nothing')), false)
  .option('--replies <file...>', t(msg('Take the replies from files, in the order of the calls, and send nothing')))
  .option('--context <tokens>', t(msg('How many tokens the model takes (32000)')))
  .option('--timeout <seconds>', t(msg('How long the server may be silent (600)')))
  .option('--allow-http', t(msg('Allow http to another machine: the essays can be read on the way')), false)
  .action(async (paths: string[], options: ReadCommandOptions) => {
    await readCommand(paths, options, output, t);
  });

program
  .command('explain')
  .description(t(msg('Say why two passages are, or are not, linked.')))
  .argument('<file:line>', t(msg('A place in one essay')))
  .argument('<file:line>', t(msg('A place in the other')))
  .action(async (first: string, second: string) => {
    await explainCommand(first, second, output, t);
  });

program
  .command('import-decisions')
  .description(t(msg('Add the decisions and notes of an export (JSON-LD or CSV) to a corpus.')))
  .argument('<corpus>', t(msg('A corpus folder')))
  .argument('<file>', t(msg('What “export --format jsonld” or “csv” wrote')))
  .action(async (path: string, file: string) => {
    await importDecisionsCommand(path, file, output, t);
  });

program
  .command('fsck')
  .description(t(msg('Check the decisions and notes of a corpus: nothing damaged, nothing lost.')))
  .argument('<corpus>', t(msg('A corpus folder')))
  .option('--fix', t(msg('Mend what can be mended; what cannot be read is kept in a file beside')), false)
  .action(async (path: string, options: { fix: boolean }) => {
    exitCode = await fsckCommand(path, options.fix, output, t);
  });

program
  .command('kind')
  .description(t(msg('Tell whether a path is a folder, a compendium or a document.')))
  .argument('<path>', t(msg('A file or folder')))
  .action(async (path: string) => {
    await kindCommand(path, output);
  });

/** What a command that ran says of what it found. */
let exitCode = 0;

async function main(): Promise<number> {
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      const fault = usageFault(error);
      if (fault !== undefined) output.say(`counterpoint: ${t(fault)}`);
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof Failure) {
      output.say(`counterpoint: ${t(error.detail)}`);
      return 2;
    }
    if (isSystemFailure(error)) {
      output.say(`counterpoint: ${t(systemFailure(error))}`);
      return 2;
    }
    throw error;
  }
}

// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void main().then((code) => {
  process.exitCode = code;
});
