import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyProject, runWizard, startWizard } from '../helpers/cli.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

const Bucket = 'team-state';
const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

let s3: S3Client;
let flags: readonly string[];
beforeEach(async () => {
  const sandbox = await startTestSandbox();
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
});
