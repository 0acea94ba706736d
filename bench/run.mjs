// What product promises are measured: start-up as a ratio to bare node in the same run, sizes, the sandbox, and a plan in a full account. Medians; timings never gate a test.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { benchSandbox } from './sandbox.mjs';
import { benchScale } from './scale.mjs';

const RUNS = Number(process.env.BENCH_RUNS ?? 15);
const wizard = new URL('../bin/wizard.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'wizard-bench-'));
const empty = mkdtempSync(join(tmpdir(), 'wizard-bench-'));
const FIRST_QUESTION = 'Name of the application';
const env = { ...process.env, NO_COLOR: '1' };

function milliseconds(args) {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} exited with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** Until somebody in a terminal sees the first question; the program is killed then. */
function millisecondsToQuestion() {
  const started = process.hrtime.bigint();
  const terminal = spawn(process.execPath, [wizard, 'init', '--sandbox'], { cwd: empty, env: { ...env, LANG: 'C.UTF-8' } });
  let shown = '';
  return new Promise((resolve, reject) => {
    let ms;
    terminal.onData(data => {
      shown += data;
      if (ms !== undefined || !shown.includes(FIRST_QUESTION)) return;
      ms = Number(process.hrtime.bigint() - started) / 1e6;
      terminal.kill('SIGKILL');
    });
    terminal.onExit(() => (ms === undefined ? reject(new Error(`No question was asked: ${shown}`)) : resolve(ms)));
  });
}

const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const SUBJECTS = [
  ['node -e 0', ['-e', '0']],
  ['wizard --version', [wizard, '--version']],
  ['wizard --help', [wizard, '--help']],
  ['wizard init --help', [wizard, 'init', '--help']],
  ['wizard plan --sandbox (nothing to do)', [wizard, 'plan', '--sandbox', '--non-interactive']],
];

try {
  const setUp = process.hrtime.bigint();
  execFileSync(process.execPath, [wizard, 'init', '--sandbox', '--yes', '--non-interactive'], { cwd: folder, env, stdio: 'ignore' });
  const setUpSeconds = Number(process.hrtime.bigint() - setUp) / 1e9;
  const times = new Map(SUBJECTS.map(([name]) => [name, []]));
  // Interleaved, so that a busy moment of the machine hits all of them alike.
  const question = 'first question of init, in a terminal';
  times.set(question, []);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, args] of SUBJECTS) times.get(name).push(milliseconds(args));
    times.get(question).push(await millisecondsToQuestion());
  }
  const bare = median(times.get('node -e 0'));
  for (const [name, values] of times) {
    const ms = median(values);
    console.log(`${name.padEnd(40)} ${ms.toFixed(0).padStart(5)} ms  ${(ms / bare).toFixed(2)} x node`);
  }
  console.log(`init --sandbox with the first release    ${setUpSeconds.toFixed(1).padStart(5)} s`);
  console.log(execFileSync(process.execPath, [new URL('size.mjs', import.meta.url).pathname], { encoding: 'utf8' }).trim());
} finally {
  spawnSync(process.execPath, [wizard, 'sandbox', 'stop'], { cwd: folder, env });
  for (const one of [folder, empty]) rmSync(one, { recursive: true, force: true });
}
await benchSandbox();
await benchScale();
