import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';

const AT_ONCE = ['--sandbox', '--non-interactive', '--json'];

const planned = (folder: string, ...flags: string[]) => runWizard(folder, ['plan', ...AT_ONCE, '--out', 'p.json', ...flags]);

const carriedOut = (folder: string, ...flags: string[]) => runWizard(folder, ['init', ...AT_ONCE, '--plan', 'p.json', ...flags]);

describe('a plan that is kept', () => {
  it('is carried out as it was shown, without a question, and again when the run was ended', async () => {
    const folder = await emptyProject();
    expect((await planned(folder, '--app', 'shop')).result).toMatchObject({ ok: true, changed: false });
    expect((await stat(join(folder, 'p.json'))).mode & 0o777).toBe(0o600);
    await expect(readFile(join(folder, 'wizard.yaml'))).rejects.toThrow('ENOENT');
    expect((await carriedOut(folder)).result).toMatchObject({ ok: true, changed: true, pipeline: 'shop' });
    expect(await readFile(join(folder, 'wizard.yaml'), 'utf8')).toMatch(/^app: shop$/m);
    expect((await carriedOut(folder)).result).toMatchObject({ ok: true, changed: false });
  });

  it('is refused when something else would be done by now, and nothing is done', async () => {
    const folder = await emptyProject();
    await planned(folder, '--app', 'shop');
    await writeFile(join(folder, 'wizard.yaml'), 'service:\n  gracePeriod: 90\nlogs:\n  retentionDays: 30\n');
    const { code, result } = await carriedOut(folder);
    expect(code).toBe(EXIT.refused);
    const things = ['logs.log-group /ecs/shop', 'local-file create-service.json', 'ecs.service shop-service'];
    for (const thing of things) expect(JSON.stringify(result)).toContain(thing);
    const after = await runWizard(folder, ['plan', ...AT_ONCE, '--app', 'shop']);
    expect(after.events.find(({ type }) => type === 'plan')).toMatchObject({ counts: { keep: 0 } });
  });

  it('replaces an older plan and no other file, and makes no folder', async () => {
    const folder = await emptyProject();
    await planned(folder, '--app', 'shop');
    expect((await planned(folder, '--app', 'shop')).result).toMatchObject({ ok: true });
    await writeFile(join(folder, 'page.html'), '<html>');
    const taken = await planned(folder, '--app', 'shop', '--out', 'page.html');
    expect(taken.code).toBe(EXIT.usage);
    expect(taken.result?.['errors']).toEqual([expect.objectContaining({ code: 'planPlaceTaken' })]);
    expect(await readFile(join(folder, 'page.html'), 'utf8')).toBe('<html>');
    const nowhere = await planned(folder, '--app', 'shop', '--out', 'plans/p.json');
    expect(nowhere.result?.['errors']).toEqual([expect.objectContaining({ code: 'planFolderMissing' })]);
    await expect(stat(join(folder, 'plans'))).rejects.toThrow('ENOENT');
  });

  it('is refused when something in it is not what was written', async () => {
    const folder = await emptyProject();
    await planned(folder, '--app', 'shop');
    const plan = JSON.parse(await readFile(join(folder, 'p.json'), 'utf8')) as { readonly changes: readonly object[] };
    for (const broken of [
      { changes: [null] },
      { changes: [{}] },
      { changes: [{ ...plan.changes[0], fields: [null] }] },
      { answers: null },
      { answers: { app: ['shop'] } },
      { answers: { nosuch: 'shop' } },
      { env: 1 },
    ]) {
      await writeFile(join(folder, 'p.json'), JSON.stringify({ ...plan, ...broken }));
      expect(await carriedOut(folder)).toMatchObject({ code: EXIT.usage, result: { errors: [{ code: 'planFileBroken' }] } });
    }
  });

  it.each([
    { what: 'beside other wishes', flags: ['--app', 'other'], code: 'planWithAnswers' },
    { what: 'for another environment', flags: ['--env', 'prod'], code: 'planElsewhere' },
    { what: 'that is none', flags: ['--plan', 'wizard.yaml'], code: 'planFileBroken' },
    { what: 'that is not there', flags: ['--plan', 'nowhere.json'], code: 'planFileMissing' },
  ])('is refused $what', async ({ flags, code }) => {
    const folder = await emptyProject();
    await planned(folder, '--app', 'shop');
    await writeFile(join(folder, 'wizard.yaml'), '');
    const refused = await carriedOut(folder, ...flags);
    expect(refused.code).toBe(EXIT.usage);
    expect(refused.result?.['errors']).toEqual([expect.objectContaining({ code })]);
  });
});
