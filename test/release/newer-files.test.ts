import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Connection } from '../../src/aws/connect.ts';
import { newerFiles } from '../../src/release/newer-files.ts';
import { withoutImages } from '../../src/taskdef/without-images.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

const IMAGES = '111122223333.dkr.ecr.us-east-1.amazonaws.com/web';

let client: CodeCommitClient;
let aws: Connection;
let count = 0;
let repositoryName: string;
let parentCommitId: string | undefined;

beforeAll(async () => {
  const sandbox = await startTestSandbox();
  client = new CodeCommitClient(clientConfig(sandbox));
  aws = await connect({ app: 'web', env: 'default', endpoint: sandbox.endpoint, region: sandbox.region, sandbox: true });
});

beforeEach(async () => {
  repositoryName = `web-${(count += 1)}`;
  parentCommitId = undefined;
  await client.send(new CreateRepositoryCommand({ repositoryName }));
});

/** One commit after the other, each with this as the file. */
async function history(...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const putFiles = [{ filePath: 'taskdef.json', fileContent: Buffer.from(text) }];
    const place = { repositoryName, branchName: 'main', authorName: 'Ann', parentCommitId };
    ({ commitId: parentCommitId } = await client.send(new CreateCommitCommand({ ...place, putFiles })));
  }
}

const same = (text: string): string => text;

const newer = (content: string, plain = same) =>
  newerFiles(aws, { repository: repositoryName, branch: 'main' }, [{ path: 'taskdef.json', content }], plain);

describe('newerFiles', () => {
  it('tells the newest version where what is here is an older one, however it is laid out', async () => {
    await history('{"a":1,"b":2}', '{"a":2}', '{"a":3}');
    const told = { path: 'taskdef.json', content: '{"a":3}', commit: parentCommitId, author: 'Ann', at: expect.any(Date) };
    expect(await newer('{"a":1,"b":2}')).toEqual([told]);
    expect(await newer('{\n  "b": 2,\n  "a": 1\n}\n')).toEqual([told]);
    expect(Math.abs(Date.now() - Number((await newer('{"a":2}'))[0]?.at))).toBeLessThan(60_000);
  });

  it('knows nothing newer than what no commit had, than the newest, and of a file that is not there', async () => {
    await history('{"a":1}', '{"a":2}');
    expect([await newer('{"a":3}'), await newer('{ "a": 2 }')]).toEqual([[], []]);
    const other = [{ path: 'appspec.yaml', content: 'version: 0.0' }];
    expect(await newerFiles(aws, { repository: repositoryName, branch: 'main' }, other, same)).toEqual([]);
  });

  it('does not take for newer what the branch has gone back to', async () => {
    await history('{"a":1}', '{"a":2}', '{"a":1}');
    expect(await newer('{"a":2}')).toEqual([]);
    await history('{"a":2}');
    expect(await newer('{"a":1}')).toHaveLength(1);
  });

  it('looks past the images where the files name them', async () => {
    const plain = (text: string): string => withoutImages(text, IMAGES);
    await history(`{"image":"${IMAGES}:v1","a":1}`, `{"image":"${IMAGES}@sha256:12ab","a":1}`);
    expect(await newer(`{"image":"${IMAGES}@sha256:34cd","a":1}`, plain)).toEqual([]);
    await history(`{"image":"${IMAGES}@sha256:12ab","a":2}`);
    expect(await newer(`{"image":"${IMAGES}@sha256:34cd","a":1}`, plain)).toMatchObject([{ content: '{"image":"<IMAGE1_NAME>","a":2}' }]);
  });
});
