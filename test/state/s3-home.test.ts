import { CreateBucketCommand, DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect, type Connection } from '../../src/aws/connect.ts';
import { emptyState } from '../../src/engine/state-text.ts';
import type { State } from '../../src/engine/types.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { s3Home } from '../../src/state/s3-home.ts';
import type { StateHome } from '../../src/state/state-home.ts';
import { startTestSandbox, temporaryFolder } from '../helpers/sandbox.ts';

const Bucket = 'team-state';
const Key = 'shop/dev.state.json';

let sandbox: Sandbox;
let aws: Connection;
let file: string;
let unsaved: string;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  aws = await connect({ app: 'shop', env: 'dev', endpoint: sandbox.endpoint, region: sandbox.region, sandbox: true });
  await aws.s3.send(new CreateBucketCommand({ Bucket }));
  file = join(await temporaryFolder(), '.wizard', 'dev.state.json');
  unsaved = file.replace('.json', '.unsaved.json');
});

const home = (): StateHome => s3Home(aws, { bucket: Bucket, prefix: 'shop' }, 'dev', file);
const stateOf = (serial: number): State => ({
  ...emptyState(aws),
  serial,
  entries: { role: { type: 'role', step: 'ecr', status: 'ready', needs: [], outputs: { id: `r${serial}` } } },
});
const stored = async (key = Key) =>
  JSON.parse((await (await aws.s3.send(new GetObjectCommand({ Bucket, Key: key }))).Body?.transformToString()) ?? '');
const keys = async () => ((await aws.s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(one => one.Key);
const fault = (spec: object) => fetch(`${sandbox.endpoint}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(spec) });
const noFaults = () => fetch(`${sandbox.endpoint}/_sandbox/faults`, { method: 'DELETE' });

describe('a state in a bucket', () => {
  it('is empty where there is none, and gives back what was saved', async () => {
    const one = home();
    expect(await one.load()).toEqual(emptyState(aws));
    await one.save(stateOf(1));
    await one.save(stateOf(2));
    expect(await home().load()).toEqual(stateOf(2));
    expect(one.name).toBe(`s3://${Bucket}/${Key}`);
  });

  it.each([
    ['before anything was there', false],
    ['after both have read the same', true],
  ])('is written by one of two, %s; the other one keeps its own beside', async (_when, isThere) => {
    if (isThere) await seeded();
    const [one, other] = [home(), home()];
    await Promise.all([one.load(), other.load()]);
    await one.save(stateOf(2));
    await expect(other.save(stateOf(3))).rejects.toMatchObject({ code: 'stateConflict', facts: { unsaved } });
    await expect(other.save(stateOf(4))).rejects.toMatchObject({ code: 'stateConflict' });
    expect(await home().load()).toEqual(stateOf(2));
    expect(JSON.parse(await readFile(unsaved, 'utf8'))).toMatchObject({ serial: 4 });
    expect((await stat(unsaved)).mode & 0o777).toBe(0o600);
  });

  it('that somebody has deleted meanwhile is not made anew', async () => {
    await seeded();
    const one = home();
    await one.load();
    await aws.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(one.save(stateOf(2))).rejects.toMatchObject({ code: 'stateConflict' });
    expect(await keys()).toEqual([]);
  });

  it.each([false, true])('is known as its own where the answer to the write was lost (there before: %s)', async isThere => {
    if (isThere) await seeded();
    const one = home();
    await one.load();
    await fault({ kind: 'drop', service: 's3', operation: 'PutObject', effect: true, times: 1 });
    await one.save(stateOf(2));
    await one.save(stateOf(3));
    expect(await home().load()).toEqual(stateOf(3));
  });

  it('is written again where S3 saw another write of the same key at the same moment', async () => {
    await seeded();
    const one = home();
    await one.load();
    await fault({ kind: 'server-error', service: 's3', operation: 'PutObject', status: 409, code: 'ConditionalRequestConflict', times: 2 });
    await one.save(stateOf(2));
    expect(await home().load()).toEqual(stateOf(2));
  });

  it('that cannot be written for a while is kept beside, and written when it can be', async () => {
    const one = home();
    await one.load();
    await fault({ kind: 'expired-credentials', service: 's3', operation: 'PutObject' });
    await expect(one.save(stateOf(1))).rejects.toMatchObject({ code: 'stateUnsaved', facts: { unsaved, reason: 'credentialsExpired' } });
    expect(JSON.parse(await readFile(unsaved, 'utf8'))).toMatchObject({ serial: 1 });
    await noFaults();
    await one.save(stateOf(2));
    expect(await home().load()).toEqual(stateOf(2));
    await expect(stat(unsaved)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that was written without an answer ever coming is known as its own by the next write', async () => {
    const one = home();
    await one.load();
    await fault({ kind: 'drop', service: 's3', operation: 'PutObject', effect: true, always: true });
    await expect(one.save(stateOf(1))).rejects.toMatchObject({ code: 'stateUnsaved' });
    await noFaults();
    expect(await stored()).toMatchObject({ serial: 1 });
    await one.save(stateOf(2));
    expect(await home().load()).toEqual(stateOf(2));
  });

  it('is refused when it is cut off at any byte', async () => {
    await seeded();
    const text = JSON.stringify(await stored());
    for (let length = 1; length < text.length; length += 7) {
      await aws.s3.send(new PutObjectCommand({ Bucket, Key, Body: text.slice(0, length) }));
      await expect(home().load()).rejects.toMatchObject({ code: 'stateBroken', facts: { file: `s3://${Bucket}/${Key}` } });
    }
  });

  it('names the account that must own the bucket in every call', async () => {
    const elsewhere = { ...aws, account: '999999999999' };
    const foreign = s3Home(elsewhere, { bucket: Bucket, prefix: 'shop' }, 'dev', file);
    for (const call of [() => foreign.load(), () => foreign.save(stateOf(1)), () => foreign.lock('wizard init')]) {
      await expect(call()).rejects.toMatchObject({ code: expect.stringMatching(/stateBucketDenied|stateUnsaved/) });
    }
    expect(await keys()).toEqual([]);
  });
});

