import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { emptyProject, runWizard, type Run } from '../helpers/cli.ts';
import { makeDockerSave, makeImage } from '../helpers/make-image.ts';

const TIMEOUT = 180_000;

/** One project with a whole set-up, in a sandbox that is fast enough for the hour that CodeDeploy gives a broken version. */
let folder: string;

beforeAll(async () => {
  folder = await emptyProject();
  await runWizard(folder, ['sandbox', 'start', '--speed', '600']);
  await wizard('init', '--yes', '--app', 'shop');
}, TIMEOUT);

const wizard = (command: string, ...words: readonly string[]): Promise<Run> =>
  runWizard(folder, [command, '--sandbox', '--json', ...words]);

const exists = async (...path: readonly string[]): Promise<boolean> =>
  access(join(...path)).then(
    () => true,
    () => false,
  );

const liveImage = async (): Promise<unknown> => ((await wizard('status')).result?.['live'] as { image?: unknown } | null)?.image;

const executionId = async (): Promise<unknown> => ((await wizard('status')).result?.['execution'] as { id?: unknown } | null)?.id;

describe('plan, and --dry-run', () => {
  it.each([{ argv: ['plan'] }, { argv: ['init', '--dry-run'] }, { argv: ['source', '--dry-run'] }])(
    'of $argv write nothing',
    { timeout: TIMEOUT },
    async ({ argv }) => {
      const empty = await emptyProject();
      const { code, result, events } = await runWizard(empty, [...argv, '--sandbox', '--json', '--app', 'shop']);
      expect(code).toBe(EXIT.done);
      expect(result).toMatchObject({ ok: true, changed: false });
      expect(events.find(({ type }) => type === 'plan')).toMatchObject({ counts: { create: expect.any(Number) } });
      expect((await readdir(empty)).toSorted()).toEqual(['.wizard']);
      expect((await readdir(join(empty, '.wizard'))).sort()).toEqual(['.gitignore', 'sandbox']);
    },
  );

  it('exits 7 with --exit-code where something is to be done, and 0 where nothing is', { timeout: TIMEOUT }, async () => {
    expect((await wizard('plan', '--exit-code')).code).toBe(EXIT.done);
    const changed = await wizard('plan', '--exit-code', '--alb-health-check-path', '/health');
    expect(changed.code).toBe(EXIT.changes);
    expect(changed.events.find(({ type }) => type === 'plan')).toMatchObject({ counts: { create: 0, update: 1, delete: 0 } });
  });

  it('says where the prices of a region are not known', { timeout: TIMEOUT }, async () => {
    const run = await runWizard(await emptyProject(), ['plan', '--sandbox', '--yes', '--region', 'eu-north-1']);
    expect(run.stderr).toMatch(/What it costs in eu-north-1 is not known here; prices are known for ap-northeast-2, /);
  });

  it('of a release tells what it would do, and does nothing', { timeout: TIMEOUT }, async () => {
    const before = [await liveImage(), await executionId()];
    const { code, result } = await wizard('release', '--dry-run', '--image', 'sandbox/sample:v2');
    expect(code).toBe(EXIT.done);
    expect(result).toMatchObject({
      ok: true,
      changed: false,
      image: expect.stringMatching(/shop-ecr-repo:latest$/),
      files: [],
      pipeline: 'shop',
    });
    expect([await liveImage(), await executionId()]).toEqual(before);
  });

  it('of destroy shows what would go', { timeout: TIMEOUT }, async () => {
    const { result, events } = await wizard('destroy', '--dry-run');
    expect(result).toMatchObject({ ok: true, changed: false });
    expect(events.find(({ type }) => type === 'plan')).toMatchObject({ counts: { create: 0, keep: 0 } });
    expect(await liveImage()).toBeDefined();
  });
});

