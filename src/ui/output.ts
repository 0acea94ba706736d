import type { Writable } from 'node:stream';
import type { EventType } from './event-type.ts';
import { wrapLines } from './wrap.ts';

/** Where results and notes go. stdout holds results only; everything else is on stderr. */
export interface Output {
  readonly json: boolean;
  /** A line of the result, for people; nothing with `--json`. */
  print(line: string): void;
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

/** The output of a run, on the two streams. On a terminal notes are broken between words; results never are, since they are copied. */
export function createOutput(
  { stdout, stderr }: { readonly stdout: Writable; readonly stderr: Writable & { readonly columns?: number } },
  json: boolean,
): Output {
  /** One column stays free: a line that fills the last one is broken by some terminals. */
  const lines = (text: string): readonly string[] => (stderr.columns === undefined ? [text] : wrapLines(text, stderr.columns - 1));
  return {
    json,
    print: line => void (json || stdout.write(`${line}\n`)),
    note: text =>
      void (
        json ||
        stderr.write(
          lines(text)
            .map(line => `${line}\n`)
            .join(''),
        )
      ),
    event: event => void (json && stdout.write(`${JSON.stringify(event)}\n`)),
  };
}
