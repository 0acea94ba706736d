import type { Writable } from 'node:stream';
import type { EventType } from './event-type.ts';
import { wrapLines } from './wrap.ts';

/** Where results and notes go. stdout holds results only; everything else is on stderr. */
export interface Output {
  readonly json: boolean;
  /** A line of the result, for people; nothing with `--json`. */
  print(line: string): void;
  /** The same, never broken: a script, a command, JSON. */
  printWhole(text: string): void;
  /** Something that happened, for people, on stderr; nothing with `--json`. */
  note(line: string): void;
  /** Something that happened, for programs: one JSON object on a line of stdout; nothing without `--json`. */
  event(event: { readonly type: EventType } & Readonly<Record<string, unknown>>): void;
}

const STEERING = new RegExp(
  [
    // Operating system commands: titles, links, the clipboard.
    String.raw`\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)`,
    // Control sequences: colours, the cursor.
    String.raw`\u001b\[[0-?]*[ -/]*[@-~]`,
    // Other control characters but tab and line feed, and marks that turn the direction of text.
    String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]`,
  ].join('|'),
  'g',
);

/** Removes what could steer the terminal from text that comes from AWS or from files. */
export const safe = (text: string): string => text.replace(STEERING, '');

type Stream = Writable & { readonly columns?: number };

/** On a terminal lines are broken between words. One column stays free: a line that fills the last one is broken by some terminals. */
export const widthOf = ({ columns = Number.POSITIVE_INFINITY }: { readonly columns?: number }): number => columns - 1;

const write = (stream: Stream, text: string): void => {
  const lines = stream.columns === undefined ? [text] : wrapLines(text, widthOf(stream));
  stream.write(lines.map(line => `${line}\n`).join(''));
};

/** The output of a run, on the two streams. */
export const createOutput = ({ stdout, stderr }: { readonly stdout: Stream; readonly stderr: Stream }, json: boolean): Output => ({
  json,
  print: line => void (json || write(stdout, line)),
  printWhole: text => void (json || stdout.write(`${text}\n`)),
  note: text => void (json || write(stderr, text)),
  event: event => void (json && stdout.write(`${JSON.stringify(event)}\n`)),
});
