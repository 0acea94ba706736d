import { CreateRepositoryCommand, GetBranchCommand, GetFileCommand, PutFileCommand } from '@aws-sdk/client-codecommit';
import { describe, expect, it } from 'vitest';
import { ownerTags } from '../../src/aws/tags.ts';
import { codecommitCommit, type CodecommitCommitSpec } from '../../src/resources/codecommit-commit.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { setUp } from '../helpers/set-up.ts';
import { thePipeline } from './graph.ts';
import { connectTo, QUIET_INTENT } from './stage.ts';

const spec: CodecommitCommitSpec = {
  repository: 'demo',
  branch: 'main',
  message: 'first',
  files: [
    { path: 'taskdef.json', content: 'ours' },
    { path: 'deploy/appspec.yaml', content: 'ours' },
  ],
  pipeline: 'demo',
};

/** A repository of the given tags. */
async function start(tags: Record<string, string> = {}) {
  const sandbox = await startTestSandbox();
  const aws = await connectTo(sandbox);
  await aws.codecommit.send(new CreateRepositoryCommand({ repositoryName: 'demo', tags }));
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

/** A repository of ours with other files in it, as an earlier set-up has left them. */
async function startAgain(more: { adopting?: boolean } = {}) {
  const { aws, put, ...there } = await start(ownerTags({ app: 'demo', env: 'test', ...more }));
  const { commitId } = await put('main', 'taskdef.json');
  await put('main', 'deploy/appspec.yaml', commitId);
  const ensure = async () => codecommitCommit.ensure(aws, spec, await codecommitCommit.read(aws, spec), QUIET_INTENT);
  return { ensure, ...there };
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

  it('puts what is wanted over the files that an earlier set-up of ours has left', async () => {
    const { ensure, textOf, tip } = await startAgain();
    const before = await tip('main');
    await ensure();
    expect(await textOf('taskdef.json')).toBe('ours');
    expect(await textOf('deploy/appspec.yaml')).toBe('ours');
    expect(await textOf('taskdef.json', before)).toBe('theirs');
    const after = await tip('main');
    await ensure();
    expect(await tip('main')).toBe(after);
  });

  it('leaves the files to the releases as soon as there is a pipeline', async () => {
    const aws = await connectTo(await startTestSandbox());
    await setUp(aws).up(thePipeline().nodes);
    expect(await codecommitCommit.read(aws, { ...spec, files: spec.files.slice(0, 1) })).toMatchObject({
      outputs: { commitId: expect.any(String) },
    });
  });

  it('leaves the files of a repository that was taken over', async () => {
    const { ensure, textOf } = await startAgain({ adopting: true });
    await ensure();
    expect(await textOf('taskdef.json')).toBe('theirs');
  });

  it('cannot be looked for in a repository that does not exist', async () => {
    const { aws } = await start();
    expect(await codecommitCommit.read(aws, { ...spec, repository: 'none' })).toBeUndefined();
  });
});
