import { createProgram } from './cli.ts';
import { chooseLanguage } from './i18n/language.ts';
import { LANGUAGES } from './i18n/index.ts';
import type { Io } from './session.ts';
import { createColour } from './ui/colour.ts';
import { showError } from './ui/error-view.ts';
import { createOutput } from './ui/output.ts';
import { version } from './version.ts';

/** Exit codes of the shell's convention: 128 + the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Runs the program on this process's own arguments and streams, and sets its exit code. */
export async function main(): Promise<void> {
  // The bundle freezes the SDK, so its warning about future releases on this Node is of no use to anybody.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  // `wizard plan | head` closes the pipe: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const { stdin, stdout, stderr, env } = process;
  process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
}

/** Runs one command line; the only place that catches everything and prints it. Returns the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const language = chooseLanguage(optionValue(argv, '--lang'), io.env, Intl.DateTimeFormat().resolvedOptions().locale);
  const messages = LANGUAGES[language];
  const output = createOutput(io, argv.includes('--json'));
  const colour = createColour({ flag: !argv.includes('--no-color'), env: io.env, isTTY: io.stderr.isTTY === true });
  const signals = listenToSignals(() => output.note(messages.ui.stopping));
  try {
    const { parse } = createProgram({ io, language, messages, output, colour, stopped: () => signals.received() !== undefined });
    const code = await parse(argv);
    return signals.received() ?? code;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') {
      output.note(`\n${messages.ui.cancelled}`);
      return SIGNALS.SIGINT;
    }
    const code = showError(error, { output, messages, colour, version: version() });
    return signals.received() ?? code;
  } finally {
    signals.close();
  }
}

/** The first signal asks for an orderly end; the second ends the process at once. */
function listenToSignals(onFirst: () => void): { received(): number | undefined; close(): void } {
  let code: number | undefined;
  const handlers = Object.entries(SIGNALS).map(([signal, exitCode]) => {
    const handler = (): void => {
      if (code !== undefined) process.exit(exitCode);
      code = exitCode;
      onFirst();
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  return {
    received: () => code,
    close: () => handlers.forEach(({ signal, handler }) => process.off(signal, handler)),
  };
}

/** The value of an option, before the command line is parsed: the language of the help depends on it. */
function optionValue(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  return at >= 0 ? argv[at + 1] : argv.find(argument => argument.startsWith(`${name}=`))?.slice(name.length + 1);
}
