import { Command as Program, CommanderError, Option } from 'commander';
import { COMMANDS, type Command } from './commands/index.ts';
import { EXIT, UserError } from './errors.ts';
import { LANGUAGES, type Messages } from './i18n/index.ts';
import { nearest } from './nearest.ts';
import { QUESTIONS } from './questions.ts';
import type { Question } from './questions/question.ts';
import { quoted, type GlobalOptions, type Session } from './session.ts';
import { displayWidth } from './ui/columns.ts';
import { version } from './version.ts';

/** What is there before the command line is parsed. */
export type Setting = Omit<Session, 'options' | 'interactive' | 'commandLine'>;

/** The program, ready to parse one command line; `parse` runs the command and returns its exit code. Nothing else knows commander. */
export function createProgram(
  setting: Setting,
  commands: readonly Command[] = COMMANDS,
): { parse(argv: readonly string[]): Promise<number> } {
  const { messages } = setting;
  const program = branch(new Program('wizard'), setting)
    .description(messages.ui.description)
    .version(version(), '-V, --version', messages.options.version);
  globalOptions(messages).forEach(option => program.addOption(option));

  let exitCode: number = EXIT.done;
  let typed: readonly string[] = [];
  const start = async (command: Command, at: Program, words: readonly string[]): Promise<void> => {
    const { argument } = command;
    const [word] = at.args;
    const session = sessionOf(setting, { ...at.optsWithGlobals(), ...(argument !== undefined && { [argument]: word }) }, words);
    exitCode = (await (await command.run())(session)) ?? EXIT.done;
  };
  program.action(async () => {
    refuseWords(program);
    const { interactive, options } = sessionOf(setting, program.opts(), typed);
    if (!interactive && options.json === true) throw usage('commandMissing', '', program);
    if (!interactive) return program.outputHelp();
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
    async parse(argv) {
      typed = argv;
      // The options of the other commands are made for nothing: there are many, and help is to start at once.
      for (const { command, leaf } of leaves)
        if (argv.includes(leaf.name())) optionsOf(command, messages).forEach(option => leaf.addOption(option));
      try {
        await program.parseAsync([...argv], { from: 'user' });
        return exitCode;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        if (error.exitCode === 0) return EXIT.done;
        throw usageOf(error, argv, program);
      }
    },
  };
}

/** A command that says in our own words what it does not understand, and whose help is in the user's language. */
function plain(command: Program, { messages, io }: Setting): Program {
  const { headings } = messages.ui;
  const words: Readonly<Record<string, string>> = headings;
  return command
    .helpOption('-h, --help', messages.options.help)
    .allowUnknownOption()
    .allowExcessArguments()
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 20,
      displayWidth,
      styleTitle: title => words[title.replace(':', '')] ?? title,
    })
    .configureOutput({
      writeOut: text => void io.stdout.write(text),
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 80,
    })
    .exitOverride();
}

/** A command that has others below it. */
const branch = (command: Program, setting: Setting): Program =>
  plain(command, setting).helpCommand('help [command]', setting.messages.commands.help);

/** The commander command for `name`; for `sandbox start` inside of the group `sandbox`, which is made when it is first needed. */
function placeOf(parent: Program, name: string, setting: Setting, above = ''): Program {
  const { commands, moreHelp } = setting.messages;
  const [first = '', ...rest] = name.split(' ');
  const full = `${above}${first}`;
  const describe = (command: Program): Program =>
    command.description(wordsFor(commands, full)).addHelpText('after', wordsFor(moreHelp, full, ''));
  if (rest.length === 0) return describe(plain(parent.command(first), setting));
  const known = parent.commands.find(one => one.name() === first);
  const group = known ?? describe(branch(parent.command(first), setting));
  if (known === undefined)
    group.action(() => {
      refuseWords(group);
      throw usage('commandMissing', '', group);
    });
  return placeOf(group, rest.join(' '), setting, `${full} `);
}

const wordsFor = (words: Readonly<Record<string, string>>, name: string, otherwise = name): string => words[name] ?? otherwise;