describe('the lock in a bucket', () => {
  const lockKey = 'shop/dev.lock.json';

  it('is taken by one of many at the same moment, and is free again after its release', async () => {
    const takes = await Promise.allSettled(Array.from({ length: 6 }, () => home().lock('wizard init')));
    const taken = takes.flatMap(take => (take.status === 'fulfilled' ? [take.value] : []));
    expect(taken).toHaveLength(1);
    const refused = takes.flatMap(take => (take.status === 'rejected' ? [take.reason] : []));
    expect(refused).toMatchObject(Array.from({ length: 5 }, () => ({ code: 'locked', facts: { pid: process.pid } })));
    await taken[0]?.release();
    expect(await keys()).toEqual([]);
    await (await home().lock('wizard release')).release();
  });

  it('is held where the answer to its taking was lost', async () => {
    await fault({ kind: 'drop', service: 's3', operation: 'PutObject', effect: true, times: 1 });
    const lock = await home().lock('wizard init');
    expect(await stored(lockKey)).toMatchObject({ pid: process.pid, command: 'wizard init' });
    await lock.release();
    expect(await keys()).toEqual([]);
  });

  it('is broken only where the nonce that was shown is still the one that holds it', async () => {
    const first = await home().lock('wizard init');
    const { nonce } = await stored(lockKey);
    await expect(home().lock('wizard destroy', 'another')).rejects.toMatchObject({ code: 'locked', facts: { nonce } });
    const second = await home().lock('wizard destroy', nonce);
    await expect(home().lock('wizard release', nonce)).rejects.toMatchObject({ code: 'locked', facts: { command: 'wizard destroy' } });
    await first.release();
    expect(await stored(lockKey)).toMatchObject({ command: 'wizard destroy' });
    await second.release();
    expect(await keys()).toEqual([]);
  });

  it('that is lost lets nothing more be saved, by whomever it was taken', async () => {
    const one = home();
    await one.lock('wizard init');
    await one.load();
    await one.save(stateOf(1));
    const { nonce } = await stored(lockKey);
    const thief = await home().lock('wizard destroy', nonce);
    await expect(one.save(stateOf(2))).rejects.toMatchObject({ code: 'stateLockLost', facts: { by: expect.stringContaining('@') } });
    await thief.release();
    await expect(one.save(stateOf(3))).rejects.toMatchObject({ code: 'stateLockLost' });
    expect(await stored()).toMatchObject({ serial: 1 });
    expect(JSON.parse(await readFile(unsaved, 'utf8'))).toMatchObject({ serial: 3 });
  });

  it('that holds something else is respected, and can be broken', async () => {
    await aws.s3.send(new PutObjectCommand({ Bucket, Key: lockKey, Body: 'not ours' }));
    await expect(home().lock('wizard init')).rejects.toMatchObject({ code: 'locked', facts: { nonce: 'unreadable' } });
    await (await home().lock('wizard init', 'unreadable')).release();
    expect(await keys()).toEqual([]);
  });
});

async function seeded(): Promise<void> {
  const seed = home();
  await seed.load();
  await seed.save(stateOf(1));
}
