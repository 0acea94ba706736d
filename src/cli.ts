import { Command as Program, CommanderError, Option as Flag } from 'commander';
import { COMMANDS, type Command } from './commands/index.ts';
import { EXIT, UserError } from './errors.ts';
import { LANGUAGE_NAMES } from './i18n/load-messages.ts';
import { refuseNoAddress, withoutLogin } from './aws/endpoint.ts';
import { nearest } from './nearest.ts';
import { onSetUp } from './on-set-up.ts';
import { HELP_TOPICS } from './option-choices.ts';
import { GLOBAL_OPTIONS, HELP_OPTION, ownOptions, partsOf, VERSION_OPTION } from './options.ts';
import { quoted, type GlobalOptions, type Session } from './session.ts';
import { printHelp } from './show-help.ts';
import { placeIn } from './typed-words.ts';
import { version } from './version.ts';

/** What is there before the command line is parsed. */
export type Setting = Omit<Session, 'options' | 'interactive' | 'commandLine'>;

/** The program, ready to parse one command line; `parse` runs the command and returns its exit code, `options` are the global ones on that line. Nothing else knows commander. */
export function createProgram(
  setting: Setting,
  commands: readonly Command[] = COMMANDS,
): { parse(argv: readonly string[]): Promise<number>; options(): GlobalOptions } {
  const { messages } = setting;
  const program = plain(new Program('wizard'), setting).version(version(), VERSION_OPTION.flags);
  GLOBAL_OPTIONS.forEach(({ flags }) => program.addOption(new Flag(flags)));

  let exitCode: number = EXIT.done;
  let typed: readonly string[] = [];
  const start = async (command: Command, at: Program, words: readonly string[]): Promise<void> => {
    const { argument } = command;
    const [word] = at.args;
    const session = sessionOf(setting, { ...at.optsWithGlobals(), ...(argument !== undefined && { [argument]: word }) }, words);
    refuseBlanks(command, at, session.options);
    exitCode = (await (await command.run())(session)) ?? EXIT.done;
  };
  program.action(async () => {
    refuseWords(program);
    const { interactive, options } = sessionOf(setting, program.opts(), typed);
    if (!interactive && options.json === true) throw usage('commandMissing', '', program);
    if (!interactive) return printHelp('', setting.io, { words: messages, messages: async () => messages });
    const command = await usualCommand(commands, setting, options);
    await start(command, program, [command.name, ...typed]);
  });
  const leaves = commands.map(command => {
    const leaf = placeOf(program, command.name, setting);
    if (command.argument !== undefined) leaf.argument(`[${command.argument}]`);
    leaf.action(async () => {
      refuseWords(leaf, command.argument === undefined ? 0 : 1);
      await start(command, leaf, typed);
    });
    return { command, leaf };
  });
  return {
    options: () => program.opts(),
    async parse(argv) {
      typed = argv;
      // The options of the other commands are made for nothing: there are many, and help is to start at once.
      for (const { command, leaf } of leaves)
        if (argv.includes(leaf.name())) (await flagsOf(command)).forEach(flags => leaf.addOption(new Flag(flags)));
      try {
        await program.parseAsync([...argv], { from: 'user' });
        return exitCode;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        if (error.exitCode === 0) return EXIT.done;
        throw usageOf(error, program);
      }
    },
  };
}

