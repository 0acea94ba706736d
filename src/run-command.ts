import { createProgram, type Setting } from './cli.ts';
import { onSetUp } from './on-set-up.ts';
import { createColour } from './ui/colour.ts';
import { showError } from './ui/error-view.ts';
import { isLeaving, Left } from './ui/is-leaving.ts';
import { createOutput } from './ui/output.ts';
import { version } from './version.ts';

/** Exit codes of the shell's convention: 128 + the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Runs one command; the only place that catches everything and prints it. Returns the exit code. */
export async function runCommand(argv: readonly string[], given: Pick<Setting, 'io' | 'language' | 'messages'>): Promise<number> {
  const { io, messages } = given;
  const { env, stdout, stderr } = io;
  const output = createOutput(io, argv.includes('--json'));
  const flag = !argv.includes('--no-color');
  const colour = createColour({ flag, env, isTTY: stderr.isTTY === true });
  const resultColour = createColour({ flag, env, isTTY: stdout.isTTY === true });
  const { signal, stopped, exitCode, close } = listenToSignals(() => output.note(messages.ui.stopping));
  const program = createProgram({ ...given, output, colour, resultColour, signal, stopped });
  try {
    const code = await program.parse(argv);
    return exitCode(code);
  } catch (error) {
    if (!isLeaving(error)) {
      const words = onSetUp({ options: program.options() }, messages);
      return exitCode(showError(error, { output, messages: words, colour, version: version() }));
    }
    if (!(error instanceof Left)) output.note(`\n${messages.ui.cancelled}`);
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
