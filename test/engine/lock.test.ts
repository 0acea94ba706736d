import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Holder } from '../../src/engine/holder.ts';
import { acquireLock } from '../../src/engine/lock.ts';
import { isProblem } from '../../src/errors.ts';
import { bundleForChild, kill, startChild } from '../helpers/child.ts';
import { zombie } from '../helpers/zombie.ts';

let file: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wizard-lock-'));
  file = join(folder, '.wizard', 'dev.lock');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** Takes the lock, says so, and holds it until its input ends; then it releases it, or just ends. */
const HOLDER = `
  import { acquireLock } from 'src/engine/lock.ts';
  const [, , file, ending = 'release'] = process.argv;
  try {
    const lock = await acquireLock(file, 'wizard init');
    process.stdout.write('held\\n');
    await new Promise(resolve => process.stdin.resume().on('end', resolve));
    if (ending === 'release') await lock.release();
  } catch (error) {
    process.stdout.write(\`refused \${error.code}\\n\`);
  }
`;

const refusal = (): Promise<unknown> =>
  acquireLock(file, 'wizard release').then(
    () => undefined,
    (error: unknown) => error,
  );
const held = async (): Promise<Holder> => JSON.parse(await readFile(file, 'utf8'));
/** A lock that somebody else holds: this process, with some of its marks changed. */
const writeHolder = async (changes: Partial<Holder>): Promise<void> => {
  const lock = await acquireLock(file, 'wizard init');
  const own = await held();
  await lock.release();
  await writeFile(file, JSON.stringify({ ...own, nonce: 'other', ...changes }));
};

describe('the lock', () => {
  it('is refused by name where a folder stands in its place', async () => {
    await mkdir(file, { recursive: true });
    const problem = await acquireLock(file, 'wizard init').catch((error: unknown) => error);
    expect(isProblem(problem, 'notAFile') && problem.facts).toEqual({ file, sort: 'folder' });
  });

  it('is held once, and is free again after its release', async () => {
    const lock = await acquireLock(file, 'wizard init');
    const problem = await refusal();
    expect(isProblem(problem, 'locked') && problem.facts).toMatchObject({
      pid: process.pid,
      host: hostname(),
      command: 'wizard init',
      file,
    });
    await lock.release();
    await (await acquireLock(file, 'wizard release')).release();
    expect(await readdir(dirname(file))).toEqual([]);
  });

  it('is taken over from a process that was killed and never asked about, as in a container without an init', async () => {
    await writeHolder({ pid: await zombie(), process: '' });
    await (await acquireLock(file, 'wizard release')).release();
    expect(await readdir(dirname(file))).toEqual([]);
  });

  it('keeps a second process out, and lets it in when the first one ends', async () => {
    const bundle = await bundleForChild(HOLDER);
    const { child } = await startChild(bundle, [file]);
    const problem = await refusal();
    expect(isProblem(problem, 'locked') && problem.facts.pid).toBe(child.pid);
    const exit = once(child, 'exit');
    child.stdin.end();
    await exit;
    await (await acquireLock(file, 'wizard release')).release();
  });

  it('is freed when its process ends without releasing it', async () => {
    const bundle = await bundleForChild(HOLDER);
    const { child } = await startChild(bundle, [file, 'forget']);
    const exit = once(child, 'exit');
    child.stdin.end();
    await exit;
    expect(await readdir(dirname(file))).toEqual([]);
  });

  it('is taken over from a process that was killed', async () => {
    const bundle = await bundleForChild(HOLDER);
    const { child } = await startChild(bundle, [file]);
    await kill(child);
    const lock = await acquireLock(file, 'wizard init');
    expect((await held()).pid).toBe(process.pid);
    await lock.release();
  });

  it('is taken over by one of many that try at the same time', async () => {
    const bundle = await bundleForChild(HOLDER);
    const { child: dead } = await startChild(bundle, [file]);
    await kill(dead);
    const rivals = await Promise.all(Array.from({ length: 6 }, () => startChild(bundle, [file])));
    expect(rivals.map(({ said }) => said.trim()).sort()).toEqual(['held', ...Array.from({ length: 5 }, () => 'refused locked')]);
    expect(await readdir(dirname(file))).toEqual(['dev.lock']);
  });

  it('of a process of another machine is respected', async () => {
    await writeHolder({ host: 'elsewhere', pid: 1 });
    const problem = await refusal();
    expect(isProblem(problem, 'locked') && problem.facts.host).toBe('elsewhere');
  });

  it('of a process of another machine is taken over only where its nonce is said', async () => {
    await writeHolder({ host: 'elsewhere', pid: 1 });
    await expect(acquireLock(file, 'wizard init', 'some-other')).rejects.toMatchObject({ code: 'locked', facts: { nonce: 'other' } });
    const lock = await acquireLock(file, 'wizard init', 'other');
    expect((await held()).pid).toBe(process.pid);
    await lock.release();
    expect(await readdir(dirname(file))).toEqual([]);
  });

  it('that an earlier version wrote names no user', async () => {
    await writeHolder({ host: 'elsewhere', pid: 1 });
    const { user: _user, ...old } = await held();
    await writeFile(file, JSON.stringify(old));
    const problem = await refusal();
    expect(isProblem(problem, 'locked') && problem.facts.user).toBe('');
  });

  it('of a process whose number another one has now is taken over', async () => {
    await writeHolder({ process: 'another start of the machine 1' });
    await acquireLock(file, 'wizard init');
    expect(await held()).toMatchObject({ pid: process.pid, command: 'wizard init' });
  });

  it.each(['', '{"pid"', 'null'])('that its process did not live to write (%j) is taken over', async text => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await acquireLock(file, 'wizard init');
    expect(await held()).toMatchObject({ pid: process.pid });
  });
});
