import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../src/engine/refs.ts';
import { renderFile } from '../../src/render.ts';
import { localFile, type LocalFileSpec } from '../../src/resources/local-file.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';
import { QUIET_INTENT } from './stage.ts';

const OURS = { owner: 'demo/test' };

const start = async () => {
  const folder = await temporaryFolder();
  const spec: LocalFileSpec = { path: join(folder, 'deploy', 'taskdef.json'), template: 'taskdef.json', values: { family: 'demo' } };
  return { folder, spec, text: () => readFile(spec.path, 'utf8') };
};

const make = (spec: LocalFileSpec) => localFile.ensure(OURS, spec, undefined, QUIET_INTENT);

describe('a file that is not there', () => {
  it('is found missing, and written whole with the folder above it', async () => {
    const { spec, text, folder } = await start();
    expect(await localFile.read(OURS, spec)).toBeUndefined();
    await make(spec);
    expect(await text()).toBe(renderFile(spec));
    expect(await readdir(join(folder, 'deploy'))).toEqual(['taskdef.json']);
  });
});

describe('a file that we wrote', () => {
  it('is as wanted, and still is when the state was lost', async () => {
    const { spec } = await start();
    const made = await make(spec);
    const wanted = { outputs: made, actual: spec, owner: OURS.owner };
    expect(await localFile.read(OURS, spec, made)).toEqual(wanted);
    expect(await localFile.read(OURS, spec)).toEqual(wanted);
  });

  it('differs when other values are wanted, and is then rewritten', async () => {
    const { spec, text } = await start();
    const made = await make(spec);
    const changed = { ...spec, values: { family: 'other' } };
    const live = await localFile.read(OURS, changed, made);
    expect(live?.actual.values).not.toEqual(changed.values);
    await localFile.ensure(OURS, changed, live, QUIET_INTENT);
    expect(await text()).toBe(renderFile(changed));
  });

  it('differs when a wanted value is not known yet', async () => {
    const { spec } = await start();
    const made = await make(spec);
    const unknown = { ...spec, values: { family: UNKNOWN } };
    expect((await localFile.read(OURS, unknown, made))?.actual.values).not.toEqual(unknown.values);
  });

  it('is found under its old path, so that a new path is another file', async () => {
    const { spec, folder } = await start();
    const made = await make(spec);
    const live = await localFile.read(OURS, { ...spec, path: join(folder, 'other.json') }, made);
    expect(live?.actual.path).toBe(spec.path);
  });

  it('is removed, and removed again without complaint', async () => {
    const { spec } = await start();
    const made = await make(spec);
    await localFile.remove(OURS, made, QUIET_INTENT);
    expect(await localFile.read(OURS, spec, made)).toBeUndefined();
    await localFile.remove(OURS, made, QUIET_INTENT);
  });
});

describe('a file of the user', () => {
  const cases = [
    ['was there before us', false],
    ['was ours and has been edited', true],
  ] as const;

  it.each(cases)('that %s counts as it should be, and is neither overwritten nor deleted', async (_title, wasOurs) => {
    const { spec, text, folder } = await start();
    const known = await make(spec);
    await writeFile(spec.path, '{"family":"mine"}');
    const noted = wasOurs ? known : undefined;
    const wanted = { ...spec, values: { family: 'new' } };

    const live = await localFile.read(OURS, wanted, noted);
    expect(live).toMatchObject({ actual: wanted, owner: OURS.owner });
    const kept = await localFile.ensure(OURS, wanted, live, QUIET_INTENT);
    expect(await text()).toBe('{"family":"mine"}');
    await localFile.remove(OURS, kept, QUIET_INTENT);
    expect(await readdir(join(folder, 'deploy'))).toEqual(['taskdef.json']);
  });

  it('that appears between plan and apply is not overwritten', async () => {
    const { spec, text } = await start();
    await make({ ...spec, values: { family: 'somebody else' } });
    const before = await text();
    expect(await make(spec)).toEqual({ path: spec.path, hash: '' });
    expect(await text()).toBe(before);
  });

  it('becomes ours when it is what we would write', async () => {
    const { spec } = await start();
    await make(spec);
    const { outputs } = (await localFile.read(OURS, spec)) ?? {};
    expect(outputs?.hash).not.toBe('');
  });

  it('is written anew when the user deletes it', async () => {
    const { spec, text } = await start();
    const made = await make(spec);
    await rm(spec.path);
    expect(await localFile.read(OURS, spec, made)).toBeUndefined();
    await make(spec);
    expect(await text()).toBe(renderFile(spec));
  });
});
