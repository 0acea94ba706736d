/** What a target's answer begins with. */
export interface AnswerHead {
  readonly statusCode: number;
  readonly statusMessage: string;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  /** Whether the target takes another request on the connection. */
  readonly keepsAlive: boolean;
}

/** Told of an answer as it comes in. */
export interface AnswerListener {
  readonly head: (head: AnswerHead) => void;
  readonly body: (piece: Buffer) => void;
  /** The answer is complete, with this as its last piece. */
  readonly end: (piece: Buffer | undefined, rawTrailers: readonly string[]) => void;
}

export interface AnswerReader {
  /** Takes what has come in. Throws where that is no HTTP/1. */
  readonly read: (bytes: Buffer) => void;
  /** The target has closed the connection: some answers end by that. */
  readonly close: () => void;
  /** What has come in behind the answer; after 101 that is another protocol. */
  readonly rest: () => Buffer;
}

/** Takes what it can use of the bytes and returns their number; zero where it needs more of them. */
type Step = (bytes: Buffer) => number;

/** Longest head, as on AWS; longest line of a body in chunks. */
const LONGEST_HEAD = 32_768;
const LONGEST_LINE = 4096;

const EMPTY = Buffer.alloc(0);
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?$/;
const FIELD = /^([!#$%&'*+.^_`|~\dA-Za-z-]+):[\t ]*((?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)[\t ]*$/;
const CHUNK_SIZE = /^([\da-f]{1,12})[\t ]*(?:;|$)/i;

const malformed = (): Error => new Error('The answer is not HTTP/1');

function fieldsOf(lines: readonly string[]): string[] {
  const fields: string[] = [];
  for (const line of lines) {
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined) throw malformed();
    fields.push(name, value ?? '');
  }
  return fields;
}

/** Reads one answer to a request of the given method. */
export function answerReader(method: string, listener: AnswerListener): AnswerReader {
  let pending: Buffer = EMPTY;
  let left = 0;

  const upTo = (bytes: Buffer, mark: string, longest: number): number => {
    const at = bytes.indexOf(mark, 0, 'latin1');
    if (at > longest || (at < 0 && bytes.length > longest)) throw malformed();
    return at;
  };

  const readHead: Step = bytes => {
    const at = upTo(bytes, '\r\n\r\n', LONGEST_HEAD);
    if (at < 0) return 0;
    const [first = '', ...lines] = bytes.toString('latin1', 0, at).split('\r\n');
    const [, minor, status, statusMessage = ''] = STATUS_LINE.exec(first) ?? [];
    const rawHeaders = fieldsOf(lines);
    const statusCode = Number(status);
    if (status === undefined) throw malformed();
    // An interim answer: the one that counts is still to come.
    if (statusCode < 200 && statusCode !== 101) return at + 4;
    const { length, isChunked, closes } = framingOf(rawHeaders);
    const hasNone = method === 'HEAD' || statusCode < 200 || statusCode === 204 || statusCode === 304;
    const untilClose = !hasNone && !isChunked && length === undefined;
    listener.head({ statusCode, statusMessage, rawHeaders, keepsAlive: minor === '1' && !closes && !untilClose });
    left = length ?? 0;
    if (untilClose) step = readUntilClose;
    else if (hasNone || (!isChunked && left === 0)) end(undefined, []);
    else step = isChunked ? readSize : readLength;
    return at + 4;
  };
  const readLength: Step = bytes => {
    const piece = bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= piece.length;
    if (left === 0) end(piece, []);
    else listener.body(piece);
    return piece.length;
  };
  const readUntilClose: Step = bytes => {
    listener.body(bytes);
    return bytes.length;
  };
  const readSize: Step = bytes => {
    const at = upTo(bytes, '\r\n', LONGEST_LINE);
    if (at < 0) return 0;
    const [, size] = CHUNK_SIZE.exec(bytes.toString('latin1', 0, at)) ?? [];
    if (size === undefined) throw malformed();
    left = Number.parseInt(size, 16);
    step = left === 0 ? readTrailers : readChunk;
    return at + 2;
  };
  const readChunk: Step = bytes => {
    const piece = bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= piece.length;
    if (left === 0) step = readChunkEnd;
    listener.body(piece);
    return piece.length;
  };
  const readChunkEnd: Step = bytes => {
    if (bytes.length < 2) return 0;
    if (bytes.toString('latin1', 0, 2) !== '\r\n') throw malformed();
    step = readSize;
    return 2;
  };
  const readTrailers: Step = bytes => {
    const isNone = bytes.toString('latin1', 0, 2) === '\r\n';
    const at = isNone ? 0 : upTo(bytes, '\r\n\r\n', LONGEST_HEAD);
    if (at < 0) return 0;
    end(undefined, isNone ? [] : fieldsOf(bytes.toString('latin1', 0, at).split('\r\n')));
    return isNone ? 2 : at + 4;
  };

  let step: Step | undefined = readHead;
  const end: AnswerListener['end'] = (piece, rawTrailers) => {
    step = undefined;
    listener.end(piece, rawTrailers);
  };
  return {
    read: piece => {
      let bytes = pending.length > 0 ? Buffer.concat([pending, piece]) : piece;
      while (bytes.length > 0) {
        const used = step?.(bytes) ?? 0;
        if (used === 0) break;
        bytes = bytes.subarray(used);
      }
      pending = bytes;
    },
    close: () => {
      if (step === readUntilClose) end(undefined, []);
    },
    rest: () => pending,
  };
}

/** How the body of an answer is marked off. Two lengths, or a length beside chunks, are how answers are smuggled in. */
function framingOf(rawHeaders: readonly string[]) {
  let length: number | undefined;
  let isChunked = false;
  let closes = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (name === 'content-length') {
      if (!/^\d{1,15}$/.test(value) || (length !== undefined && length !== Number(value))) throw malformed();
      length = Number(value);
    } else if (name === 'transfer-encoding') {
      if (value.toLowerCase() !== 'chunked' || isChunked) throw malformed();
      isChunked = true;
    } else if (name === 'connection' && /(?:^|,)[\t ]*close[\t ]*(?:,|$)/i.test(value)) closes = true;
  }
  if (isChunked && length !== undefined) throw malformed();
  return { length, isChunked, closes };
}
