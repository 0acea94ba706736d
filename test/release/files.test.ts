import { GetBranchCommand, GetFileCommand } from '@aws-sdk/client-codecommit';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect, type Connection } from '../../src/aws/connect.ts';
import { changedFiles, commitFiles } from '../../src/release/files.ts';
import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

const branch = { repository: 'web', branch: 'main' };
const place = { repositoryName: 'web', branchName: 'main' };

let client: CodeCommitClient;
let aws: Connection;

beforeAll(async () => {
  const sandbox = await startTestSandbox();
  client = new CodeCommitClient(clientConfig(sandbox));
  aws = await connect({ app: 'web', env: 'default', endpoint: sandbox.endpoint, region: sandbox.region, sandbox: true });
  await client.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  const putFiles = [{ filePath: 'kept.txt', fileContent: Buffer.from('처음\n') }];
  await client.send(new CreateCommitCommand({ ...place, putFiles }));
});

const tip = async (): Promise<string> => (await client.send(new GetBranchCommand(place))).branch?.commitId ?? '';

const contentOf = async (filePath: string): Promise<string> => {
  const { fileContent } = await client.send(new GetFileCommand({ repositoryName: 'web', filePath }));
  return Buffer.from(fileContent ?? []).toString();
};

/** `aws` to which something happens just before its commits arrive. */
function interrupted(before: () => Promise<unknown>): Connection {
  const real = aws.codecommit.send as (command: object) => Promise<unknown>;
  const send = async (command: object) => {
    if (command instanceof CreateCommitCommand) await before();
    return real(command);
  };
  return { ...aws, codecommit: { ...aws.codecommit, send: send as Connection['codecommit']['send'] } };
}

/** Somebody else's commit. */
async function commitOf(filePath: string, text: string): Promise<void> {
  const putFiles = [{ filePath, fileContent: Buffer.from(text) }];
  await client.send(new CreateCommitCommand({ ...place, parentCommitId: await tip(), putFiles }));
}

describe('changedFiles', () => {
  it('leaves out what the branch holds in the same form', async () => {
    const files = [
      { path: 'kept.txt', content: '처음\n' },
      { path: 'new.txt', content: 'new' },
    ];
    expect(await changedFiles(aws, branch, files)).toEqual([files[1]]);
    expect(await changedFiles(aws, branch, [{ path: 'kept.txt', content: '처음' }])).toHaveLength(1);
  });

  it('does not take a repository that is not there for one without files', async () => {
    await expect(changedFiles(aws, { repository: 'nowhere', branch: 'main' }, [{ path: 'a', content: 'b' }])).rejects.toMatchObject({
      name: 'RepositoryDoesNotExistException',
    });
  });
});

describe('commitFiles', () => {
  it('puts all files into one commit on top of the branch', async () => {
    const files = [
      { path: 'a.txt', content: 'a' },
      { path: 'deep/b.txt', content: 'b' },
    ];
    const commitId = await commitFiles(aws, branch, files, 'Two files');
    expect(commitId).toBe(await tip());
    expect([await contentOf('a.txt'), await contentOf('deep/b.txt'), await contentOf('kept.txt')]).toEqual(['a', 'b', '처음\n']);
  });

  it('keeps a commit that somebody else makes at the same moment', async () => {
    let once = 0;
    const racing = interrupted(async () => {
      once += 1;
      if (once === 1) await commitOf('theirs.txt', 'theirs');
    });
    await commitFiles(racing, branch, [{ path: 'ours.txt', content: 'ours' }], 'Ours');
    expect([await contentOf('ours.txt'), await contentOf('theirs.txt')]).toEqual(['ours', 'theirs']);
  });

  it('gives up when somebody else is always faster', async () => {
    let count = 0;
    const racing = interrupted(async () => commitOf('theirs.txt', String((count += 1))));
    await expect(commitFiles(racing, branch, [{ path: 'ours.txt', content: 'later' }], 'Ours')).rejects.toMatchObject({
      name: 'ParentCommitIdOutdatedException',
    });
    expect(count).toBe(3);
  });

  it('takes the tip for the commit when somebody else has committed the same files', async () => {
    const racing = interrupted(async () => {
      if ((await contentOf('same.txt').catch(() => '')) !== 'same') await commitOf('same.txt', 'same');
    });
    expect(await commitFiles(racing, branch, [{ path: 'same.txt', content: 'same' }], 'Same')).toBe(await tip());
  });
});
