import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterRun } from '../../helpers/after-run.ts';

/** A server that the tests have started. */
export interface Peer {
  readonly endpoint: string;
}

/** The shell takes moto_server along when its stdin closes, so that it never outlives us. */
const WITH_US = 'moto_server -H 127.0.0.1 -p 0 & read _; kill $!; wait';

/** Starts moto on a free port and waits until it listens; it is stopped after the running test, or after the file. */
export async function startMoto(): Promise<Peer> {
  const shell = spawn('sh', ['-c', WITH_US], {
    env: { PATH: process.env['PATH'], MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  const endpoint = await new Promise<string>((resolve, reject) => {
    const fail = (): void => {
      shell.stdin.end();
      reject(new Error(`moto_server did not start; scripts/test-peers.sh installs it.\n${said.join('\n')}`));
    };
    const lines = createInterface(shell.stderr);
    lines.once('close', fail);
    lines.on('line', line => {
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (address !== undefined) return resolve(address);
      said.push(line);
      if (/not found/.test(line)) fail();
    });
  });
  afterRun(async () => {
    const exit = once(shell, 'exit');
    shell.stdin.end();
    await exit;
  });
  return { endpoint };
}