describe('release', () => {
  it('brings an image live and says which', { timeout: TIMEOUT }, async () => {
    const before = await liveImage();
    const { code, result, events } = await wizard('release', '--image', 'sandbox/sample:v2', '--tag', 'v2');
    expect(code).toBe(EXIT.done);
    expect(result).toMatchObject({ ok: true, live: { primary: true, running: 1 }, url: expect.stringMatching(/^http:/) });
    expect(await liveImage()).not.toBe(before);
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['pushed', 'execution-found', 'lifecycle', 'traffic', 'kept']));
    expect(await (await fetch(String(result?.['url']))).text()).toContain('v2');
  });

  it('returns at once with --wait none, and waits for the end of the old version with --wait complete', { timeout: TIMEOUT }, async () => {
    const started = await wizard('release', '--wait', 'none');
    expect(started.result).toMatchObject({ ok: true, live: null, executionId: expect.stringMatching(/^[\da-f-]{36}$/) });
    const completed = await wizard('release', '--image', 'sandbox/sample:v1', '--wait', 'complete');
    expect(completed.code).toBe(EXIT.done);
    expect((await wizard('status')).result).toMatchObject({ running: null, versions: [{ primary: true }] });
  });

  it(
    'exits 8 with the reasons of AWS when the new version does not come up, and the old one goes on serving',
    { timeout: TIMEOUT },
    async () => {
      const before = await liveImage();
      const image = await makeImage('amd64', 'broken');
      const settings = JSON.parse(image.config.toString()) as { config: object };
      const config = { ...settings, config: { ...settings.config, Labels: { 'sandbox.exit-code': '1' } } };
      const archive = await makeDockerSave({ ...image, config: Buffer.from(JSON.stringify(config)) });
      const { code, result } = await wizard('release', '--archive', archive);
      expect(code).toBe(EXIT.deploymentFailed);
      expect(result).toMatchObject({
        ok: false,
        errors: [{ code: 'deploymentFailed', facts: { deployment: expect.stringMatching(/^d-/) } }],
      });
      expect(result).toMatchObject({ errors: [{ facts: { reasons: expect.arrayContaining([expect.stringMatching(/\w/)]) } }] });
      expect(await liveImage()).toBe(before);
    },
  );

  it('refuses what excludes each other before anything is pushed', { timeout: TIMEOUT }, async () => {
    const { code, result } = await wizard('release', '--files-only', '--image', 'sandbox/sample:v1');
    expect(code).toBe(EXIT.usage);
    expect(result).toMatchObject({ errors: [{ code: 'filesOnlyWithImage' }] });
  });
});

describe('--verbose', () => {
  it('tells every call, from the first on', { timeout: TIMEOUT }, async () => {
    const { events } = await wizard('status', '-v');
    const calls = events.filter(({ type }) => type === 'call').map(({ service, operation }) => `${String(service)}:${String(operation)}`);
    expect(calls[0]).toBe('sts:GetCallerIdentity');
    expect(calls).toContain('ecs:DescribeServices');
  });
});

describe('a project with a taskdef.json of its own', () => {
  it('is not taken for a set-up', { timeout: TIMEOUT }, async () => {
    const own = await emptyProject();
    await writeFile(join(own, 'taskdef.json'), '{}');
    expect((await runWizard(own, ['status', '--sandbox'])).stdout).toContain('Nothing is set up here yet.');
    expect((await runWizard(own, ['destroy', '--sandbox'])).stdout).toContain('There is nothing to remove');
    for (const command of ['release', 'logs']) expect((await runWizard(own, [command, '--sandbox', '--json'])).code).toBe(EXIT.config);
  });
});

describe('destroy', () => {
  it('needs neither flags nor sound files beside wizard.yaml, and leaves nothing to remove', { timeout: TIMEOUT }, async () => {
    await writeFile(join(folder, 'taskdef.json'), '{ not json');
    expect((await wizard('init', '--yes')).result).toMatchObject({ ok: false, errors: [{ code: 'jsonSyntax' }] });
    expect((await wizard('status')).result).toMatchObject({ ok: true, url: expect.any(String) });
    const careful = await wizard('destroy', '--yes');
    expect(careful.result).toMatchObject({ ok: true, changed: true, left: [], spared: [] });
    const kept = ((careful.result?.['kept'] ?? []) as readonly { id: string }[]).map(({ id }) => id).toSorted();
    expect(kept).toEqual(['artifact-bucket', 'commit', 'image', 'image-repository', 'log-group', 'source-repository']);
    expect((await wizard('destroy', '--yes')).result).toMatchObject({ ok: true, changed: false });
    const { code, result, events } = await wizard('destroy', '--yes', '--delete-data');
    expect(result).toMatchObject({ ok: true, changed: true, left: [], kept: [] });
    const removed = [...careful.events, ...events]
      .filter(({ type, status }) => type === 'resource' && status === 'done')
      .map(({ id }) => id);
    expect(removed).toContain('appspec-file');
    expect(removed).not.toContain('taskdef-file');
    expect(code).toBe(EXIT.done);
    const again = await runWizard(folder, ['destroy', '--sandbox']);
    expect(again.stdout).toContain('There is nothing to remove');
    expect(again.code).toBe(EXIT.done);
    // What the user has written stays.
    expect(await exists(folder, 'wizard.yaml')).toBe(true);
    expect(await readFile(join(folder, 'taskdef.json'), 'utf8')).toBe('{ not json');
    expect(await exists(folder, 'appspec.yaml')).toBe(false);
  });
});
