import { PassThrough, Writable } from 'node:stream';
import type { Io } from '../../src/session.ts';

/** A stream that keeps what is written to it. */
export interface MemoryStream extends NodeJS.WriteStream {
  text: string;
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export function memoryStream({ isTTY = false, columns }: Terminal = {}): MemoryStream {
  const stream: Writable & { text: string } = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        stream.text += chunk.toString();
        done();
      },
    }),
    { text: '', isTTY, ...(columns !== undefined && { columns }) },
  );
  // As much of a terminal as our code looks at.
  return stream as unknown as MemoryStream;
}

export interface MemoryIo extends Io {
  readonly stdout: MemoryStream;
  readonly stderr: MemoryStream;
}

/** The world outside of the program, in memory: no terminal, English, no colours, unless said. */
export function memoryIo(
  options: Partial<Pick<Io, 'env' | 'cwd'>> & { readonly isTTY?: boolean; readonly columns?: number } = {},
): MemoryIo {
  const { env = {}, cwd = '/nowhere', isTTY = false, columns = 100 } = options;
  const stdin = Object.assign(new PassThrough(), { isTTY });
  return {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: memoryStream({ isTTY, columns }),
    stderr: memoryStream({ isTTY, columns }),
    env: { LANG: 'C.UTF-8', ...env },
    cwd,
  };
}