/** A command that says in our own words what it does not understand; its help is ours too, see show-help.ts. */
const plain = (command: Program, { io }: Setting): Program =>
  command
    .helpOption(false)
    .helpCommand(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .configureOutput({ writeOut: text => void io.stdout.write(text), writeErr: () => {}, outputError: () => {} })
    .exitOverride();

/** The commander command for `name`; for `sandbox start` inside of the group `sandbox`, which is made when it is first needed. */
function placeOf(parent: Program, name: string, setting: Setting): Program {
  const [first = '', ...rest] = name.split(' ');
  if (rest.length === 0) return plain(parent.command(first), setting);
  const known = parent.commands.find(one => one.name() === first);
  const group = known ?? plain(parent.command(first), setting);
  if (known === undefined)
    group.action(() => {
      refuseWords(group);
      throw usage('commandMissing', '', group);
    });
  return placeOf(group, rest.join(' '), setting);
}

/** What `wizard` alone means: to look at the set-up that is here, or to make one. */
async function usualCommand(commands: readonly Command[], { io }: Setting, options: Session['options']): Promise<Command> {
  const { hasState, sharesState } = await import('./workspace.ts');
  const here = { io, options };
  const name = (await hasState(here)) || (await sharesState(here)) ? 'status' : 'init';
  const command = commands.find(one => one.name === name);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  return command;
}

/** The options that a command has beside the global ones; the questions are read only where it asks some. */
async function flagsOf(command: Command): Promise<readonly string[]> {
  const questions = command.steps === undefined ? [] : (await import('./questions.ts')).QUESTIONS;
  return ownOptions(command, questions).map(({ flags }) => flags);
}

function sessionOf(setting: Setting, options: GlobalOptions & Readonly<Record<string, unknown>>, words: readonly string[]): Session {
  const { stdin, stderr } = setting.io;
  if (options.lang !== undefined && !LANGUAGE_NAMES.some(name => name === options.lang))
    throw new UserError('optionChoice', { flag: '--lang', value: options.lang, choices: LANGUAGE_NAMES.join(', ') });
  if (options.endpointUrl !== undefined && options.endpointUrl.trim() !== '') refuseNoAddress('--endpoint-url', options.endpointUrl);
  if (options.sandbox === true && options.endpointUrl !== undefined) throw new UserError('endpointBesideSandbox', {});
  return {
    ...setting,
    messages: onSetUp({ options }, setting.messages),
    options,
    interactive: stdin.isTTY === true && stderr.isTTY === true && options.nonInteractive !== true && options.json !== true,
    commandLine: ['wizard', ...words].map(quoted).join(' '),
  };
}

type Fault = ConstructorParameters<typeof UserError<'usage'>>[1]['fault'];

/** `wizard sandbox start` */
const fullName = (command: Program): string => (command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`);

const optionNames = (command: Program | null): readonly string[] =>
  command === null ? [] : [...command.options.flatMap(({ long }) => long ?? []), partsOf(HELP_OPTION).long, ...optionNames(command.parent)];

function usage(fault: Fault, word: string, at: Program): UserError {
  const known =
    fault === 'unknownOption'
      ? optionNames(at)
      : [...at.commands.map(command => command.name()), ...(at.parent === null ? HELP_TOPICS : [])];
  const suggestion = word.startsWith('-') && !word.startsWith('--') ? undefined : nearest(word.split('=')[0] ?? '', known);
  return new UserError('usage', {
    fault,
    word: word.includes('://') ? withoutLogin(word) : word,
    command: fullName(at),
    suggestion: word === '' ? undefined : suggestion,
  });
}

/** Refuses what stands behind a command and is none of its options, nor the word that it takes. */
function refuseWords(at: Program, taken = 0): void {
  const [first, ...rest] = at.args;
  if (at.parent === null && first === 'help') throw usage('unknownCommand', placeIn(COMMANDS, rest).rest[0] ?? '', at);
  const word = first?.startsWith('-') ? first : at.args[taken];
  if (word === undefined) return;
  if (word.startsWith('-')) throw usage('unknownOption', word, at);
  throw usage(at.commands.length > 0 ? 'unknownCommand' : 'tooManyWords', word, at);
}

/** Refuses an option that is given with nothing in it, such as a variable of a script that is not set. Answers to questions are checked as answers. */
function refuseBlanks({ options = [] }: Command, at: Program, values: Session['options']): void {
  for (const { flags } of [...options, ...GLOBAL_OPTIONS]) {
    const flag = new Flag(flags);
    const value = values[flag.attributeName()];
    if (typeof value === 'string' && value.trim() === '') throw usage('valueMissing', flag.long ?? '', at);
  }
}

/** What commander itself has found: an option without its value. */
const usageOf = (error: CommanderError, program: Program): UserError =>
  usage('valueMissing', /'([^']+)'/.exec(error.message)?.[1] ?? '', program);
