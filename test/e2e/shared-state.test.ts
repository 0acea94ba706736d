import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { printState } from '../../src/engine/state-text.ts';
import type { State } from '../../src/engine/types.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { emptyProject, finished, runWizard, startWizard, type Run } from '../helpers/cli.ts';
import { makeDockerSave, makeImage } from '../helpers/make-image.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';
import { KEYS as PRESS, runInTerminal } from '../helpers/terminal.ts';

const Bucket = 'team-state';
const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

let s3: S3Client;
let sandbox: Sandbox;
let flags: readonly string[];
beforeEach(async () => {
  sandbox = await startTestSandbox();
  s3 = new S3Client(clientConfig(sandbox));
  flags = ['--endpoint-url', sandbox.endpoint, '--yes', '--non-interactive', '--json'];
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
});

/** A folder as `git clone` leaves it: with wizard.yaml, without a state. */
async function checkout(state = `s3://${Bucket}/shop`): Promise<string> {
  const folder = await emptyProject();
  await writeFile(join(folder, 'wizard.yaml'), `# of the team\napp: shop\nregion: us-east-1\nstate: ${state} # shared\n`);
  return folder;
}

const wizard = (folder: string, ...args: readonly string[]) => runWizard(folder, [...args, ...flags], KEYS);

const keysIn = async (): Promise<readonly (string | undefined)[]> =>
  ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);

const sharedState = async () => {
  const { Body, ServerSideEncryption } = await s3.send(new GetObjectCommand({ Bucket, Key: 'shop/default.state.json' }));
  return { ServerSideEncryption, ...JSON.parse((await Body?.transformToString()) ?? '') };
};

