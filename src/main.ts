import { EXIT } from './errors.ts';
import type { Messages } from './i18n/index.ts';
import { chooseLanguage } from './i18n/language.ts';
import { loadHelpWords, loadMessages } from './i18n/load-messages.ts';
import { COMPLETE } from './option-choices.ts';
import { programName } from './program-name.ts';
import type { Io } from './session.ts';
import { showHelp } from './show-help.ts';
import { typedAs } from './typed-as.ts';
import { colourLevel } from './ui/colour-level.ts';

/** Runs the program on this process's own arguments and streams, and sets its exit code. */
export async function main(): Promise<void> {
  const { env } = process;
  // The bundle freezes the SDK, so its warning about future releases on this Node is of no use to anybody.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  process.on('uncaughtException', crash);
  const argv = process.argv.slice(2);
  if (colourLevel({ flag: !argv.includes('--no-color'), env, isTTY: true }) === 0) {
    // The prompts decide by the environment, where FORCE_COLOR would win.
    env['NO_COLOR'] = '1';
    delete env['FORCE_COLOR'];
  }
  process.exitCode = await run(argv, {
    // Node opens a stream when it is first asked for, and that takes a while.
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return heard(process.stdout);
    },
    get stderr() {
      return heard(process.stderr);
    },
    env,
    cwd: process.cwd(),
  });
}

/** Node would print the line of the bundle that has thrown, which is as long as a book. Of a full disk the system's word is enough. */
function crash(error: unknown): never {
  const isSystem = error instanceof Error && 'syscall' in error;
  process.stderr.write(`${error instanceof Error ? (isSystem ? error.message : error.stack) : String(error)}\n`);
  process.exit(isSystem ? EXIT.config : EXIT.bug);
}

/** `wizard plan | head` closes the pipe, and who closes a terminal leaves it dead (EIO). Nobody reads any more, but what was begun is finished all the same. */
function heard(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.listeners('error').includes(ignoreClosedPipe) ? stream : stream.on('error', ignoreClosedPipe);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}

const ASKS_FOR_HELP = new Set(['help', '--help', '-h']);

/** Runs one command line and returns the exit code. Help comes first, since it needs next to nothing of the program. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const language = chooseLanguage(optionValue(argv, '--lang'), io.env, () => Intl.DateTimeFormat().resolvedOptions().locale);
  const program = programName({ script: process.argv[1] ?? '', path: io.env['PATH'], platform: process.platform });
  const messages = async (): Promise<Messages> => typedAs(program, await loadMessages(language));
  if (argv[0] === COMPLETE) {
    const { answerShell } = await import('./completion/answer-shell.ts');
    answerShell(argv.slice(1), io, await loadHelpWords(language));
    return EXIT.done;
  }
  if (argv.some(word => ASKS_FOR_HELP.has(word))) {
    const words = typedAs(program, await loadHelpWords(language));
    if (await showHelp(argv, io, { words, messages })) return EXIT.done;
  }
  const { runCommand } = await import('./run-command.ts');
  return runCommand(argv, { io, language, messages: await messages() });
}

/** The value of an option, before the command line is parsed: the language of the help depends on it. */
function optionValue(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  return at >= 0 ? argv[at + 1] : argv.find(argument => argument.startsWith(`${name}=`))?.slice(name.length + 1);
}
