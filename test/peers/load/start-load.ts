import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { bundleForChild, startChild } from '../../helpers/child.ts';
import type { Failure, LoadReport } from './client.ts';

/** Requests to the addresses from a process of their own; the function that is returned ends them and tells how they went. */
export async function startLoad(addresses: readonly string[]): Promise<() => Promise<LoadReport>> {
  const source = fileURLToPath(new URL('client.ts', import.meta.url));
  const program = await bundleForChild(`import { runClient } from '${source}'; await runClient(${JSON.stringify(addresses)});`);
  const { child } = await startChild(program, []);
  return async () => {
    const printed = text(child.stdout);
    child.stdin.end();
    return JSON.parse(await printed) as LoadReport;
  };
}

/** What wrk has seen. */
export interface WrkReport {
  readonly requests: number;
  /** When answers came, to the second, in milliseconds of the machine. */
  readonly answered: readonly number[];
  /** Answers other than the page; of broken connections wrk tells the number only. */
  readonly failed: readonly Failure[];
  readonly broken: number;
}

/** Requests from wrk, which must be installed. */
export function startWrk(address: string): () => Promise<WrkReport> {
  const script = fileURLToPath(new URL('wrk.lua', import.meta.url));
  const child = spawn(
    'wrk',
    ['--threads', '1', '--connections', '2', '--duration', '24h', '--timeout', '30s', '--script', script, address],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = text(child.stdout);
  return async () => {
    // It prints its report when it is interrupted.
    child.kill('SIGINT');
    const printed = await output;
    const requests = Number(/(\d+) requests in/.exec(printed)?.[1]);
    if (!(requests >= 0)) throw new Error(`wrk says: ${printed}`);
    const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(printed)?.slice(1).map(Number) ?? [];
    const failed = [...printed.matchAll(/^failed (\d+) (\d+)$/gm)].map(([, second, status]) => {
      const from = Number(second) * 1000;
      return { address, kind: 'wrk', from, until: from + 1000, what: String(status) };
    });
    return {
      requests,
      answered: [...printed.matchAll(/^answered (\d+)$/gm)].map(([, second]) => Number(second) * 1000),
      failed,
      broken: errors.reduce((sum, number) => sum + number, 0),
    };
  };
}
