/** A message of git that breaks its own protocol. */
export class GitProtocolError extends Error {
  override readonly name = 'GitProtocolError';
}

/** The line that ends a section. */
export const FLUSH = Buffer.from('0000');

const LONGEST_LINE = 65_520;

/** One line of git's protocols: its length in four hexadecimal digits, then its content (https://git-scm.com/docs/protocol-common). */
export function pktLine(content: string | Uint8Array): Buffer {
  const body = typeof content === 'string' ? Buffer.from(content) : content;
  return Buffer.concat([Buffer.from((body.length + 4).toString(16).padStart(4, '0')), body]);
}

/** The same on a channel of a side band: 1 for data, 2 for messages to the user. */
export function* sideBand(channel: 1 | 2, data: Uint8Array): Generator<Buffer> {
  const most = LONGEST_LINE - 5;
  for (let at = 0; at < data.length; at += most) {
    yield pktLine(Buffer.concat([Buffer.of(channel), data.subarray(at, at + most)]));
  }
}

/** The lines up to a flush, or to the end, without their line feeds; `end` is where the rest begins. */
export function readSection(
  body: Buffer,
  start = 0,
): { readonly lines: readonly string[]; readonly end: number; readonly flushed: boolean } {
  const lines: string[] = [];
  let at = start;
  while (at < body.length) {
    const digits = body.toString('latin1', at, at + 4);
    const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : -1;
    if (length === 0) return { lines, end: at + 4, flushed: true };
    if (length < 4 || at + length > body.length) throw new GitProtocolError(`bad line length ${digits}`);
    lines.push(body.toString('utf8', at + 4, at + length).replace(/\n$/, ''));
    at += length;
  }
  return { lines, end: at, flushed: false };
}
