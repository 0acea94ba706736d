import ora from 'ora';
import type { Session } from '../session.ts';
import { fit } from './columns.ts';

/** One line that changes in place, and lasting lines above it. */
export interface LiveLine {
  show(text: string): void;
  clear(): void;
  /** A lasting line. */
  print(line: string): void;
  close(): void;
}

export type LiveLineSession = Pick<Session, 'output' | 'io' | 'messages' | 'colour'> & Partial<Pick<Session, 'options'>>;

/** Seconds between two signs of life where nothing may be drawn over. */
const HEARTBEAT_SECONDS = 30;

/** Columns that the spinner itself needs, and one that stays free: a line that fills the last one is broken by some terminals. */
const SPINNER_COLUMNS = 3;

/**
 * In a terminal a spinner on stderr; elsewhere no cursor control at all: lasting lines only, and a heartbeat line while something takes long.
 * With `--json` the events say everything, so nothing is shown.
 */
export function createLiveLine(session: LiveLineSession): LiveLine {
  if (session.output.json) return { show: () => {}, clear: () => {}, print: () => {}, close: () => {} };
  return isStill(session) ? heartbeat(session) : spinner(session);
}

/** Nothing may be drawn over: no terminal, or one that cannot, or CI; nor between the lines that `--verbose` writes for each call. */
export const isStill = ({ io: { stderr, env }, options }: Pick<Session, 'io'> & Partial<Pick<Session, 'options'>>): boolean =>
  stderr.isTTY !== true || env['TERM'] === 'dumb' || (env['CI'] ?? '') !== '' || options?.verbose === true;

function spinner({ output, io: { stderr }, colour }: LiveLineSession): LiveLine {
  // discardStdin would put the terminal into raw mode, and Ctrl-C must stay a signal. Colours are decided by our own gate.
  const wheel = ora({ stream: stderr, isEnabled: true, discardStdin: false, color: colour.level > 0 ? 'cyan' : false });
  return {
    show(text) {
      wheel.text = fit(text.replaceAll(/[\n\t]+/g, ' '), (stderr.columns ?? 80) - SPINNER_COLUMNS);
      if (!wheel.isSpinning) wheel.start();
    },
    clear: () => void wheel.stop(),
    print(line) {
      const isSpinning = wheel.isSpinning;
      wheel.stop();
      output.note(line);
      if (isSpinning) wheel.start();
    },
    close: () => void wheel.stop(),
  };
}

function heartbeat({ output, messages }: LiveLineSession): LiveLine {
  const started = Date.now();
  let text = '';
  const timer = setInterval(() => {
    if (text !== '') output.note(`… ${messages.ui.stillWorking({ seconds: Math.round((Date.now() - started) / 1000) })} ${text}`);
  }, HEARTBEAT_SECONDS * 1000);
  timer.unref();
  return {
    show: shown => void (text = shown),
    clear: () => void (text = ''),
    print: output.note,
    close: () => clearInterval(timer),
  };
}
