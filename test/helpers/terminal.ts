import { spawn, type IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { cleanEnvironment, WIZARD } from './cli.ts';

export interface TerminalOptions {
  readonly cols?: number;
  readonly rows?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** The built program in a pseudo-terminal, and the screen that a person would see. */
export interface TerminalRun {
  /** All lines so far, also those that have scrolled away, without blanks at their ends. */
  lines(): string[];
  screen(): string;
  /** Everything that the program has written, with its control sequences. */
  raw(): string;
  /** Waits until the screen shows a text. */
  waitFor(text: string | RegExp, seconds?: number): Promise<void>;
  type(keys: string): void;
  kill(signal: string): void;
  /** Makes the terminal another width. */
  resize(cols: number): void;
  /** How many lines the terminal itself had to break, since they were longer than it is wide. */
  brokenLines(): string[];
  readonly exit: Promise<number>;
}

export const KEYS = { enter: '\r', escape: '\u001b', down: '\u001b[B', up: '\u001b[A', backspace: '\u007f', interrupt: '\u0003' } as const;

const ROWS = 40;
const SCROLLBACK = 2000;
const LOOK_EVERY_MILLISECONDS = 15;

/** Starts the program in a terminal; it is killed with the test. */
export function runInTerminal(folder: string, args: readonly string[], options: TerminalOptions = {}): TerminalRun {
  const { cols = 100, rows = ROWS, env = {} } = options;
  const { NO_COLOR: _, ...clean } = cleanEnvironment(folder);
  const terminal = new xterm.Terminal({ cols, rows, scrollback: SCROLLBACK, allowProposedApi: true });
  const program: IPty = spawn(process.execPath, [WIZARD, ...args], {
    name: env['TERM'] ?? 'xterm-256color',
    cols,
    rows,
    cwd: folder,
    env: { ...clean, ...env },
  });
  let raw = '';
  let written = Promise.resolve();
  program.onData(data => {
    raw += data;
    written = new Promise(resolve => {
      terminal.write(data, resolve);
    });
  });
  // What the program asks of its terminal, such as where the cursor is, the terminal answers.
  terminal.onData(data => program.write(data));
  const exit = new Promise<number>(resolve => {
    program.onExit(({ exitCode }) => void written.then(() => resolve(exitCode)));
  });
  onTestFinished(async () => {
    program.kill('SIGKILL');
    await exit;
    terminal.dispose();
  });

  const bufferLines = () => {
    const { active } = terminal.buffer;
    return Array.from({ length: active.length }, (_, at) => active.getLine(at)).filter(line => line !== undefined);
  };
  const lines = (): string[] => bufferLines().map(line => line.translateToString(true));
  const screen = (): string => lines().join('\n').trimEnd();
  return {
    lines,
    screen,
    raw: () => raw,
    type: keys => program.write(keys),
    kill: signal => program.kill(signal),
    resize(width) {
      terminal.resize(width, rows);
      program.resize(width, rows);
    },
    exit,
    brokenLines: () => {
      const all = bufferLines();
      return all.flatMap((line, at) => (line.isWrapped ? [all[at - 1]?.translateToString(true) ?? ''] : []));
    },
    async waitFor(text, seconds = 30) {
      const until = Date.now() + seconds * 1000;
      for (;;) {
        const now = screen();
        if (typeof text === 'string' ? now.includes(text) : text.test(now)) return;
        if (Date.now() > until) throw new Error(`${String(text)} was not shown within ${seconds} s:\n${now}`);
        await new Promise(resolve => void setTimeout(resolve, LOOK_EVERY_MILLISECONDS));
      }
    },
  };
}

/** Waits for a question, and answers it. */
export async function answer(terminal: TerminalRun, question: string, keys: string): Promise<void> {
  await terminal.waitFor(new RegExp(`\\? ${question.replaceAll(/[()?]/g, String.raw`\$&`)}`));
  terminal.type(keys);
}
