import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stateFile } from '../../src/engine/state-file.ts';
import { emptyState } from '../../src/engine/state-text.ts';
import type { State } from '../../src/engine/types.ts';
import { isProblem } from '../../src/errors.ts';
import { bundleForChild, kill, startChild } from '../helpers/child.ts';
import { BINDING } from './binding.ts';

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wizard 상태 🙂-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, '.wizard', 'dev.state.json');
}

/** Saves one state after the other until it is killed. */
const WRITER = `
  import { stateFile } from 'src/engine/state-file.ts';
  const store = stateFile(process.argv[2], ${JSON.stringify(BINDING)});
  const entry = i => ['node' + i, { type: 'role', step: 'step', status: 'ready', needs: [], outputs: { id: 'id-' + i } }];
  const entries = Object.fromEntries(Array.from({ length: 40 }, (_, i) => entry(i)));
  for (let state = await store.load(); ; ) {
    state = { ...state, serial: state.serial + 1, entries };
    await store.save(state);
    if (state.serial % 10 === 1) process.stdout.write('saved\\n');
  }
`;

const stateOf = (serial: number): State => ({
  ...emptyState(BINDING),
  serial,
  entries: { role: { type: 'role', step: 'ecr', status: 'ready', needs: [], outputs: { id: 'r', names: ['a', 'b'] } } },
});

async function problemOf(file: string, binding = BINDING): Promise<unknown> {
  return stateFile(file, binding)
    .load()
    .catch((error: unknown) => error);
}

describe('a state file', () => {
  it('that is missing is an empty state', async () => {
    expect(await stateFile(await temporaryFile(), BINDING).load()).toEqual({ schema: 1, ...BINDING, serial: 0, entries: {} });
  });

  it('gives back what was saved, and only to the user', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(3));
    expect(await stateFile(file, BINDING).load()).toEqual(stateOf(3));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(file, '..'))).toEqual(['dev.state.json']);
  });

  it('keeps the state from before the run', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    const store = stateFile(file, BINDING);
    await store.load();
    await store.save(stateOf(2));
    await store.save(stateOf(3));
    expect(JSON.parse(await readFile(`${file}.bak`, 'utf8'))).toMatchObject({ serial: 1 });
    expect(await stateFile(file, BINDING).load()).toMatchObject({ serial: 3 });
    expect((await stat(`${file}.bak`)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['account', { ...BINDING, account: '999999999999' }],
    ['region', { ...BINDING, region: 'eu-west-1' }],
    ['owner', { ...BINDING, owner: 'other/prod' }],
  ])('of another %s is refused', async (_what, binding) => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    const problem = await problemOf(file, binding);
    expect(isProblem(problem, 'stateOfAnother') && problem.facts.found).toBe('demo/dev (111122223333, us-east-1)');
  });

  it('is refused when it is cut off at any byte', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    const whole = await readFile(file);
    // The last byte is the end of the line.
    for (let length = 0; length < whole.length - 1; length += 1) {
      await writeFile(file, whole.subarray(0, length));
      expect(isProblem(await problemOf(file), 'stateBroken'), `${length} bytes`).toBe(true);
    }
  });

  it('is refused when an id in it was edited', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    await writeFile(file, (await readFile(file, 'utf8')).replace('"id": "r"', '"id": "s"'));
    expect(isProblem(await problemOf(file), 'stateBroken')).toBe(true);
  });

  it.each(['[]', 'null', '1', '"text"', '{}', '<<<<<<< HEAD', `{"schema":1,"a":${'['.repeat(99_999)}${']'.repeat(99_999)}}`])(
    'that holds %.20s is refused',
    async text => {
      const file = await temporaryFile();
      await stateFile(file, BINDING).save(stateOf(1));
      await writeFile(file, text);
      expect(isProblem(await problemOf(file), 'stateBroken')).toBe(true);
    },
  );

  it.each([
    ['no entries', null],
    ['a list of entries', []],
    ['an empty entry', { role: null }],
    ['an entry without what it needs', { role: { type: 'role', step: 'ecr', status: 'ready' } }],
    ['an entry without a type', { role: { step: 'ecr', status: 'ready', needs: [] } }],
    ['an entry without a step', { role: { type: 'role', status: 'ready', needs: [] } }],
    ['an entry in a status that there is not', { role: { type: 'role', step: 'ecr', status: 'gone', needs: [] } }],
    ['outputs that are a text', { role: { type: 'role', step: 'ecr', status: 'ready', needs: [], outputs: 'id' } }],
  ])('with %s is refused, though its checksum is right', async (_what, entries) => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save({ ...stateOf(1), entries } as unknown as State);
    const problem = await problemOf(file);
    expect(isProblem(problem, 'stateBroken') && problem.facts.reason).toBe('entries');
  });

  it('of a newer version is refused', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    await writeFile(file, JSON.stringify({ schema: 2, something: 'else' }));
    const problem = await problemOf(file);
    expect(isProblem(problem, 'stateNewer') && problem.facts.schema).toBe(2);
  });

  it('may have been saved by an editor that changes line ends and adds a byte order mark', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    await writeFile(file, `\uFEFF${(await readFile(file, 'utf8')).replaceAll('\n', '\r\n')}`);
    expect(await stateFile(file, BINDING).load()).toEqual(stateOf(1));
  });

  it('is written beside what an earlier run left, never through a link put there', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    const victim = join(file, '..', '..', 'victim');
    await writeFile(victim, 'untouched');
    await symlink(victim, `${file}.tmp`);
    await stateFile(file, BINDING).save(stateOf(2));
    expect(await readFile(victim, 'utf8')).toBe('untouched');
    expect(await stateFile(file, BINDING).load()).toMatchObject({ serial: 2 });
  });

  it('that cannot be written keeps its old content', async () => {
    const file = await temporaryFile();
    await stateFile(file, BINDING).save(stateOf(1));
    await mkdir(`${file}.tmp`);
    await expect(stateFile(file, BINDING).save(stateOf(2))).rejects.toMatchObject({ code: 'ERR_FS_EISDIR' });
    expect(await stateFile(file, BINDING).load()).toMatchObject({ serial: 1 });
  });

  it('can be read whenever its writer is killed', async () => {
    const file = await temporaryFile();
    const writer = await bundleForChild(WRITER);
    let last = 0;
    for (let round = 0; round < 10; round += 1) {
      const { child } = await startChild(writer, [file]);
      // Another point of its writing each time.
      await sleep(round * 2);
      await kill(child);
      const { serial } = await stateFile(file, BINDING).load();
      expect(serial).toBeGreaterThanOrEqual(last);
      last = serial;
    }
    expect(last).toBeGreaterThanOrEqual(10);
  });
});
