import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { bundleForChild, startChild } from '../../helpers/child.ts';
import type { LoadReport } from './client.ts';

/** Requests to an address from a process of their own; the function that is returned ends them and tells how they went. */
export async function startLoad(address: string): Promise<() => Promise<LoadReport>> {
  const source = fileURLToPath(new URL('client.ts', import.meta.url));
  const program = await bundleForChild(`import { runClient } from '${source}'; await runClient('${address}');`);
  const { child } = await startChild(program, []);
  return async () => {
    const printed = text(child.stdout);
    child.stdin.end();
    return JSON.parse(await printed) as LoadReport;
  };
}

/** What wrk has counted. */
export interface WrkReport {
  readonly requests: number;
  /** Answers other than 2xx and 3xx, and broken connections. */
  readonly failed: number;
  /** In its own words. */
  readonly printed: string;
}

/** The same from wrk, which must be installed. */
export function startWrk(address: string): () => Promise<WrkReport> {
  const child = spawn('wrk', ['--threads', '1', '--connections', '2', '--duration', '24h', '--timeout', '30s', address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = text(child.stdout);
  return async () => {
    // It prints its report when it is interrupted.
    child.kill('SIGINT');
    const printed = await output;
    const requests = Number(/(\d+) requests in/.exec(printed)?.[1]);
    if (!(requests >= 0)) throw new Error(`wrk says: ${printed}`);
    const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(printed)?.[1] ?? 0);
    const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(printed)?.slice(1).map(Number) ?? [];
    return { requests, failed: refused + errors.reduce((sum, number) => sum + number, 0), printed };
  };
}
