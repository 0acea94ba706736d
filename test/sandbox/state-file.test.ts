import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stateFile } from '../../src/sandbox/state-file.ts';
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

test('a state of a newer version is refused and left alone', async () => {
  const folder = await temporaryFolder();
  const text = '{"version":2,"state":{}}';
  await writeFile(join(folder, 'state.json'), text);
  await expect(stateFile(folder, someState, never).load()).rejects.toMatchObject({
    code: 'newerState',
    facts: { version: '2', known: '1' },
  });
  expect(await readFile(join(folder, 'state.json'), 'utf8')).toBe(text);
});

test.each(['', '{', '[]', '{"version":"1"}'])('a state file that holds %j is refused as broken', async text => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'state.json'), text);
  await expect(stateFile(folder, someState, never).load()).rejects.toMatchObject({ code: 'brokenState', facts: { folder } });
});
