import {
  BatchGetRepositoriesCommand,
  CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreateRepositoryCommand,
  DeleteBranchCommand,
  DeleteRepositoryCommand,
  GetBranchCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListRepositoriesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDefaultBranchCommand,
  UpdateRepositoryDescriptionCommand,
  UpdateRepositoryNameCommand,
} from '@aws-sdk/client-codecommit';
import { expect, test } from 'vitest';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

async function start() {
  const sandbox = await startTestSandbox();
  const client = new CodeCommitClient(clientConfig(sandbox));
  const create = (repositoryName: string, tags?: Record<string, string>) =>
    client.send(new CreateRepositoryCommand({ repositoryName, repositoryDescription: 'task definition', tags }));
  const commit = async (branchName: string, content: string, parentCommitId?: string): Promise<string> => {
    const putFiles = [{ filePath: 'a.txt', fileContent: new Uint8Array(Buffer.from(content)) }];
    const made = await client.send(new CreateCommitCommand({ repositoryName: 'web', branchName, parentCommitId, putFiles }));
    return made.commitId ?? '';
  };
  return { sandbox, client, create, commit };
}

test('a repository is made once, is described and has no branch at first', async () => {
  const { sandbox, client, create } = await start();
  const made = await create('web');
  expect(made.repositoryMetadata).toMatchObject({
    repositoryName: 'web',
    repositoryDescription: 'task definition',
    accountId: '111122223333',
    Arn: 'arn:aws:codecommit:us-east-1:111122223333:web',
    cloneUrlHttp: `${sandbox.endpoint}/v1/repos/web`,
  });
  expect(made.repositoryMetadata?.defaultBranch).toBeUndefined();
  await expect(create('web')).rejects.toMatchObject({
    name: 'RepositoryNameExistsException',
    message: 'Repository named web already exists',
  });
  await client.send(new UpdateRepositoryDescriptionCommand({ repositoryName: 'web', repositoryDescription: 'other' }));
  const read = await client.send(new GetRepositoryCommand({ repositoryName: 'web' }));
  expect(read.repositoryMetadata).toMatchObject({
    ...made.repositoryMetadata,
    repositoryDescription: 'other',
    lastModifiedDate: expect.any(Date),
  });
});

test.each(['web.git', 'we b', 'ü', 'x'.repeat(101)])('the repository name %s is refused', async name => {
  const { create } = await start();
  await expect(create(name)).rejects.toMatchObject({ name: 'InvalidRepositoryNameException' });
});

test('repositories are listed and looked up together', async () => {
  const { client, create } = await start();
  await create('b');
  await create('a');
  const listed = await client.send(new ListRepositoriesCommand({ sortBy: 'repositoryName', order: 'ascending' }));
  expect(listed.repositories?.map(({ repositoryName }) => repositoryName)).toEqual(['a', 'b']);
  const got = await client.send(new BatchGetRepositoriesCommand({ repositoryNames: ['a', 'none'] }));
  expect(got.repositories?.map(({ repositoryName }) => repositoryName)).toEqual(['a']);
  expect(got.repositoriesNotFound).toEqual(['none']);
});

test('deleting a repository tells its id, and nothing when it is gone already', async () => {
  const { client, create } = await start();
  const { repositoryMetadata } = await create('web');
  expect((await client.send(new DeleteRepositoryCommand({ repositoryName: 'web' }))).repositoryId).toBe(repositoryMetadata?.repositoryId);
  expect((await client.send(new DeleteRepositoryCommand({ repositoryName: 'web' }))).repositoryId).toBeUndefined();
  await expect(client.send(new GetRepositoryCommand({ repositoryName: 'web' }))).rejects.toMatchObject({
    name: 'RepositoryDoesNotExistException',
    message: 'web does not exist',
  });
});

