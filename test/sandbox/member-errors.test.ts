import { BatchGetRepositoriesCommand, CodeCommitClient, CreateRepositoryCommand, GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CodeDeployClient, CreateApplicationCommand, GetApplicationCommand } from '@aws-sdk/client-codedeploy';
import { beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});

test.each([
  ['a missing repository name', new GetRepositoryCommand({ repositoryName: undefined }), 'RepositoryNameRequiredException'],
  ['a broken repository name', new CreateRepositoryCommand({ repositoryName: 'a b' }), 'InvalidRepositoryNameException'],
  ['a broken name in a list', new BatchGetRepositoriesCommand({ repositoryNames: ['a', 'b c'] }), 'ValidationException'],
])('CodeCommit refuses %s with its own error', async (_what, command, name) => {
  // The union of commands fits no single overload of `send`.
  const sent = new CodeCommitClient(clientConfig(sandbox)).send(command as GetRepositoryCommand);
  await expect(sent).rejects.toMatchObject({ name });
});

test.each([
  ['a missing application name', new GetApplicationCommand({ applicationName: undefined }), 'ApplicationNameRequiredException'],
  ['a long application name', new CreateApplicationCommand({ applicationName: 'a'.repeat(101) }), 'InvalidApplicationNameException'],
])('CodeDeploy refuses %s with its own error', async (_what, command, name) => {
  const sent = new CodeDeployClient(clientConfig(sandbox)).send(command);
  await expect(sent).rejects.toMatchObject({ name });
});
