// The sandbox's figures: time to ready, API calls a second (beside moto where it is installed), requests a second through a load balancer beside
// a direct target, and memory after 10,000 calls. Run by `npm run bench`; ratios matter, not the figures of one machine.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const wizard = new URL('../bin/wizard.js', import.meta.url).pathname;
const load = new URL('load.mjs', import.meta.url).pathname;
const moto = new URL('../.venv-test/bin/moto_server', import.meta.url).pathname;
const env = { ...process.env, NO_COLOR: '1' };

const run = (folder, ...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [wizard, ...args], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`wizard ${args.join(' ')} exited with ${status}: ${stderr}`);
  return stdout;
};

const result = text => JSON.parse(text.trim().split('\n').at(-1));

const measure = (request, connections = 8, seconds = SECONDS) => {
  const { stdout } = spawnSync(process.execPath, [load, String(seconds), String(connections), JSON.stringify(request)], {
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
};

/** How many times a second an address answers over 64 kept connections: asked by wrk where it is installed, which leaves the machine to the other side. */
const answers = url => {
  const { stdout, error } = spawnSync('wrk', ['-t', '1', '-c', '64', '-d', `${SECONDS}s`, url], { encoding: 'utf8' });
  if (error) return { by: 'node', ...measure({ url }, 64) };
  const count = pattern => Number(pattern.exec(stdout)?.[1] ?? 0);
  const broken = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1).map(Number) ?? [];
  const failed = broken.reduce((sum, number) => sum + number, count(/Non-2xx or 3xx responses: (\d+)/));
  return { by: 'wrk', perSecond: Math.round(count(/Requests\/sec:\s+([\d.]+)/)), failed };
};

/** `aws ecs describe-clusters`, signed as far as both servers look. */
const call = endpoint => ({
  url: endpoint,
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeClusters',
    authorization: 'AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0',
  },
  body: '{}',
});

const megabytes = pid => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

const untilAnswers = async url => {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await delay(20);
  }
};

const motoCalls = async () => {
  if (!existsSync(moto)) return undefined;
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(moto, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  try {
    await untilAnswers(`http://127.0.0.1:${port}/moto-api/data.json`);
    return measure(call(`http://127.0.0.1:${port}`)).perSecond;
  } finally {
    server.kill();
  }
};

const line = (name, value) => console.log(`${name.padEnd(48)} ${value}`);

/** Measures and prints. */
export const benchSandbox = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'));
  try {
    const times = [];
    const bare = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const begun = process.hrtime.bigint();
      spawnSync(process.execPath, ['-e', '0']);
      bare.push(Number(process.hrtime.bigint() - begun) / 1e6);
      const child = spawn(process.execPath, [wizard, 'sandbox', 'start', '--foreground'], { cwd: folder, env, stdio: 'pipe' });
      const started = process.hrtime.bigint();
      await new Promise(resolve => child.stdout.once('data', resolve));
      times.push(Number(process.hrtime.bigint() - started) / 1e6);
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill();
      await ended;
    }
    const [ready, node] = [times, bare].map(values => values.sort((a, b) => a - b)[2]);
    line('sandbox ready (median of 5)', `${ready.toFixed(0)} ms  ${(ready / node).toFixed(2)} x node`);

    run(folder, 'init', '--sandbox', '--yes', '--non-interactive');
    const { endpoint, pid } = result(run(folder, 'sandbox', 'status', '--json'));
    const calls = measure(call(endpoint)).perSecond;
    const others = await motoCalls();
    line(
      'sandbox API calls a second, 8 connections',
      others === undefined ? `${calls} (moto is not installed)` : `${calls}; moto ${others}: ${(calls / others).toFixed(1)} times`,
    );

    const listeners = await (await fetch(`${endpoint}/_sandbox/listeners`)).json();
    const production = listeners.find(({ role }) => role === 'production');
    const tasks = await (await fetch(`${endpoint}/_sandbox/tasks`)).json();
    const through = answers(production.url);
    // The task of the version before may still be about to stop.
    const direct = answers(tasks.at(-1).url);
    line(
      `requests a second through the load balancer, ${through.by}`,
      `${through.perSecond} (${through.failed} failed); straight to the target ${direct.perSecond}: ${(through.perSecond / direct.perSecond).toFixed(2)} times`,
    );

    measure(call(endpoint), 8, 1);
    const before = megabytes(pid);
    let sent = 0;
    while (sent < 10_000) sent += measure(call(endpoint), 8, 2).perSecond * 2;
    line('memory of the sandbox after 10,000 calls more', `${megabytes(pid)} MB (${before} MB before)`);
  } finally {
    spawnSync(process.execPath, [wizard, 'sandbox', 'stop'], { cwd: folder, env });
    rmSync(folder, { recursive: true, force: true });
  }
};
