import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Served by the images under load; far more than the buffers on the way hold, so that it is under way until it has been read. */
export const LARGE = { path: '/large.bin', bytes: 16 * 2 ** 20 } as const;

/** What every page of theirs contains. */
export const MARK = 'release ';

/** How often each kind of request was answered as it should be, and what else came, by what it was. */
export interface LoadReport {
  readonly answered: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
}

interface Kind {
  readonly clients: number;
  readonly keepAlive: boolean;
  readonly path?: string;
  /** Sent with POST. */
  readonly body?: string;
  /** How long the client rests after each piece that it reads, in milliseconds. */
  readonly rest?: number;
  readonly isRight: (status: number | undefined, bytes: number, text: string) => boolean;
}

const isPage: Kind['isRight'] = (status, _bytes, text) => status === 200 && text.startsWith(MARK);

const KINDS: Readonly<Record<string, Kind>> = {
  'keep-alive': { clients: 6, keepAlive: true, isRight: isPage },
  close: { clients: 2, keepAlive: false, isRight: isPage },
  // The web server of a task serves files: that it answers by its own refusal shows that the request has come through.
  post: {
    clients: 2,
    keepAlive: true,
    body: 'body '.repeat(1000),
    isRight: (status, _bytes, text) => status === 405 && text === '405 Not Allowed\n',
  },
  slow: { clients: 3, keepAlive: true, path: LARGE.path, rest: 4, isRight: (status, bytes) => status === 200 && bytes === LARGE.bytes },
};

/** Sends one request and tells what was wrong with its answer; undefined where nothing was. */
function send(address: string, agent: Agent, { path = '/', body, rest, isRight }: Kind): Promise<string | undefined> {
  return new Promise(resolve => {
    const broken = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
    const sent = request(new URL(path, address), { agent, method: body === undefined ? 'GET' : 'POST' }, response => {
      response.on('error', broken);
      const read = async (): Promise<void> => {
        let bytes = 0;
        let text = '';
        for await (const piece of response as AsyncIterable<Buffer>) {
          bytes += piece.length;
          if (rest === undefined) text += piece.toString();
          else await delay(rest);
        }
        const right = response.complete && isRight(response.statusCode, bytes, text);
        resolve(right ? undefined : `${response.statusCode} with ${bytes} bytes`);
      };
      read().catch(broken);
    });
    sent.on('error', broken);
    sent.end(body);
  });
}

/** Sends requests of every kind until stdin ends; prints `ready` first and the report, as JSON, at the end. Run as a process of its own. */
export async function runClient(address: string): Promise<void> {
  const answered: Record<string, number> = {};
  const failed: Record<string, number> = {};
  const count = (counts: Record<string, number>, key: string): void => void (counts[key] = (counts[key] ?? 0) + 1);
  const stopping = new AbortController();
  process.stdin.resume().on('end', () => stopping.abort());
  const client = async (name: string, kind: Kind): Promise<void> => {
    const agent = new Agent({ keepAlive: kind.keepAlive });
    while (!stopping.signal.aborted) {
      const wrong = await send(address, agent, kind);
      if (wrong === undefined) {
        count(answered, name);
      } else {
        count(failed, `${name}: ${wrong}`);
      }
      // The machine is left to those that are to answer, health checks among them.
      await delay(5);
    }
    agent.destroy();
  };
  process.stdout.write('ready\n');
  await Promise.all(Object.entries(KINDS).flatMap(([name, kind]) => Array.from({ length: kind.clients }, () => client(name, kind))));
  process.stdout.write(`${JSON.stringify({ answered, failed } satisfies LoadReport)}\n`);
}
