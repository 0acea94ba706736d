import { COMMANDS, type Command, type Option } from './commands/index.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Messages } from './i18n/index.ts';
import { GLOBAL_OPTIONS, HELP_OPTION, partsOf, questionOption, questionsAsked, VERSION_OPTION, wordsKey } from './options.ts';
import { QUESTIONS } from './questions.ts';
import { questionsWithDefaults } from './questions-with-defaults.ts';

interface FlagRecord {
  readonly flag: string;
  readonly short?: string;
  readonly value: 'must' | 'may' | 'none';
  readonly choices?: readonly string[];
  readonly words: string;
}

/** All that can be typed and all that comes back, from the tables that the program itself works with. */
export interface Reference {
  readonly program: 'wizard';
  readonly version: string;
  readonly commands: readonly {
    readonly name: string;
    readonly words: string;
    readonly argument?: string;
    readonly choices?: readonly string[];
    readonly flags: readonly FlagRecord[];
    /** Flags of the settings that it takes; see `settings`. */
    readonly settings: readonly string[];
  }[];
  readonly globalFlags: readonly FlagRecord[];
  /** Every setting: a flag, and a key of `wizard.yaml`. */
  readonly settings: readonly (FlagRecord & {
    readonly key: string;
    readonly type: string;
    readonly initial?: string;
    readonly why: string;
  })[];
  readonly events: readonly { readonly type: string; readonly words: string }[];
  readonly exitCodes: readonly { readonly code: string; readonly name: string; readonly words: string }[];
  readonly environment: readonly { readonly name: string; readonly words: string }[];
}

function flagRecord(option: Option, words: string): FlagRecord {
  const { long, names, value } = partsOf(option);
  const short = names.find(name => name !== long);
  return {
    flag: long,
    ...(short !== undefined && { short }),
    value,
    ...(option.choices !== undefined && { choices: option.choices }),
    words,
  };
}

/** The reference in one language. */
export function referenceOf(messages: Messages, version: string): Reference {
  const lines: Readonly<Record<string, string>> = messages.options;
  const commandLines: Readonly<Record<string, string>> = messages.commands;
  const ownRecord = (option: Option): FlagRecord => flagRecord(option, lines[wordsKey(option)] ?? '');
  const commandRecord = (command: Command) => ({
    name: command.name,
    words: commandLines[command.name] ?? '',
    ...(command.argument !== undefined && { argument: command.argument }),
    ...(command.choices !== undefined && { choices: command.choices }),
    flags: (command.options ?? []).map(ownRecord),
    settings: questionsAsked(command, QUESTIONS).map(({ flag }) => `--${flag}`),
  });
  return {
    program: 'wizard',
    version,
    commands: COMMANDS.map(commandRecord),
    globalFlags: [...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION].map(ownRecord),
    settings: questionsWithDefaults(messages).map(({ question, initial, message }) => ({
      ...flagRecord(questionOption(question), message),
      key: question.key,
      type: question.type,
      ...(initial !== '' && { initial }),
      why: messages.ask[question.key].why,
    })),
    events: Object.entries<string>(messages.help.events).map(([type, words]) => ({ type, words })),
    exitCodes: EXIT_CODES.map(([name, code]) => ({ code, name, words: messages.help.exitCodes[name] })),
    environment: Object.entries<string>(messages.help.environment).map(([name, words]) => ({ name, words })),
  };
}
