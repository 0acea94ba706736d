import type { Writable } from 'node:stream';

/** Where results and notes go. stdout holds results only; everything else is on stderr. */
export interface Output {
  readonly json: boolean;
  /** A line of the result, for people; nothing with `--json`. */
  print(line: string): void;
  /** Something that happened, for people, on stderr; nothing with `--json`. */
  note(line: string): void;
  /** Something that happened, for programs: one JSON object on a line of stdout; nothing without `--json`. */
  event(event: { readonly type: string } & Readonly<Record<string, unknown>>): void;
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

/** The output of a run, on the two streams. */
export function createOutput(streams: { readonly stdout: Writable; readonly stderr: Writable }, json: boolean): Output {
  return {
    json,
    print: line => void (json || streams.stdout.write(`${line}\n`)),
    note: line => void (json || streams.stderr.write(`${line}\n`)),
    event: event => void (json && streams.stdout.write(`${JSON.stringify(event)}\n`)),
  };
}
