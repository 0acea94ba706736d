import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { emptyProject, finished, runWizard, startWizard, type Run } from '../helpers/cli.ts';

const TIMEOUT = 120_000;

/** A folder that holds nothing but a sandbox. */
let folder: string;
let endpoint: string;

const sandbox = (...words: readonly string[]): Promise<Run> => runWizard(folder, ['sandbox', ...words]);

const listClusters = (): Promise<unknown> => {
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  return new ECSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }).send(new ListClustersCommand({}));
};

beforeAll(async () => {
  folder = await emptyProject();
  endpoint = String((await sandbox('start', '--json')).result?.['endpoint']);
}, TIMEOUT);

it('runs in an empty folder and says how to use it from a shell', { timeout: TIMEOUT }, async () => {
  const { code, stdout } = await sandbox('start');
  expect(code).toBe(EXIT.done);
  expect(stdout).toContain(`export AWS_ENDPOINT_URL='${endpoint}'`);
  expect(stdout).toContain('aws ecs list-clusters');
  expect(stdout).toContain('.wizard/sandbox');
  expect(await readdir(folder)).toEqual(['.wizard']);
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: folder, encoding: 'utf8' })).toBe('');
});

it('arms faults, shows how often they happened, and clears them', { timeout: TIMEOUT }, async () => {
  const armed = await sandbox('fault', 'add', 'throttling', '--service', 'ecs', '--times', '5');
  expect([armed.code, armed.stderr]).toEqual([EXIT.done, '']);
  await expect(listClusters()).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect((await sandbox('fault', 'list')).stdout).toMatch(/throttling\s+ecs:\*\s+happened: 1 of 5/);
  const { events } = await sandbox('logs', '--calls', '--json');
  expect(events.filter(({ type }) => type === 'call').at(-1)).toMatchObject({
    operation: 'ListClusters',
    errorCode: 'ThrottlingException',
  });
  expect((await sandbox('fault', 'clear', '--json')).result).toMatchObject({ ok: true, cleared: 1 });
  await listClusters();
});

it('tells all that is wrong with a fault, and what was probably meant', { timeout: TIMEOUT }, async () => {
  const { code, result } = await sandbox(
    'fault',
    'add',
    'throtling',
    '--service',
    'ecr',
    '--operation',
    'PutImages',
    '--times',
    'often',
    '--json',
  );
  expect(code).toBe(EXIT.usage);
  expect(result?.['errors']).toMatchObject([
    { code: 'faultMistake', facts: { field: 'kind', suggestion: 'throttling' } },
    { code: 'faultMistake', facts: { field: 'times', problem: 'number' } },
    { code: 'faultMistake', facts: { field: 'operation', suggestion: 'PutImage' } },
  ]);
});

it('starts no sandbox for a fault that there is not', { timeout: TIMEOUT }, async () => {
  const empty = await emptyProject();
  const { code, result } = await runWizard(empty, ['sandbox', 'fault', 'add', 'nosuch', '--times', '0', '--json']);
  expect(code).toBe(EXIT.usage);
  expect(result?.['errors']).toMatchObject([{ facts: { field: 'kind' } }, { facts: { field: 'times' } }]);
  expect(await readdir(empty)).toEqual([]);
});

it('says in Korean too which kinds of faults there are', { timeout: TIMEOUT }, async () => {
  const { code, stderr } = await sandbox('fault', 'add', '--lang', 'ko');
  expect(code).toBe(EXIT.usage);
  expect(stderr).toContain('사용할 수 있는 값: throttling');
});

