import { createProgram } from './cli.ts';
import { chooseLanguage } from './i18n/language.ts';
import { LANGUAGES } from './i18n/index.ts';
import { programName } from './program-name.ts';
import type { Io } from './session.ts';
import { typedAs } from './typed-as.ts';
import { createColour } from './ui/colour.ts';
import { showError } from './ui/error-view.ts';
import { isLeaving } from './ui/is-leaving.ts';
import { createOutput } from './ui/output.ts';
import { version } from './version.ts';

/** Exit codes of the shell's convention: 128 + the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Runs the program on this process's own arguments and streams, and sets its exit code. */
export async function main(): Promise<void> {
  // The bundle freezes the SDK, so its warning about future releases on this Node is of no use to anybody.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const { stdin, stdout, stderr, env } = process;
  // `wizard plan | head` closes the pipe. Nobody reads any more, but what was begun is finished all the same.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  const argv = process.argv.slice(2);
  if (colourOf(argv, { env, isTTY: true }).level === 0) {
    // The prompts decide by the environment, where FORCE_COLOR would win.
    env['NO_COLOR'] = '1';
    delete env['FORCE_COLOR'];
  }
  process.exitCode = await run(argv, { stdin, stdout, stderr, env, cwd: process.cwd() });
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

const colourOf = (argv: readonly string[], { env, isTTY }: { readonly env: NodeJS.ProcessEnv; readonly isTTY: boolean | undefined }) =>
  createColour({ flag: !argv.includes('--no-color'), env, isTTY: isTTY === true });

/** Runs one command line; the only place that catches everything and prints it. Returns the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { env, stdout, stderr } = io;
  const language = chooseLanguage(optionValue(argv, '--lang'), env, () => Intl.DateTimeFormat().resolvedOptions().locale);
  const program = programName({ script: process.argv[1] ?? '', path: env['PATH'], platform: process.platform });
  const messages = typedAs(program, LANGUAGES[language]);
  const output = createOutput(io, argv.includes('--json'));
  const colour = colourOf(argv, { env, isTTY: stderr.isTTY });
  const resultColour = colourOf(argv, { env, isTTY: stdout.isTTY });
  const { signal, stopped, exitCode, close } = listenToSignals(() => output.note(messages.ui.stopping));
  try {
    const { parse } = createProgram({ io, language, messages, output, colour, resultColour, signal, stopped });
    const code = await parse(argv);
    return exitCode(code);
  } catch (error) {
    if (!isLeaving(error)) return exitCode(showError(error, { output, messages, colour, version: version() }));
    output.note(`\n${messages.ui.cancelled}`);
    output.event({ type: 'result', ok: false, errors: [{ code: 'cancelled', message: messages.ui.cancelled }] });
    return exitCode(SIGNALS.SIGINT);
  } finally {
    close();
  }
}

/** The first signal asks for an orderly end; the second ends the process at once. */
function listenToSignals(onFirst: () => void) {
  const stopping = new AbortController();
  let received: number | undefined;
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      if (received !== undefined) process.exit(code);
      received = code;
      stopping.abort();
      onFirst();
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  return {
    signal: stopping.signal,
    stopped: () => stopping.signal.aborted,
    exitCode: (otherwise: number) => received ?? otherwise,
    close: () => handlers.forEach(({ signal, handler }) => process.off(signal, handler)),
  };
}

/** The value of an option, before the command line is parsed: the language of the help depends on it. */
function optionValue(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  return at >= 0 ? argv[at + 1] : argv.find(argument => argument.startsWith(`${name}=`))?.slice(name.length + 1);
}