/** Lets the making of the repository take so long that its run holds the lock meanwhile. */
const slow = (seconds: number) =>
  fetch(`${sandbox.endpoint}/_sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'latency', service: 'codecommit', operation: 'CreateRepository', seconds, times: 1 }),
  });

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 20));
};

/** A run that has noted its intent under the lock, and waits for AWS. */
async function runHoldingTheLock(folder: string, seconds: number) {
  await slow(seconds);
  const child = startWizard(folder, ['source', ...flags], KEYS);
  const end = finished(child, true);
  await until(async () => (await keysIn()).length === 2);
  return { child, end };
}

const errorsOf = ({ result }: Run) => result?.['errors'] as readonly { readonly code: string; readonly facts: Record<string, unknown> }[];

describe('a state in a bucket', () => {
  it('shows a second machine what the first one has made, and keeps nothing of it in the folder', async () => {
    const [first, second] = [await checkout(), await checkout()];
    expect((await wizard(first, 'source')).result).toMatchObject({ ok: true, changed: true });
    expect(await keysIn()).toEqual(['shop/default.state.json']);
    expect(await sharedState()).toMatchObject({ ServerSideEncryption: 'AES256', entries: { 'source-repository': { status: 'ready' } } });
    expect((await readdir(first)).filter(name => name === '.wizard')).toEqual([]);

    const again = await wizard(second, 'source');
    expect(again.result).toMatchObject({ ok: true, changed: false });
    const destroyed = await wizard(second, 'destroy', '--delete-data');
    expect(destroyed.result).toMatchObject({ ok: true, changed: true });
    expect((await wizard(first, 'status')).result).toMatchObject({ ok: true, resources: [] });
  });

  it('lets one of two first runs win, and the other one go on from there', async () => {
    const [first, second] = [await checkout(), await checkout()];
    await slow(3);
    const runs = await Promise.all([wizard(first, 'source'), wizard(second, 'source')]);
    expect(new Set(runs.map(({ code }) => code))).toEqual(new Set([0, 6]));
    const loser = runs[0].code === 6 ? first : second;
    expect((await wizard(loser, 'source')).result).toMatchObject({ ok: true, changed: false });
    expect(await keysIn()).toEqual(['shop/default.state.json']);
  });

  it('stays locked by a run that was killed, until its lock is broken on purpose', async () => {
    const [first, second] = [await checkout(), await checkout()];
    const { child } = await runHoldingTheLock(first, 30);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

    const refused = await wizard(second, 'source');
    expect(refused.code).toBe(6);
    const [error] = errorsOf(refused);
    expect(error).toMatchObject({
      code: 'locked',
      facts: { pid: child.pid, host: hostname(), minutes: 0, file: `s3://${Bucket}/shop/default.lock.json` },
    });
    const unconfirmed = await runWizard(second, ['source', '--break-lock', ...flags.filter(flag => flag !== '--yes')], KEYS);
    expect([unconfirmed.code, errorsOf(unconfirmed)[0]?.code]).toEqual([2, 'confirmationMissing']);
    expect(await keysIn()).toContain('shop/default.lock.json');

    const broken = await wizard(second, 'source', '--break-lock');
    expect(broken.result).toMatchObject({ ok: true, changed: true });
    expect(await keysIn()).toEqual(['shop/default.state.json']);
    expect(await sharedState()).toMatchObject({ entries: { 'source-repository': { status: 'ready' } } });
  });

  it('is never overwritten by a run whose lock was broken while it lived', async () => {
    const [first, second] = [await checkout(), await checkout()];
    const { end } = await runHoldingTheLock(first, 15);
    expect((await wizard(second, 'source', '--break-lock')).result).toMatchObject({ ok: true });
    const theirs = await sharedState();

    const lost = await end;
    expect([lost.code, errorsOf(lost).map(({ code }) => code)]).toEqual([6, ['stateLockLost']]);
    expect(await sharedState()).toEqual(theirs);
    const unsaved = JSON.parse(await readFile(String(errorsOf(lost)[0]?.facts['unsaved']), 'utf8'));
    expect(unsaved.entries).toHaveProperty('source-repository');
    expect((await wizard(first, 'source')).result).toMatchObject({ ok: true, changed: false });
  });

  it.each([
    ['is missing', 'no-such-bucket-here', 'stateBucketMissing', 3],
    ['is in another region', 'far-away-state', 'stateBucketElsewhere', 3],
    ['is of somebody else', 'taken-state', 'stateBucketDenied', 4],
  ])('is refused in one line where the bucket %s', async (_what, bucket, code, exit) => {
    sandbox.world().global.s3.takenNames.push('taken-state');
    const far = new S3Client({ ...clientConfig(sandbox), region: 'eu-west-1' });
    await far.send(new CreateBucketCommand({ Bucket: 'far-away-state', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    const run = await wizard(await checkout(`s3://${bucket}/shop`), 'source');
    expect([run.code, errorsOf(run).map(error => error.code)]).toEqual([exit, [code]]);
  });

  it('asks for versions to be kept where the bucket keeps none', async () => {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
    const { events, result } = await runWizard(await checkout(), ['source', ...flags.slice(2)], {
      ...KEYS,
      AWS_ENDPOINT_URL: sandbox.endpoint,
    });
    expect(result).toMatchObject({ ok: true });
    expect(events).toContainEqual({ type: 'note', code: 'stateUnversioned', bucket: Bucket });
  });
});

describe('a state that moves', () => {
  const config = (folder: string) => readFile(join(folder, 'wizard.yaml'), 'utf8');

  it('goes into a bucket and back, with its comments, and leaves a mark for those who have not heard of it', async () => {
    const folder = await checkout('local');
    await appendFile(join(folder, 'wizard.yaml'), 'environments:\n  prod: {}\n');
    await wizard(folder, 'source');
    const moved = await wizard(folder, 'state', 'move', '--to', `s3://${Bucket}/shop`);
    expect(moved.result).toMatchObject({ ok: true, changed: true, to: `s3://${Bucket}/shop/default.state.json` });
    expect(await config(folder)).toBe(
      `# of the team\napp: shop\nregion: us-east-1\nstate: s3://${Bucket}/shop # shared\nenvironments:\n  prod: {state: local}\n`,
    );
    expect((await readdir(join(folder, '.wizard'))).sort()).toEqual(['.gitignore', 'default.state.json.bak']);
    expect((await wizard(folder, 'source')).result).toMatchObject({ ok: true, changed: false });
    expect((await wizard(folder, 'state', 'move', '--to', `s3://${Bucket}/shop`)).result).toMatchObject({ ok: true, changed: false });

    const other = await checkout();
    expect((await wizard(folder, 'state', 'move', '--to', `s3://${Bucket}/other`)).result).toMatchObject({ ok: true, changed: true });
    const late = await wizard(other, 'source');
    expect([late.code, errorsOf(late)]).toMatchObject([3, [{ code: 'stateMoved', facts: { to: `s3://${Bucket}/other` } }]]);
    expect(await keysIn()).toEqual(['other/default.state.json', 'shop/default.state.bak.json', 'shop/default.state.json']);

    expect((await wizard(folder, 'state', 'move', '--to', 'local')).result).toMatchObject({ ok: true, changed: true });
    expect((await wizard(folder, 'source')).result).toMatchObject({ ok: true, changed: false });
  });

  it('goes after the place that somebody has written into wizard.yaml', async () => {
    const folder = await checkout('local');
    await wizard(folder, 'source');
    await writeFile(join(folder, 'wizard.yaml'), (await config(folder)).replace('local', `s3://${Bucket}/shop`));
    const told = await runWizard(folder, ['status', ...flags.filter(flag => flag !== '--json')], KEYS);
    expect(told.stderr).toContain(`wizard state move --to s3://${Bucket}/shop`);
    const moved = await wizard(folder, 'state', 'move', '--to', `s3://${Bucket}/shop`);
    expect(moved.result).toMatchObject({ ok: true, changed: true, from: join(folder, '.wizard', 'default.state.json') });
    expect(await sharedState()).toMatchObject({ entries: { 'source-repository': { status: 'ready' } } });
  });

  it('is not put on top of another one', async () => {
    const [first, second] = [await checkout(), await checkout('local')];
    await wizard(first, 'source');
    await wizard(second, 'ecr', '--archive', await makeDockerSave(await makeImage('amd64', 'hello')));
    const before = await config(second);
    const refused = await wizard(second, 'state', 'move', '--to', `s3://${Bucket}/shop`);
    expect([refused.code, errorsOf(refused)[0]?.code]).toEqual([6, 'stateThere']);
    expect(await config(second)).toBe(before);
    expect(await keysIn()).toEqual(['shop/default.state.json']);
  });

  /** A checkout with what a move to it has left that was killed before it was said in wizard.yaml; the state in the bucket has gone on since. */
  async function leftByAKilledMove() {
    const folder = await checkout();
    await wizard(folder, 'source');
    const { ServerSideEncryption: _, checksum: __, ...old } = await sharedState();
    const file = join(folder, '.wizard', 'default.state.json');
    await mkdir(join(folder, '.wizard'));
    const leave = (state: State) => writeFile(file, printState(state));
    await leave(old);
    await wizard(folder, 'ecr', '--archive', await makeDockerSave(await makeImage('amd64', 'hello')));
    return { folder, file, old: old as State, leave };
  }

  it('is put over its own older copy, which a killed move has left, and keeps that', async () => {
    const { folder, file, old } = await leftByAKilledMove();
    const newest = await sharedState();
    expect(newest.serial).toBeGreaterThan(old.serial);
    expect((await wizard(folder, 'state', 'move', '--to', 'local')).result).toMatchObject({ ok: true, changed: true, to: file });
    expect(JSON.parse(await readFile(file, 'utf8')).entries).toEqual(newest.entries);
    expect(JSON.parse(await readFile(`${file}.bak`, 'utf8')).entries).toEqual(old.entries);
    expect((await wizard(folder, 'source')).result).toMatchObject({ ok: true, changed: false });
  });

  it.each<[string, (old: State) => State]>([
    ['is newer', old => ({ ...old, serial: old.serial + 1000 })],
    ['notes something else', old => ({ ...old, entries: { ...old.entries, other: Object.values(old.entries)[0]! } })],
    [
      'notes another thing under the same name',
      old => ({
        ...old,
        entries: Object.fromEntries(Object.entries(old.entries).map(([id, entry]) => [id, { ...entry, outputs: { arn: 'another' } }])),
      }),
    ],
  ])('is not put over a file that %s, and tells to move that aside', async (_what, changed) => {
    const { folder, file, old, leave } = await leftByAKilledMove();
    await leave(changed(old));
    const before = await readFile(file, 'utf8');
    const refused = await wizard(folder, 'state', 'move', '--to', 'local');
    expect([refused.code, errorsOf(refused)]).toMatchObject([
      6,
      [{ code: 'stateThere', remedy: expect.stringMatching(`^Move ${file} aside`) }],
    ]);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it.each([
    [['--to', 'gs://bucket/x'], 'flagValue'],
    [[], 'flagValue'],
  ])('goes nowhere with %j', async (words, code) => {
    const run = await wizard(await checkout('local'), 'state', 'move', ...words);
    expect([run.code, errorsOf(run)[0]?.code]).toEqual([2, code]);
  });
});

describe('the lock of another machine on a state in the folder', () => {
  const lockOf = async (folder: string): Promise<string> => {
    const file = join(folder, '.wizard', 'default.state.json.lock');
    const since = new Date(Date.now() - 3 * 3_600_000).toISOString();
    await mkdir(join(folder, '.wizard'));
    await writeFile(
      file,
      JSON.stringify({ user: 'jo', pid: 7, host: 'elsewhere', since, command: 'wizard init', process: '', nonce: 'theirs' }),
    );
    return file;
  };

  it('is respected, and broken where that is said', async () => {
    const folder = await checkout('local');
    await lockOf(folder);
    const refused = await wizard(folder, 'source');
    expect([refused.code, errorsOf(refused)[0]?.facts]).toMatchObject([6, { user: 'jo', host: 'elsewhere', minutes: 180 }]);
    expect((await wizard(folder, 'source', '--break-lock')).result).toMatchObject({ ok: true, changed: true });
    expect((await readdir(join(folder, '.wizard'))).sort()).toEqual(['.gitignore', 'default.state.json']);
  });

  it('is shown with its age and asked about in a terminal', async () => {
    const folder = await checkout('local');
    const file = await lockOf(folder);
    const words = ['status', '--rebuild', '--break-lock', ...flags.slice(0, 2)];
    const declined = runInTerminal(folder, words, { env: KEYS });
    await declined.waitFor(/jo@elsewhere, process 7, for 3 h[\s\S]*Break its lock\?/);
    declined.type(PRESS.enter);
    expect(await declined.exit).toBe(6);
    expect(await readFile(file, 'utf8')).toContain('theirs');

    const broken = runInTerminal(folder, words, { env: KEYS });
    await broken.waitFor('Break its lock?');
    broken.type(`${PRESS.up}${PRESS.enter}`);
    expect(await broken.exit).toBe(0);
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a damaged state', () => {
  const STATE = '.wizard/default.state.json';

  it.each(['', '{"schema": 1', '<<<<<<< HEAD'])('that holds %j is rebuilt from AWS, and kept', async text => {
    const folder = await checkout('local');
    await wizard(folder, 'source');
    const file = join(folder, STATE);
    const whole = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, text);
    const broken = await wizard(folder, 'source');
    expect([broken.code, errorsOf(broken)]).toMatchObject([
      3,
      [{ code: 'stateBroken', remedy: expect.stringMatching(/wizard status --endpoint-url \S+ --rebuild/) }],
    ]);

    const rebuilt = await wizard(folder, 'status', '--rebuild');
    expect(rebuilt.result).toMatchObject({ ok: true });
    expect(await readFile(`${file}.corrupt`, 'utf8')).toBe(text);
    const { entries } = JSON.parse(await readFile(file, 'utf8'));
    expect(entries['source-repository']).toMatchObject({ status: 'ready', outputs: whole.entries['source-repository'].outputs });
    expect((await wizard(folder, 'source')).result).toMatchObject({ ok: true, changed: false });
  });

  it('of a whole set-up is rebuilt as it was, and releases go on', { timeout: 180_000 }, async () => {
    const folder = await emptyProject();
    const rehearsal = ['--sandbox', '--yes', '--non-interactive', '--json'];
    expect((await runWizard(folder, ['init', ...rehearsal])).result).toMatchObject({ ok: true });
    const file = join(folder, '.wizard', 'default.sandbox.state.json');
    const before = JSON.parse(await readFile(file, 'utf8')).entries as Entries;
    await writeFile(file, 'torn');
    expect((await runWizard(folder, ['status', '--rebuild', ...rehearsal])).result).toMatchObject({ ok: true });
    const after = JSON.parse(await readFile(file, 'utf8')).entries as Entries;
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const [id, { outputs }] of Object.entries(after)) expect(before[id]?.outputs).toMatchObject(outputs);
    expect((await runWizard(folder, ['release', '--image', 'sandbox/sample:v2', ...rehearsal])).result).toMatchObject({ ok: true });
    expect((await runWizard(folder, ['init', ...rehearsal])).result).toMatchObject({ ok: true, changed: false });
    const settled = JSON.parse(await readFile(file, 'utf8')).entries as Entries;
    expect(new Set(Object.values(settled).map(({ status }) => status))).toEqual(new Set(['ready']));
    await runWizard(folder, ['status', '--rebuild', ...rehearsal]);
    expect(JSON.parse(await readFile(file, 'utf8')).entries).toMatchObject(mapped(settled));
  });

  it('in a bucket is rebuilt there', async () => {
    const folder = await checkout();
    await wizard(folder, 'source');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'shop/default.state.json', Body: 'torn' }));
    expect((await wizard(folder, 'status', '--rebuild')).result).toMatchObject({ ok: true });
    expect(await sharedState()).toMatchObject({ entries: { 'source-repository': { status: 'ready' } } });
    expect(await readFile(join(folder, `${STATE}.corrupt`), 'utf8')).toBe('torn');
  });

  it.each([
    ['of a newer version', 'stateNewer', 3, (state: object) => ({ ...state, schema: 2 })],
    ['of another account', 'stateOfAnother', 6, (state: object) => withChecksum({ ...state, account: '999999999999' })],
    ['of another region', 'stateOfAnother', 6, (state: object) => withChecksum({ ...state, region: 'eu-west-1' })],
  ])('is not what one %s is: that stays, whatever is asked', async (_what, code, exit, change) => {
    const folder = await checkout('local');
    await wizard(folder, 'source');
    const file = join(folder, STATE);
    const { checksum: _checksum, ...state } = JSON.parse(await readFile(file, 'utf8'));
    const text = JSON.stringify(change(state));
    await writeFile(file, text);
    for (const words of [['source'], ['status', '--rebuild']]) {
      const run = await wizard(folder, ...words);
      expect([run.code, errorsOf(run)[0]?.code]).toEqual([exit, code]);
    }
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('that may not be written is said with its place', async () => {
    const folder = await checkout('local');
    await writeFile(join(folder, '.wizard'), 'a file where the folder should be');
    const run = await wizard(folder, 'source');
    expect([run.code, errorsOf(run)[0]?.code]).toEqual([3, 'fileTrouble']);
  });
});

type Entries = Readonly<Record<string, { readonly status: string; readonly outputs: object }>>;

/** What a second look must find again: what exists, and that it can be used. */
const mapped = (entries: Entries): object =>
  Object.fromEntries(Object.entries(entries).map(([id, { status, outputs }]) => [id, { status, outputs }]));

const withChecksum = (state: object) => ({ ...state, checksum: createHash('sha256').update(JSON.stringify(state)).digest('hex') });
