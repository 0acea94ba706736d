import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discardState, stateFile } from '../../src/sandbox/state-file.ts';
import { emptyGlobalState, emptyRegionState } from '../../src/sandbox/world.ts';
import type { SandboxState } from '../../src/sandbox/worlds.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

const someState = (): SandboxState => {
  const region = emptyRegionState('us-east-1', '111122223333');
  region.timers.push({ id: '1', at: 5, type: 'a.b', data: { since: new Date(0), bytes: new Uint8Array([1, 2]) } });
  return { global: emptyGlobalState(), regions: { 'us-east-1': region } };
};

const never = (error: unknown): never => {
  throw error;
};

test('a folder without a state file has no state', async () => {
  expect(await stateFile(await temporaryFolder(), someState, never).load()).toBeUndefined();
});

test('what was saved is loaded, and nothing else is left in the folder', async () => {
  const folder = join(await temporaryFolder(), 'not', 'yet', 'there');
  const state = someState();
  const file = stateFile(folder, () => state, never);
  expect(await file.load()).toBeUndefined();
  await file.flush();
  expect(await stateFile(folder, someState, never).load()).toEqual(state);
  expect(await readdir(folder)).toEqual(['state.json']);
});

test('many changes in a row are one write, a moment later', async () => {
  const folder = await temporaryFolder();
  let asked = 0;
  const file = stateFile(
    folder,
    () => {
      asked += 1;
      return someState();
    },
    never,
  );
  for (let change = 0; change < 50; change += 1) file.changed();
  await expect.poll(() => readdir(folder)).toEqual(['state.json']);
  expect(asked).toBe(1);
});

test.each(['0', '1', '3', '99'])('a state of format %s is refused and left alone', async version => {
  const folder = await temporaryFolder();
  const text = `{"version":${version},"state":{}}`;
  await writeFile(join(folder, 'state.json'), text);
  await expect(stateFile(folder, someState, never).load()).rejects.toMatchObject({ code: 'otherState', facts: { version, known: '2' } });
  expect(await readFile(join(folder, 'state.json'), 'utf8')).toBe(text);
});

const saved = async (): Promise<string> => {
  const folder = await temporaryFolder();
  await stateFile(folder, someState, never).flush();
  return readFile(join(folder, 'state.json'), 'utf8');
};

test.each([
  ['nothing', () => ''],
  ['no JSON', () => '{'],
  ['a list', () => '[]'],
  ['a version in words', () => '{"version":"2"}'],
  ['no digest', () => '{"version":2,"state":{"global":{},"regions":{}}}'],
  ['a state that was cut off', (text: string) => text.slice(0, -40)],
  ['a state without its last character', (text: string) => text.slice(0, -1)],
  ['a list where a record belongs', (text: string) => text.replace('"clusters":{}', '"clusters":[]')],
  ['a text where a service belongs', (text: string) => text.replace('"logs":{"groups":{}}', '"logs":"groups"')],
])('a state file that holds %s is refused as broken', async (_what, change) => {
  const folder = await temporaryFolder();
  const text = change(await saved());
  await writeFile(join(folder, 'state.json'), text);
  await expect(stateFile(folder, someState, never).load()).rejects.toMatchObject({ code: 'brokenState', facts: { folder } });
});

test('a folder in place of the state file is refused as broken, and goes when the state is discarded', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'state.json', 'deep'), { recursive: true });
  await expect(stateFile(folder, someState, never).load()).rejects.toMatchObject({ code: 'brokenState' });
  await discardState(folder);
  expect(await stateFile(folder, someState, never).load()).toBeUndefined();
});

test('a write that fails leaves nothing behind, and the next one is tried again', async () => {
  const folder = await temporaryFolder();
  const file = stateFile(folder, someState, never);
  await mkdir(join(folder, 'state.json', 'in the way'), { recursive: true });
  await expect(file.flush()).rejects.toMatchObject({ syscall: 'rename' });
  expect(await readdir(folder)).toEqual(['state.json']);
  await discardState(folder);
  await file.flush();
  expect(await stateFile(folder, someState, never).load()).toEqual(someState());
});
