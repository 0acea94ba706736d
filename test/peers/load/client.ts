import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Served by the images under load; far more than the buffers on the way hold, so that it is under way until it has been read. */
export const LARGE = { path: '/large.bin', bytes: 8 * 2 ** 20 } as const;

/** What every page of theirs contains. */
export const MARK = 'release ';

/** A request that was not answered as it should be. Times are those of the machine, in milliseconds. */
export interface Failure {
  readonly address: string;
  readonly kind: string;
  readonly from: number;
  readonly until: number;
  /** What came instead. */
  readonly what: string;
}

/** What became of the requests of every kind. */
export interface LoadReport {
  /** When answers had come in whole, by address and kind. */
  readonly answered: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  readonly failed: readonly Failure[];
}

interface Kind {
  readonly clients: number;
  /** How long a client waits before its next request, in milliseconds: the machine is left to those that are to answer, health checks among them. */
  readonly pause: number;
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
  'keep-alive': { clients: 2, pause: 50, keepAlive: true, isRight: isPage },
  close: { clients: 1, pause: 100, keepAlive: false, isRight: isPage },
  // The web server of a task serves files: that it answers by its own refusal shows that the request has come through.
  post: {
    clients: 1,
    pause: 100,
    keepAlive: true,
    body: 'body '.repeat(1000),
    isRight: (status, _bytes, text) => status === 405 && text === '405 Not Allowed\n',
  },
  slow: {
    clients: 1,
    pause: 0,
    keepAlive: true,
    path: LARGE.path,
    rest: 4,
    isRight: (status, bytes) => status === 200 && bytes === LARGE.bytes,
  },
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

/** Sends requests of every kind to all the addresses until stdin ends; prints `ready` first and the report, as JSON, at the end. Run as a process of its own. */
export async function runClient(addresses: readonly string[]): Promise<void> {
  const answered: Record<string, Record<string, number[]>> = {};
  const failed: Failure[] = [];
  const stopping = new AbortController();
  process.stdin.resume().on('end', () => stopping.abort());
  const client = async (address: string, kind: string, settings: Kind): Promise<void> => {
    const times = ((answered[address] ??= {})[kind] ??= []);
    const agent = new Agent({ keepAlive: settings.keepAlive });
    while (!stopping.signal.aborted) {
      const from = Date.now();
      const what = await send(address, agent, settings);
      const until = Date.now();
      if (what === undefined) times.push(until);
      else failed.push({ address, kind, from, until, what });
      await delay(settings.pause);
    }
    agent.destroy();
  };
  process.stdout.write('ready\n');
  const clients = addresses.flatMap(address =>
    Object.entries(KINDS).flatMap(([kind, settings]) => Array.from({ length: settings.clients }, () => client(address, kind, settings))),
  );
  await Promise.all(clients);
  process.stdout.write(`${JSON.stringify({ answered, failed } satisfies LoadReport)}\n`);
}