it('follows the calls as they come, until it is interrupted', { timeout: TIMEOUT }, async () => {
  const child = startWizard(folder, ['sandbox', 'logs', '--follow', '--calls']);
  let shown = '';
  child.stdout?.on('data', (text: Buffer) => {
    shown += text.toString();
  });
  const end = finished(child, false);
  await sandbox('fault', 'add', 'expired-credentials', '--service', 'ecs', '--times', '1');
  await expect(listClusters()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  await expect.poll(() => shown, { timeout: 20_000 }).toMatch(/ecs:ListClusters {2}400 {2}ExpiredTokenException {2}\(fault [0-9a-f]+\)/);
  child.kill('SIGINT');
  expect((await end).code).toBe(130);
});

it('changes the speed while it runs, and skips time', { timeout: TIMEOUT }, async () => {
  expect((await sandbox('speed', '600', '--json')).result).toMatchObject({ ok: true, speed: 600 });
  expect((await sandbox('start', '--speed', '90', '--json')).result).toMatchObject({ started: false, speed: 90 });
  expect((await sandbox('skip', '3600', '--json')).result).toMatchObject({ ok: true, seconds: 3600 });
  expect((await sandbox('speed', 'fast')).code).toBe(EXIT.usage);
  expect((await sandbox('skip')).code).toBe(EXIT.usage);
});

it('refuses another port while it runs, and a port that is taken', { timeout: TIMEOUT }, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const address = taken.address();
  const port = String(typeof address === 'object' && address ? address.port : 0);
  expect(await sandbox('start', '--port', port, '--json')).toMatchObject({
    code: EXIT.config,
    result: { errors: [{ code: 'sandboxTrouble', facts: { code: 'alreadyRunning' } }] },
  });
  expect(await runWizard(await emptyProject(), ['sandbox', 'start', '--port', port, '--json'])).toMatchObject({
    code: EXIT.config,
    result: { errors: [{ code: 'sandboxTrouble', facts: { code: 'portTaken', port } }] },
  });
});

it('does not pretend to stay in the foreground where it runs already', { timeout: TIMEOUT }, async () => {
  expect(await sandbox('start', '--foreground', '--json')).toMatchObject({
    code: EXIT.config,
    result: { errors: [{ code: 'sandboxTrouble', facts: { code: 'alreadyRunning' } }] },
  });
});

it('names the log group that holds nothing, in both languages', { timeout: TIMEOUT }, async () => {
  expect((await sandbox('logs', '/ecs/none')).stderr).toContain('/ecs/none');
  expect((await sandbox('logs', '/ecs/none', '--lang', 'ko')).stderr).toContain('/ecs/none');
  expect((await sandbox('logs', '--lang', 'ko')).stderr).toContain('태스크가 남긴 로그');
});

it('prints the addresses without opening any where there is no terminal', { timeout: TIMEOUT }, async () => {
  const { code, stdout } = await sandbox('open');
  expect([code, stdout]).toEqual([EXIT.done, `AWS    ${endpoint}\n`]);
  expect((await sandbox('open', '--json')).result).toMatchObject({ endpoint, opened: null });
});

it('shows what exists by service, and as a tree', { timeout: TIMEOUT }, async () => {
  expect((await sandbox('status')).stdout).toMatch(/\n {2}ec2\n {4}VPC/);
  expect((await sandbox('status', '--tree')).stdout).toMatch(/\n {2}├─ VPC {2}vpc-/);
});

it('does not start with what was changed behind its back, says what to type, and that works', { timeout: TIMEOUT }, async () => {
  const project = await emptyProject();
  const kept = join(project, '.wizard', 'sandbox');
  await mkdir(join(kept, 'blobs', 'us-east-1'), { recursive: true });
  await writeFile(join(kept, 'state.json'), '{"version":2,"state":{"global":5,"regions":{}}}');
  const refused = await runWizard(project, ['sandbox', 'start']);
  expect([refused.code, refused.stdout]).toEqual([EXIT.config, '']);
  expect(refused.stderr).toContain('state.json was cut off or changed');
  expect(refused.stderr).toContain('wizard sandbox reset');
  expect((await runWizard(project, ['sandbox', 'reset'])).code).toBe(EXIT.done);
  expect(await readdir(kept)).toEqual(['sandbox.log']);
  expect((await runWizard(project, ['sandbox', 'start'])).code).toBe(EXIT.done);
});
