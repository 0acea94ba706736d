import type { Session } from '../session.ts';
import { displayWidth, fit } from './columns.ts';
import { createLiveLine, isStill } from './live-line.ts';

/** A few lines that change in place, and lasting lines above them. */
export interface LiveBlock {
  /** What is drawn from now on, once a second anew; the first line is the one that a log gets as a sign of life. */
  show(draw: Draw): void;
  /** Takes the block away until it is shown again, as a question needs it. */
  clear(): void;
  /** A lasting line. */
  print(line: string): void;
  close(): void;
}

type BlockSession = Pick<Session, 'output' | 'io' | 'messages' | 'colour'> & { readonly signal?: AbortSignal | undefined };

type Draw = (width: number) => readonly string[];

const NOTHING: Draw = () => [];

/**
 * In a terminal the block is drawn over itself, never taller or wider than the terminal; elsewhere there are lasting lines only, and a
 * heartbeat.
 */
export function createLiveBlock(session: BlockSession): LiveBlock {
  if (session.output.json || isStill(session)) return lines(session);
  const { output, signal } = session;
  const { stderr } = session.io;
  let draw = NOTHING;
  let drawn: readonly string[] = [];

  const width = (): number => stderr.columns ?? 80;
  /** A terminal that became narrower has broken the lines. */
  const height = (): number => drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(plain(line)) / width())), 0);
  /** Line by line: where all of a screen is cleared at once, tmux keeps it, in what has scrolled away. */
  const erase = (): string => (drawn.length === 0 ? '' : `\r${'\u001b[A\u001b[2K'.repeat(height())}`);
  const redraw = (): void => {
    // A line that fills the last column is broken by some terminals.
    const next = draw(width() - 1).map(line => fitColoured(line, width() - 1));
    const shown = next.slice(0, (stderr.rows ?? 24) - 1);
    stderr.write(`${erase()}${shown.map(line => `${line}\n`).join('')}`);
    drawn = shown;
  };
  const clear = (): void => {
    stderr.write(erase());
    drawn = [];
    draw = NOTHING;
  };
  const timer = setInterval(() => void (draw === NOTHING || redraw()), 1000);
  timer.unref();
  const close = (): void => {
    clearInterval(timer);
    stderr.off('resize', redraw);
    signal?.removeEventListener('abort', close);
    clear();
  };
  stderr.on('resize', redraw);
  signal?.addEventListener('abort', close);
  return {
    show(next) {
      if (signal?.aborted) return;
      draw = next;
      redraw();
    },
    clear,
    print(line) {
      stderr.write(erase());
      drawn = [];
      output.note(line);
      if (draw !== NOTHING) redraw();
    },
    close,
  };
}

function lines(session: BlockSession): LiveBlock {
  const line = createLiveLine(session);
  return { ...line, show: draw => line.show(draw(Number.POSITIVE_INFINITY)[0] ?? '') };
}

// oxlint-disable-next-line no-control-regex -- colours are what is looked for
const COLOUR = /\u001b\[[\d;]*m/g;

const plain = (line: string): string => line.replaceAll(COLOUR, '');

/** What is too long loses its colours, which could not be cut in two. */
const fitColoured = (line: string, width: number): string => (displayWidth(plain(line)) <= width ? line : fit(plain(line), width));
