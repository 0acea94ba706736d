import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import {
  CodeStarConnectionsClient,
  CreateConnectionCommand,
  DeleteConnectionCommand,
  GetConnectionCommand,
  ListConnectionsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-codestar-connections';
import { IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { gitIn } from '../../../helpers/git.ts';
import { allow, createRole } from '../../../helpers/release.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../../../helpers/sandbox.ts';
import { signed } from '../../../helpers/services.ts';

async function start() {
  const time = steppedTime();
  const sandbox = await startTestSandbox({ clock: time });
  const config = clientConfig(sandbox);
  const client = new CodeStarConnectionsClient(config);
  const create = async (): Promise<string> =>
    (await client.send(new CreateConnectionCommand({ ConnectionName: 'mine', ProviderType: 'GitHub' }))).ConnectionArn ?? '';
  const complete = async (arn: string): Promise<number> =>
    (await fetch(`${sandbox.endpoint}/_sandbox/connections/${arn}/complete`, { method: 'POST' })).status;
  return { time, sandbox, config, client, create, complete };
}

test('a connection is pending until its handshake is done', async () => {
  const { client, create, complete } = await start();
  const ConnectionArn = await create();
  expect(ConnectionArn).toMatch(/^arn:aws:codestar-connections:us-east-1:111122223333:connection\/[0-9a-f-]{36}$/);
  const status = async () => (await client.send(new GetConnectionCommand({ ConnectionArn }))).Connection?.ConnectionStatus;
  expect(await status()).toBe('PENDING');
  expect(await complete('arn:none')).toBe(404);
  expect(await complete(ConnectionArn)).toBe(200);
  expect(await status()).toBe('AVAILABLE');
  await client.send(
    new TagResourceCommand({
      ResourceArn: ConnectionArn,
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: 'c', Value: 'd' },
      ],
    }),
  );
  await client.send(new UntagResourceCommand({ ResourceArn: ConnectionArn, TagKeys: ['c'] }));
  expect((await client.send(new ListTagsForResourceCommand({ ResourceArn: ConnectionArn }))).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  expect((await client.send(new ListConnectionsCommand({ ProviderTypeFilter: 'Bitbucket' }))).Connections).toEqual([]);
  expect((await client.send(new ListConnectionsCommand({}))).Connections).toHaveLength(1);
  await client.send(new DeleteConnectionCommand({ ConnectionArn }));
  await expect(client.send(new GetConnectionCommand({ ConnectionArn }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a connection is made, tagged and removed under the new name of the service too', async () => {
  const { sandbox } = await start();
  const ask = async (operation: string, input: object) => {
    const headers = {
      ...signed('codeconnections'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `CodeConnections_20231201.${operation}`,
    };
    const answer = await fetch(sandbox.endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
  };
  const created = await ask('CreateConnection', { ConnectionName: 'mine', ProviderType: 'GitHub', Tags: [{ Key: 'a', Value: '1' }] });
  const ConnectionArn = String(created.body['ConnectionArn']);
  expect(ConnectionArn).toMatch(/^arn:aws:codeconnections:us-east-1:111122223333:connection\/[0-9a-f-]{36}$/);
  const connection = { ConnectionArn, ConnectionName: 'mine', ConnectionStatus: 'PENDING', ProviderType: 'GitHub' };
  expect((await ask('GetConnection', { ConnectionArn })).body).toMatchObject({ Connection: connection });
  expect((await ask('ListConnections', { ProviderTypeFilter: 'GitHub' })).body).toMatchObject({ Connections: [connection] });
  await ask('TagResource', { ResourceArn: ConnectionArn, Tags: [{ Key: 'b', Value: '2' }] });
  await ask('UntagResource', { ResourceArn: ConnectionArn, TagKeys: ['a'] });
  expect((await ask('ListTagsForResource', { ResourceArn: ConnectionArn })).body).toEqual({ Tags: [{ Key: 'b', Value: '2' }] });
  expect((await ask('DeleteConnection', { ConnectionArn })).status).toBe(200);
  expect(await ask('GetConnection', { ConnectionArn })).toMatchObject({
    status: 404,
    body: { __type: expect.stringMatching(/ResourceNotFoundException$/) },
  });
});

test('connections to hosts are refused, and so are names that are too long', async () => {
  const { client } = await start();
  const refused = (input: object) => client.send(new CreateConnectionCommand({ ConnectionName: 'mine', ...input }));
  await expect(refused({})).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(refused({ ProviderType: 'GitHubEnterpriseServer' })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(refused({ HostArn: 'arn:aws:codestar-connections:us-east-1:111122223333:host/mine-0000' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(refused({ ProviderType: 'GitHub', ConnectionName: 'x'.repeat(33) })).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a push to a repository behind a connection starts the pipelines that watch its branch', async () => {
  const { sandbox, config, create, complete, time } = await start();
  const iam = new IAMClient(config);
  const pipelines = new CodePipelineClient(config);
  await new S3Client(config).send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  const roleArn = await createRole({ iam }, 'pipeline', 'codepipeline.amazonaws.com');
  await allow({ iam }, 'pipeline', [{ Action: ['s3:*'], Resource: '*' }]);
  const ConnectionArn = await create();
  await pipelines.send(
    new CreatePipelineCommand({
      pipeline: {
        name: 'web',
        roleArn,
        artifactStore: { type: 'S3', location: 'artifacts' },
        stages: [
          {
            name: 'Source',
            actions: [
              {
                name: 'Source',
                namespace: 'Code',
                actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeStarSourceConnection', version: '1' },
                configuration: { ConnectionArn, FullRepositoryId: 'ann/web', BranchName: 'main' },
                outputArtifacts: [{ name: 'Code' }],
              },
            ],
          },
          {
            name: 'Approve',
            actions: [{ name: 'Approve', actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' } }],
          },
        ],
      },
    }),
  );
  const source = async () => {
    await time.advance(15);
    const { stageStates } = await pipelines.send(new GetPipelineStateCommand({ name: 'web' }));
    return stageStates?.[0]?.actionStates?.[0];
  };
  const message = async () => (await source())?.latestExecution?.errorDetails?.message;
  expect(await message()).toBe(`Unable to use Connection: ${ConnectionArn}. The provided role does not have sufficient permissions.`);
  await allow({ iam }, 'pipeline', [{ Action: ['s3:*', 'codestar-connections:UseConnection'], Resource: '*' }]);

  const git = await gitIn(await temporaryFolder());
  await git('init', '-q');
  await writeFile(join(git.folder, 'taskdef.json'), '{}');
  await git('add', '.');
  await git('commit', '-q', '-m', 'First');
  const url = `${sandbox.endpoint}/_sandbox/git/github/ann/web.git`;
  expect(await git.refusal('ls-remote', url)).toContain('not found');
  await git('push', '-q', url, 'main');
  const executions = async () =>
    (await pipelines.send(new ListPipelineExecutionsCommand({ pipelineName: 'web' }))).pipelineExecutionSummaries ?? [];
  expect(await executions()).toHaveLength(1);

  expect(await complete(ConnectionArn)).toBe(200);
  await git('commit', '-q', '--allow-empty', '-m', 'Second');
  await git('push', '-q', url, 'main', 'main:other');
  expect(await executions()).toHaveLength(2);
  expect((await executions())[0]?.trigger).toEqual({ triggerType: 'WebhookV2', triggerDetail: ConnectionArn });
  const state = await source();
  expect(state?.latestExecution?.status).toBe('Succeeded');
  const tip = await git('rev-parse', 'HEAD');
  expect(state?.currentRevision).toMatchObject({ revisionId: tip, revisionChangeId: tip });
});
