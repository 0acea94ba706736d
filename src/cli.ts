import { Command as Program, CommanderError, Option } from 'commander';
import { COMMANDS, type Command } from './commands/index.ts';
import { EXIT } from './errors.ts';
import type { Messages } from './i18n/index.ts';
import { QUESTIONS } from './questions.ts';
import type { Question } from './questions/question.ts';
import type { GlobalOptions, Session } from './session.ts';
import { version } from './version.ts';

/** What is there before the command line is parsed. */
export type Setting = Pick<Session, 'io' | 'language' | 'messages' | 'output' | 'colour' | 'stopped'>;

/** The program, ready to parse one command line; `parse` runs the command and returns its exit code. Nothing else knows commander. */
export function createProgram(setting: Setting): { parse(argv: readonly string[]): Promise<number> } {
  const { messages, io } = setting;
  let exitCode: number = EXIT.done;
  const program = new Program('wizard')
    .description(messages.ui.description)
    .version(version(), '-V, --version', messages.options.version)
    .helpOption('-h, --help', messages.options.help)
    .showHelpAfterError(messages.ui.helpHint)
    .configureOutput({ writeOut: text => void io.stdout.write(text), writeErr: text => void io.stderr.write(text) })
    .exitOverride();
  globalOptions(messages).forEach(option => program.addOption(option));

  for (const command of COMMANDS) {
    const added = placeOf(program, command.name, messages);
    optionsOf(command, messages).forEach(option => added.addOption(option));
    added.action(async () => {
      const run = await command.run();
      exitCode = (await run(sessionOf(setting, added.optsWithGlobals(), command.name))) ?? EXIT.done;
    });
  }
  return {
    async parse(argv) {
      try {
        await program.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
        return exitCode;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        return error.exitCode === 0 ? EXIT.done : EXIT.usage;
      }
    },
  };
}

/** The commander command for `name`; for `sandbox start` inside of the group `sandbox`, which is made when it is first needed. */
function placeOf(program: Program, name: string, messages: Messages): Program {
  const words = name.split(' ');
  const leaf = words.at(-1) ?? name;
  const parent =
    words.length === 1 ? program : (program.commands.find(one => one.name() === words[0]) ?? group(program, words[0] ?? '', messages));
  return parent.command(leaf).description(wordsFor(messages.commands, name)).helpOption('-h, --help', messages.options.help);
}

const group = (program: Program, name: string, messages: Messages): Program =>
  program.command(name).description(wordsFor(messages.commands, name)).helpOption('-h, --help', messages.options.help);

const wordsFor = (words: Readonly<Record<string, string>>, name: string): string => words[name] ?? name;

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
    new Option('--lang <language>', options.lang).choices(['en', 'ko']),
    new Option('--no-color', options.noColor),
    new Option('-v, --verbose', options.verbose),
  ];
}

function optionsOf(command: Command, messages: Messages): readonly Option[] {
  const words = messages.options as Readonly<Record<string, string>>;
  const own = (command.options ?? []).map(({ flags }) => {
    const option = new Option(flags);
    option.description = words[option.attributeName()] ?? '';
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

function sessionOf(setting: Setting, options: GlobalOptions & Readonly<Record<string, unknown>>, name: string): Session {
  const { stdin, stderr } = setting.io;
  const flags = [options.sandbox === true ? '--sandbox' : '', options.env === undefined ? '' : `--env ${options.env}`].filter(
    flag => flag !== '',
  );
  return {
    ...setting,
    options,
    interactive: stdin.isTTY === true && stderr.isTTY === true && options.nonInteractive !== true && options.json !== true,
    commandLine: ['wizard', name, ...flags].join(' '),
  };
}
