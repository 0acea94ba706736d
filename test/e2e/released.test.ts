import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';

const RELEASED = new URL('../released/', import.meta.url).pathname;
const STATE = join('.wizard', 'default.sandbox.state.json');

/** A project as a version has left it: its settings, its files, and the state of a set-up that this machine's sandbox does not have. */
async function projectOf(version: string): Promise<string> {
  const folder = await emptyProject();
  await mkdir(join(folder, '.wizard'));
  for (const file of readdirSync(join(RELEASED, version))) await copyFile(join(RELEASED, version, file), join(folder, file));
  await rename(join(folder, 'state.json'), join(folder, STATE));
  return folder;
}

it.each(readdirSync(RELEASED))(
  'goes on with the settings, files and state that version %s has written',
  { timeout: 180_000 },
  async version => {
    const folder = await projectOf(version);
    const { entries } = JSON.parse(await readFile(join(folder, STATE), 'utf8')) as { entries: object };
    const plan = await runWizard(folder, ['plan', '--sandbox', '--exit-code']);
    expect([plan.code, plan.stderr]).toEqual([EXIT.changes, expect.stringContaining('shop-b')]);

    const init = await runWizard(folder, ['init', '--sandbox', '--yes', '--json']);
    expect(init.result).toMatchObject({ ok: true, answers: true });
    const { entries: after } = JSON.parse(await readFile(join(folder, STATE), 'utf8')) as { entries: object };
    expect(Object.keys(after)).toEqual(expect.arrayContaining(Object.keys(entries)));

    const destroy = await runWizard(folder, ['destroy', '--sandbox', '--yes', '--delete-data', '--json']);
    expect(destroy.result).toMatchObject({ ok: true });
    expect(JSON.parse(await readFile(join(folder, STATE), 'utf8'))).toMatchObject({ entries: {} });
  },
);
