import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { emptyState } from '../../src/engine/state-text.ts';
import { s3Home } from '../../src/state/s3-home.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../helpers/sandbox.ts';
import { DUMMY, stubCredentials } from './moto/credentials.ts';
import { startMoto, type Peer } from './moto/server.ts';

let moto: Peer;
beforeAll(async () => {
  stubCredentials();
  moto = await startMoto();
});

/** What conditional calls answer, in order: a status, with the error's code. */
async function answers(endpoint: string, versioned: boolean): Promise<readonly string[]> {
  const s3 = new S3Client({ ...clientConfig({ endpoint, region: DUMMY.region }), forcePathStyle: true });
  const Bucket = versioned ? 'kept-versions' : 'no-versions';
  await s3.send(new CreateBucketCommand({ Bucket }));
  if (versioned) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const said: string[] = [];
  const note = async (sent: Promise<{ readonly $metadata: { readonly httpStatusCode?: number | undefined } }>): Promise<void> => {
    const one = await sent.catch((error: unknown) => error as { name: string; $metadata: { httpStatusCode?: number } });
    said.push(`${one.$metadata.httpStatusCode} ${'name' in one ? one.name : ''}`);
  };
  const put = (more: object) => note(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v', ...more })));
  const remove = (IfMatch: string) => note(s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', IfMatch })));
  await put({ IfMatch: '"none"' });
  await remove('"none"');
  await put({ IfNoneMatch: '*' });
  await put({ IfNoneMatch: '*' });
  await put({ IfMatch: '"other"' });
  const { ETag = '' } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
  await put({ IfMatch: ETag });
  await remove('"other"');
  await remove(ETag);
  await remove(ETag);
  await put({ IfMatch: ETag });
  await put({ IfNoneMatch: '*' });
  return said;
}

describe('writes and deletions on conditions', () => {
  it.each([false, true])("are answered alike by moto's S3 and ours (versioned: %s)", async versioned => {
    const sandbox = await startTestSandbox();
    const theirs = await answers(moto.endpoint, versioned);
    expect(theirs).toEqual(await answers(sandbox.endpoint, versioned));
    expect(theirs).toContain('412 PreconditionFailed');
    expect(theirs).toContain('404 NoSuchKey');
  });
});

describe("a state in moto's S3", () => {
  it('has one lock and one writer', async () => {
    const aws = await connect({ app: 'demo', env: 'default', endpoint: moto.endpoint });
    const Bucket = 'team-state';
    await aws.s3.send(new CreateBucketCommand({ Bucket }));
    const file = join(await temporaryFolder(), 'default.state.json');
    const home = () => s3Home(aws, { bucket: Bucket, prefix: 'demo' }, 'default', file);
    const [one, other] = [home(), home()];
    expect(await one.unversioned()).toBe(Bucket);

    const lock = await one.lock('wizard init');
    const refused = await other.lock('wizard release').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'locked', facts: { pid: process.pid, command: 'wizard init' } });
    const state = {
      ...(await one.load()),
      serial: 1,
      entries: { role: { type: 'role', step: 'ecr', status: 'ready', needs: [] } },
    } as const;
    await other.load();
    await one.save(state);
    await one.save({ ...state, serial: 2 });
    await expect(other.save({ ...emptyState(aws), serial: 9 })).rejects.toMatchObject({ code: 'stateConflict' });
    expect(await home().load()).toEqual({ ...state, serial: 2 });

    const { nonce } = (refused as { readonly facts: { readonly nonce: string } }).facts;
    const broken = await other.lock('wizard release', nonce);
    await expect(one.save({ ...state, serial: 3 })).rejects.toMatchObject({ code: 'stateLockLost' });
    await lock.release();
    await expect(home().lock('wizard destroy')).rejects.toMatchObject({ facts: { command: 'wizard release' } });
    await broken.release();
    await (await home().lock('wizard destroy')).release();
  });
});
