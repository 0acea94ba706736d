import { CreateRepositoryCommand, GetBranchCommand, GetFileCommand, PutFileCommand } from '@aws-sdk/client-codecommit';
import { describe, expect, it } from 'vitest';
import { codecommitCommit, type CodecommitCommitSpec } from '../../src/resources/codecommit-commit.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { connectTo, QUIET_INTENT } from './stage.ts';

const spec: CodecommitCommitSpec = {
  repository: 'demo',
  branch: 'main',
  message: 'first',
  files: [
    { path: 'taskdef.json', content: 'ours' },
    { path: 'deploy/appspec.yaml', content: 'ours' },
  ],
};

async function start() {
  const aws = await connectTo(await startTestSandbox());
  await aws.codecommit.send(new CreateRepositoryCommand({ repositoryName: 'demo' }));
  const put = async (branchName: string, filePath: string, parentCommitId?: string) =>
    aws.codecommit.send(
      new PutFileCommand({
        repositoryName: 'demo',
        branchName,
        filePath,
        fileContent: new TextEncoder().encode('theirs'),
        ...(parentCommitId !== undefined && { parentCommitId }),
      }),
    );
  const textOf = async (filePath: string, commitSpecifier = 'main') => {
    const { fileContent } = await aws.codecommit.send(new GetFileCommand({ repositoryName: 'demo', filePath, commitSpecifier }));
    return new TextDecoder().decode(fileContent);
  };
  const tip = async (branchName: string) =>
    (await aws.codecommit.send(new GetBranchCommand({ repositoryName: 'demo', branchName }))).branch?.commitId;
  return { aws, put, textOf, tip };
}

describe('the first commit', () => {
  it('makes the branch of an empty repository', async () => {
    const { aws, textOf, tip } = await start();
    const { commitId } = await codecommitCommit.ensure(aws, spec, undefined, QUIET_INTENT);
    expect(await tip('main')).toBe(commitId);
    expect(await textOf('deploy/appspec.yaml')).toBe('ours');
  });

  it('adds only what is missing, and leaves a file that is there as it is', async () => {
    const { aws, put, textOf } = await start();
    await put('main', 'taskdef.json');
    expect(await codecommitCommit.read(aws, spec)).toBeUndefined();
    await codecommitCommit.ensure(aws, spec, undefined, QUIET_INTENT);
    expect(await textOf('taskdef.json')).toBe('theirs');
    expect(await textOf('deploy/appspec.yaml')).toBe('ours');
  });

  it('begins another branch at the tip of the default one', async () => {
    const { aws, put, textOf, tip } = await start();
    await put('trunk', 'readme');
    const { commitId } = await codecommitCommit.ensure(aws, spec, undefined, QUIET_INTENT);
    expect(await tip('main')).toBe(commitId);
    expect(await textOf('readme')).toBe('theirs');
  });

  it('is not made where the branch holds all the files, whatever is in them', async () => {
    const { aws, put, tip } = await start();
    const { commitId } = await put('main', 'taskdef.json');
    await put('main', 'deploy/appspec.yaml', commitId);
    const live = await codecommitCommit.read(aws, spec);
    expect(live?.outputs.commitId).toBe(await tip('main'));
    expect(await codecommitCommit.ensure(aws, spec, live, QUIET_INTENT)).toEqual(live?.outputs);
  });

  it('cannot be looked for in a repository that does not exist', async () => {
    const { aws } = await start();
    expect(await codecommitCommit.read(aws, { ...spec, repository: 'none' })).toBeUndefined();
  });
});
