import type { Command, CommanderError } from 'commander';
import type { Translate } from '../report/translate';
import { type Message, msg } from '../text/message';

/** Lets a program, and the commands that are added to it, say their help in the reader's language; faults are left to `usageFault`. */
export function inWords(program: Command, t: Translate): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': t(msg('Usage:')),
    'Arguments:': t(msg('Arguments:')),
    'Options:': t(msg('Options:')),
    'Commands:': t(msg('Commands:')),
  };
  const words: Readonly<Record<string, string>> = {
    '[options]': t(msg('[options]')),
    '[command]': t(msg('[command]')),
  };
  return program
    .helpOption('-h, --help', t(msg('Show this help')))
    .helpCommand('help [command]', t(msg('Show the help of a command')))
    .configureOutput({ outputError: () => undefined })
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      commandUsage: (command) => {
        const parents: string[] = [];
        for (let parent = command.parent; parent; parent = parent.parent) parents.unshift(parent.name());
        return [...parents, command.name(), command.usage()]
          .join(' ')
          .replace(/\[options\]|\[command\]/g, (word) => words[word] ?? word);
      },
      subcommandTerm: (command) => {
        const args = command.registeredArguments.map((argument) =>
          argument.required ? `<${argument.name()}${argument.variadic ? '...' : ''}>` : `[${argument.name()}]`,
        );
        const options = command.options.length > 0 ? [words['[options]'] ?? ''] : [];
        return [command.name(), ...options, ...args].join(' ');
      },
      optionDescription: (option) =>
        typeof option.defaultValue === 'string'
          ? t(msg('{0} (default: {1})', option.description, option.defaultValue))
          : option.description,
    });
}

/** What is wrong with how the program was called; undefined where nothing is (help or the version were asked for). */
export function usageFault(error: CommanderError): Message | undefined {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const suggestion = /Did you mean (?:one of )?(.*)\?/.exec(error.message)?.[1];
  switch (error.code) {
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return undefined;
    case 'commander.missingArgument':
      return msg('“{0}” is missing: see --help.', named);
    case 'commander.optionMissingArgument':
      return msg('“{0}” needs a value.', named);
    case 'commander.missingMandatoryOptionValue':
      return msg('“{0}” is needed.', named);
    case 'commander.excessArguments':
      return msg('There are more arguments than the command takes: see --help.');
    case 'commander.unknownOption':
      return suggestion === undefined
        ? msg('There is no option “{0}”: see --help.', named)
        : msg('There is no option “{0}”. Did you mean {1}?', named, suggestion);
    case 'commander.unknownCommand':
      return suggestion === undefined
        ? msg('There is no command “{0}”: see --help.', named)
        : msg('There is no command “{0}”. Did you mean {1}?', named, suggestion);
    default:
      return msg('The command was not understood: {0}', error.message);
  }
}