test('the first commit makes the default branch, and another one takes its place only when told', async () => {
  const { client, create, commit } = await start();
  await create('web');
  await expect(client.send(new GetBranchCommand({ repositoryName: 'web', branchName: 'main' }))).rejects.toMatchObject({
    name: 'BranchDoesNotExistException',
  });
  const commitId = await commit('main', 'one');
  await expect(commit('next', 'two', commitId)).rejects.toMatchObject({ name: 'BranchDoesNotExistException' });
  await client.send(new CreateBranchCommand({ repositoryName: 'web', branchName: 'next', commitId }));
  await expect(client.send(new CreateBranchCommand({ repositoryName: 'web', branchName: 'next', commitId }))).rejects.toMatchObject({
    name: 'BranchNameExistsException',
  });
  const defaultBranch = async () =>
    (await client.send(new GetRepositoryCommand({ repositoryName: 'web' }))).repositoryMetadata?.defaultBranch;
  expect(await defaultBranch()).toBe('main');
  await expect(client.send(new DeleteBranchCommand({ repositoryName: 'web', branchName: 'main' }))).rejects.toMatchObject({
    name: 'DefaultBranchCannotBeDeletedException',
  });
  await client.send(new UpdateDefaultBranchCommand({ repositoryName: 'web', defaultBranchName: 'next' }));
  expect(await defaultBranch()).toBe('next');
  expect((await client.send(new DeleteBranchCommand({ repositoryName: 'web', branchName: 'main' }))).deletedBranch).toEqual({
    branchName: 'main',
    commitId,
  });
  expect((await client.send(new DeleteBranchCommand({ repositoryName: 'web', branchName: 'main' }))).deletedBranch).toBeUndefined();
  expect((await client.send(new ListBranchesCommand({ repositoryName: 'web' }))).branches).toEqual(['next']);
});

test('tags are a map that can be added to and taken from', async () => {
  const { client, create } = await start();
  const { repositoryMetadata } = await create('web', { app: 'demo' });
  const resourceArn = repositoryMetadata?.Arn;
  await client.send(new TagResourceCommand({ resourceArn, tags: { env: 'prod', team: 'a' } }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
  expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ app: 'demo', env: 'prod' });
  await expect(client.send(new TagResourceCommand({ resourceArn, tags: { 'aws:x': 'y' } }))).rejects.toMatchObject({
    name: 'InvalidSystemTagUsageException',
  });
});

test.each(['..', 'a..b', '@', 'a//b', '-a', 'a b', 'a.lock/b', 'f'.repeat(40)])('the branch name %s is refused', async branchName => {
  const { client, create, commit } = await start();
  await create('web');
  const commitId = await commit('main', 'one');
  await expect(client.send(new CreateBranchCommand({ repositoryName: 'web', branchName, commitId }))).rejects.toMatchObject({
    name: 'InvalidBranchNameException',
  });
});

test('names like those of JavaScript are names like any other', async () => {
  const { client, create, commit } = await start();
  await create('web');
  const commitId = await commit('__proto__', 'one');
  for (const branchName of ['constructor', 'toString']) {
    await expect(client.send(new GetBranchCommand({ repositoryName: 'web', branchName }))).rejects.toMatchObject({
      name: 'BranchDoesNotExistException',
    });
    await client.send(new CreateBranchCommand({ repositoryName: 'web', branchName, commitId }));
  }
  const { branches } = await client.send(new ListBranchesCommand({ repositoryName: 'web' }));
  expect(branches).toEqual(['__proto__', 'constructor', 'toString']);
  await client.send(new DeleteBranchCommand({ repositoryName: 'web', branchName: 'constructor' }));
  await create('constructor');
});

test('a repository can be renamed', async () => {
  const { client, create, commit } = await start();
  await create('web');
  await create('taken');
  const commitId = await commit('main', 'one');
  const rename = (newName: string) => client.send(new UpdateRepositoryNameCommand({ oldName: 'web', newName }));
  await expect(rename('taken')).rejects.toMatchObject({ name: 'RepositoryNameExistsException' });
  await expect(rename('web.git')).rejects.toMatchObject({ name: 'InvalidRepositoryNameException' });
  await rename('shop');
  const { branch } = await client.send(new GetBranchCommand({ repositoryName: 'shop', branchName: 'main' }));
  expect(branch?.commitId).toBe(commitId);
  await expect(rename('other')).rejects.toMatchObject({ name: 'RepositoryDoesNotExistException' });
});
