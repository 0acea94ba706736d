import ora from 'ora';
import type { Messages } from '../i18n/index.ts';
import type { Output } from './output.ts';

/** One line that changes in place, and lasting lines above it. */
export interface LiveLine {
  show(text: string): void;
  clear(): void;
  /** A lasting line. */
  print(line: string): void;
  close(): void;
}

/** Seconds between two signs of life where nothing may be drawn over. */
const HEARTBEAT_SECONDS = 30;

/**
 * In a terminal a spinner on stderr; elsewhere no cursor control at all: lasting lines only, and a heartbeat line while something takes long.
 * With `--json` the events say everything, so nothing is shown.
 */
export function createLiveLine({
  output,
  stderr,
  messages,
}: {
  readonly output: Output;
  readonly stderr: NodeJS.WriteStream;
  readonly messages: Messages;
}): LiveLine {
  if (output.json) return { show: () => {}, clear: () => {}, print: () => {}, close: () => {} };
  const still = stderr.isTTY !== true || process.env['TERM'] === 'dumb' || (process.env['CI'] ?? '') !== '';
  return still ? heartbeat(output, messages) : spinner(output, stderr);
}

function spinner(output: Output, stderr: NodeJS.WriteStream): LiveLine {
  // discardStdin would put the terminal into raw mode, and Ctrl-C must stay a signal.
  const wheel = ora({ stream: stderr, discardStdin: false, hideCursor: true });
  return {
    show(text) {
      wheel.text = text;
      if (!wheel.isSpinning) wheel.start();
    },
    clear: () => void wheel.stop(),
    print(line) {
      const spinning = wheel.isSpinning;
      wheel.stop();
      output.note(line);
      if (spinning) wheel.start();
    },
    close: () => void wheel.stop(),
  };
}

function heartbeat(output: Output, messages: Messages): LiveLine {
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
