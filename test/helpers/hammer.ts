import { request, type Agent } from 'node:http';

/** What came back; `status` is an error code where the connection broke. */
export interface Answer {
  readonly status: number | string;
  /** Which target group served, as the sandbox's tasks say it. */
  readonly colour: string | undefined;
  readonly body: string;
}

/** One request. */
export function ask(address: string, agent: Agent, method: 'GET' | 'POST' = 'GET'): Promise<Answer> {
  return new Promise(resolve => {
    const fail = (error: NodeJS.ErrnoException): void => resolve({ status: error.code ?? 'broken', colour: undefined, body: '' });
    const sent = request(address, { agent, method }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('error', fail);
      response.on('end', () => {
        const colour = response.headers['x-sandbox-colour'];
        resolve({ status: response.statusCode ?? 0, colour: typeof colour === 'string' ? colour : undefined, body });
      });
    });
    sent.on('error', fail);
    sent.end(method === 'POST' ? 'body '.repeat(1000) : undefined);
  });
}

export interface HammerOptions {
  readonly address: string;
  /** One client for each: it sends its next request as soon as the last is answered. */
  readonly agents: readonly Agent[];
  /** Of each client, by its place in the list. */
  readonly method?: (client: number) => 'GET' | 'POST';
  /** What answers are counted by. */
  readonly describe: (answer: Answer, method: 'GET' | 'POST') => string;
}

/** Sends requests from several clients without a pause until told to stop; tells how often each answer came. */
export function hammer({ address, agents, method, describe }: HammerOptions): () => Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const stopping = new AbortController();
  const runs = agents.map(async (agent, client) => {
    const sends = method?.(client) ?? 'GET';
    while (!stopping.signal.aborted) {
      const key = describe(await ask(address, agent, sends), sends);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  });
  return async () => {
    stopping.abort();
    await Promise.all(runs);
    agents.forEach(agent => agent.destroy());
    return counts;
  };
}