/** What `wizard` alone means: to look at the set-up that is here, or to make one. */
async function usualCommand(commands: readonly Command[], { io }: Setting, options: Session['options']): Promise<Command> {
  const { hasState } = await import('./workspace.ts');
  const name = (await hasState({ io, options })) ? 'status' : 'init';
  const command = commands.find(one => one.name === name);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  return command;
}

function globalOptions({ options }: Messages): readonly Option[] {
  return [
    new Option('--config <file>', options.config),
    new Option('--env <name>', options.env),
    new Option('--profile <name>', options.profile),
    new Option('--region <region>', options.region),
    new Option('--endpoint-url <url>', options.endpointUrl),
    new Option('--sandbox', options.sandbox),
    new Option('-y, --yes', options.yes),
    new Option('--non-interactive', options.nonInteractive),
    new Option('--dry-run', options.dryRun),
    new Option('--adopt', options.adopt),
    new Option('--json', options.json),
    new Option('--lang <language>', options.lang),
    new Option('--no-color', options.noColor),
    new Option('-v, --verbose', options.verbose),
  ];
}

function optionsOf(command: Command, messages: Messages): readonly Option[] {
  const words = messages.options as Readonly<Record<string, string>>;
  const own = (command.options ?? []).map(({ flags, words: key }) => {
    const option = new Option(flags);
    option.description = words[key ?? option.attributeName()] ?? '';
    return option;
  });
  const taken = new Set([...own, ...globalOptions(messages)].map(option => option.attributeName()));
  const asked = QUESTIONS.filter(question => command.steps?.includes(question.step) === true).map(question =>
    questionOption(question, messages),
  );
  return [...own, ...asked.filter(option => !taken.has(option.attributeName()))];
}

/** Every question is also an option; the answer is checked where answers are checked, all of them together. */
function questionOption(question: Question, messages: Messages): Option {
  const words = (messages.ask as Readonly<Record<string, { readonly message: string }>>)[question.key];
  return new Option(question.type === 'yes-no' ? `--${question.flag} <yes|no>` : `--${question.flag} <value>`, words?.message ?? '');
}

function sessionOf(setting: Setting, options: GlobalOptions & Readonly<Record<string, unknown>>, words: readonly string[]): Session {
  const { stdin, stderr } = setting.io;
  if (options.lang !== undefined && !(options.lang in LANGUAGES))
    throw new UserError('optionChoice', { flag: '--lang', value: options.lang, choices: Object.keys(LANGUAGES).join(', ') });
  return {
    ...setting,
    options,
    interactive: stdin.isTTY === true && stderr.isTTY === true && options.nonInteractive !== true && options.json !== true,
    commandLine: ['wizard', ...words].map(quoted).join(' '),
  };
}

type Fault = ConstructorParameters<typeof UserError<'usage'>>[1]['fault'];

/** `wizard sandbox start` */
const fullName = (command: Program): string => (command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`);

const optionNames = (command: Program | null): readonly string[] =>
  command === null ? [] : [...command.options.flatMap(({ long }) => long ?? []), '--help', ...optionNames(command.parent)];

function usage(fault: Fault, word: string, at: Program): UserError {
  const known = fault === 'unknownOption' ? optionNames(at) : at.commands.map(command => command.name());
  const suggestion = word.startsWith('-') && !word.startsWith('--') ? undefined : nearest(word.split('=')[0] ?? '', known);
  return new UserError('usage', { fault, word, command: fullName(at), suggestion: word === '' ? undefined : suggestion });
}

/** Refuses what stands behind a command and is none of its options, nor the word that it takes. */
function refuseWords(at: Program, taken = 0): void {
  const [first] = at.args;
  const word = first?.startsWith('-') ? first : at.args[taken];
  if (word === undefined) return;
  if (word.startsWith('-')) throw usage('unknownOption', word, at);
  throw usage(at.commands.length > 0 ? 'unknownCommand' : 'tooManyWords', word, at);
}

/** What commander itself has found: an option without its value, or help about a command that does not exist. */
function usageOf(error: CommanderError, argv: readonly string[], program: Program): UserError {
  if (error.code === 'commander.optionMissingArgument') return usage('valueMissing', /'([^']+)'/.exec(error.message)?.[1] ?? '', program);
  return usage('unknownCommand', argv[argv.indexOf('help') + 1] ?? '', program);
}
