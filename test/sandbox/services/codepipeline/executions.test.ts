import { CodeCommitClient, CreateCommitCommand, CreateRepositoryCommand, GetBranchCommand } from '@aws-sdk/client-codecommit';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  type PipelineDeclaration,
  type StageState,
} from '@aws-sdk/client-codepipeline';
import { IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { writeZip } from '../../../../src/sandbox/zip.ts';
import { allow, createRole } from '../../../helpers/release.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const source = (PollForSourceChanges: string) => ({
  name: 'Source',
  namespace: 'Code',
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' } as const,
  configuration: { RepositoryName: 'web', BranchName: 'main', PollForSourceChanges },
  outputArtifacts: [{ name: 'SourceArtifact' }],
});

const approval = (name: string, runOrder = 1) => ({
  name,
  runOrder,
  actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' } as const,
  configuration: { CustomData: 'Release #{Code.CommitId}?' },
});

/** A pipeline whose second stage waits for answers, so that a test decides when it goes on. */
const pipelineWith = (roleArn: string, changes: Partial<PipelineDeclaration> = {}): PipelineDeclaration => ({
  name: 'web',
  roleArn,
  pipelineType: 'V2',
  artifactStore: { type: 'S3', location: 'artifacts' },
  stages: [
    { name: 'Source', actions: [source('false')] },
    { name: 'Approve', actions: [approval('Approve')] },
  ],
  ...changes,
});

async function start(changes: Partial<PipelineDeclaration> = {}) {
  const time = steppedTime();
  const sandbox = await startTestSandbox({ clock: time });
  const config = clientConfig(sandbox);
  const client = new CodePipelineClient(config);
  const codecommit = new CodeCommitClient(config);
  const s3 = new S3Client(config);
  const iam = new IAMClient(config);
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  await s3.send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  const roleArn = await createRole({ iam }, 'codepipeline', 'codepipeline.amazonaws.com');
  await allow({ iam }, 'codepipeline', [{ Action: ['s3:*', 'codecommit:*'], Resource: '*' }]);
  const commit = async (content: string): Promise<string> => {
    const place = { repositoryName: 'web', branchName: 'main' };
    const tip = await codecommit.send(new GetBranchCommand(place)).catch(() => undefined);
    const putFiles = [{ filePath: 'a.txt', fileContent: new Uint8Array(Buffer.from(content)) }];
    return (await codecommit.send(new CreateCommitCommand({ ...place, parentCommitId: tip?.branch?.commitId, putFiles }))).commitId ?? '';
  };
  await commit('one');
  await client.send(new CreatePipelineCommand({ pipeline: pipelineWith(roleArn, changes) }));
  await time.advance(10);

  const begin = async (): Promise<string> => {
    const { pipelineExecutionId = '' } = await client.send(new StartPipelineExecutionCommand({ name: 'web' }));
    await time.advance(10);
    return pipelineExecutionId;
  };
  const stage = async (name: string): Promise<StageState> => {
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: 'web' }));
    return stageStates?.find(({ stageName }) => stageName === name) ?? {};
  };
  const answer = async (status: 'Approved' | 'Rejected', actionName = 'Approve'): Promise<void> => {
    const state = (await stage('Approve')).actionStates?.find(each => each.actionName === actionName);
    const token = state?.latestExecution?.token;
    await client.send(
      new PutApprovalResultCommand({ pipelineName: 'web', stageName: 'Approve', actionName, token, result: { status, summary: 'so' } }),
    );
    await time.advance(10);
  };
  const executions = async () =>
    (await client.send(new ListPipelineExecutionsCommand({ pipelineName: 'web' }))).pipelineExecutionSummaries ?? [];
  const statuses = async (): Promise<(string | undefined)[]> => (await executions()).map(({ status }) => status);
  return { time, client, s3, roleArn, commit, begin, stage, answer, executions, statuses };
}

test('an approval waits, carries the variables of earlier actions, and lets the execution end', async () => {
  const { client, stage, answer, statuses, executions } = await start();
  expect((await stage('Approve')).latestExecution?.status).toBe('InProgress');
  const { actionExecutionDetails } = await client.send(new ListActionExecutionsCommand({ pipelineName: 'web' }));
  const [waiting, fetched] = actionExecutionDetails ?? [];
  const commitId = fetched?.output?.outputVariables?.['CommitId'];
  expect(waiting?.input).toMatchObject({
    configuration: { CustomData: 'Release #{Code.CommitId}?' },
    resolvedConfiguration: { CustomData: `Release ${commitId}?` },
  });
  await answer('Approved');
  expect(await statuses()).toEqual(['Succeeded']);
  expect((await executions())[0]?.sourceRevisions).toMatchObject([{ actionName: 'Source', revisionId: commitId }]);
  await expect(answer('Approved')).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a rejected approval fails the stage, and a retry asks again', async () => {
  const { client, stage, answer, statuses, executions, time } = await start();
  await answer('Rejected');
  expect(await statuses()).toEqual(['Failed']);
  expect((await stage('Approve')).actionStates?.[0]?.latestExecution).toMatchObject({
    status: 'Failed',
    errorDetails: { code: 'JobFailed' },
    summary: 'so',
  });
  const pipelineExecutionId = (await executions())[0]?.pipelineExecutionId;
  const retry = () =>
    client.send(
      new RetryStageExecutionCommand({ pipelineName: 'web', stageName: 'Approve', pipelineExecutionId, retryMode: 'FAILED_ACTIONS' }),
    );
  await retry();
  await time.advance(1);
  await expect(retry()).rejects.toMatchObject({ name: 'StageNotRetryableException' });
  expect(await statuses()).toEqual(['InProgress']);
  await answer('Approved');
  expect(await statuses()).toEqual(['Succeeded']);
});

test('a retry of all actions runs those again that had succeeded', async () => {
  const actions = [approval('Approve'), approval('Second')];
  const { client, answer, executions, stage, time } = await start({
    stages: [
      { name: 'Source', actions: [source('false')] },
      { name: 'Approve', actions },
    ],
  });
  await answer('Approved');
  await answer('Rejected', 'Second');
  const pipelineExecutionId = (await executions())[0]?.pipelineExecutionId;
  const retry = (retryMode: 'FAILED_ACTIONS' | 'ALL_ACTIONS') =>
    client.send(new RetryStageExecutionCommand({ pipelineName: 'web', stageName: 'Approve', pipelineExecutionId, retryMode }));
  const waiting = async () => (await stage('Approve')).actionStates?.map(({ latestExecution }) => latestExecution?.status);
  await retry('FAILED_ACTIONS');
  await time.advance(1);
  expect(await waiting()).toEqual(['Succeeded', 'InProgress']);
  await answer('Rejected', 'Second');
  await retry('ALL_ACTIONS');
  await time.advance(1);
  expect(await waiting()).toEqual(['InProgress', 'InProgress']);
});

test('actions of a higher run order start when the lower ones are done', async () => {
  const actions = [approval('Approve'), approval('Second', 2)];
  const { stage, answer, statuses } = await start({
    stages: [
      { name: 'Source', actions: [source('false')] },
      { name: 'Approve', actions },
    ],
  });
  const second = async () => (await stage('Approve')).actionStates?.[1]?.latestExecution?.status;
  expect(await second()).toBeUndefined();
  await answer('Approved');
  expect(await second()).toBe('InProgress');
  await answer('Approved', 'Second');
  expect(await statuses()).toEqual(['Succeeded']);
});

test('a newer execution supersedes the one that waits in front of a busy stage', async () => {
  const { begin, stage, answer, statuses } = await start();
  await begin();
  expect((await stage('Approve')).inboundExecution?.status).toBe('InProgress');
  const last = await begin();
  expect(await statuses()).toEqual(['InProgress', 'Superseded', 'InProgress']);
  expect((await stage('Approve')).inboundExecution?.pipelineExecutionId).toBe(last);
  await answer('Approved');
  expect((await stage('Approve')).latestExecution).toMatchObject({ pipelineExecutionId: last, status: 'InProgress' });
  expect((await stage('Approve')).inboundExecution).toBeUndefined();
  expect(await statuses()).toEqual(['InProgress', 'Superseded', 'Succeeded']);
});

test('queued executions go one after the other, the oldest first', async () => {
  const { begin, answer, stage, statuses } = await start({ executionMode: 'QUEUED' });
  const second = await begin();
  await begin();
  expect((await stage('Approve')).inboundExecutions).toHaveLength(2);
  await answer('Approved');
  expect((await stage('Approve')).latestExecution?.pipelineExecutionId).toBe(second);
  await answer('Approved');
  expect(await statuses()).toEqual(['InProgress', 'Succeeded', 'Succeeded']);
});

test('parallel executions do not wait for each other', async () => {
  const { begin, stage, statuses } = await start({ executionMode: 'PARALLEL' });
  await begin();
  expect(await statuses()).toEqual(['InProgress', 'InProgress']);
  expect((await stage('Approve')).inboundExecution).toBeUndefined();
});

test('a disabled transition holds executions back until it is enabled', async () => {
  const { client, begin, stage, answer, time } = await start();
  await answer('Approved');
  const transition = { pipelineName: 'web', stageName: 'Approve', transitionType: 'Inbound' } as const;
  await client.send(new DisableStageTransitionCommand({ ...transition, reason: 'lunch' }));
  const id = await begin();
  expect(await stage('Approve')).toMatchObject({
    inboundTransitionState: { enabled: false, disabledReason: 'lunch' },
    inboundExecution: { pipelineExecutionId: id },
  });
  await client.send(new EnableStageTransitionCommand(transition));
  await time.advance(1);
  expect((await stage('Approve')).latestExecution?.pipelineExecutionId).toBe(id);
});

test('a stop waits for what runs or abandons it', async () => {
  const { client, begin, answer, executions, statuses, stage } = await start();
  const stop = async (abandon: boolean): Promise<unknown> => {
    const pipelineExecutionId = (await executions())[0]?.pipelineExecutionId;
    return client.send(new StopPipelineExecutionCommand({ pipelineName: 'web', pipelineExecutionId, abandon, reason: 'why' }));
  };
  await stop(false);
  expect(await statuses()).toEqual(['Stopping']);
  await expect(stop(false)).rejects.toMatchObject({ name: 'DuplicatedStopRequestException' });
  await answer('Approved');
  expect(await statuses()).toEqual(['Stopped']);
  expect((await executions())[0]?.stopTrigger?.reason).toBe('why');
  await expect(stop(false)).rejects.toMatchObject({ name: 'PipelineExecutionNotStoppableException' });
  await begin();
  await stop(true);
  expect(await statuses()).toEqual(['Stopped', 'Stopped']);
  expect((await stage('Approve')).actionStates?.[0]?.latestExecution?.status).toBe('Abandoned');
});

test('a source that polls starts the pipeline within a minute of a commit', async () => {
  const stages = pipelineWith('', {}).stages ?? [];
  const polling = [{ name: 'Source', actions: [source('true')] }, ...stages.slice(1)];
  const { time, commit, executions } = await start({ stages: polling });
  await time.advance(120);
  expect(await executions()).toHaveLength(1);
  const commitId = await commit('two');
  await time.advance(70);
  const [polled] = await executions();
  expect(polled).toMatchObject({ trigger: { triggerType: 'PollForSourceChanges' }, sourceRevisions: [{ revisionId: commitId }] });
});

test('an object of a versioned bucket is a source', async () => {
  const { client, s3, roleArn, time } = await start();
  await s3.send(new CreateBucketCommand({ Bucket: 'sources' }));
  const put = () =>
    s3.send(new PutObjectCommand({ Bucket: 'sources', Key: 'app.zip', Body: writeZip(new Map([['a.txt', new Uint8Array([65])]])) }));
  await put();
  const s3Source = {
    name: 'Source',
    actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' } as const,
    configuration: { S3Bucket: 'sources', S3ObjectKey: 'app.zip', PollForSourceChanges: 'false' },
    outputArtifacts: [{ name: 'SourceArtifact' }],
  };
  const stages = [{ name: 'Source', actions: [s3Source] }, ...(pipelineWith(roleArn).stages ?? []).slice(1)];
  await client.send(new CreatePipelineCommand({ pipeline: pipelineWith(roleArn, { name: 'from-s3', stages }) }));
  await time.advance(10);
  const runs = async () =>
    (await client.send(new ListPipelineExecutionsCommand({ pipelineName: 'from-s3' }))).pipelineExecutionSummaries ?? [];
  expect((await runs())[0]?.status).toBe('Failed');
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'sources', VersioningConfiguration: { Status: 'Enabled' } }));
  const { VersionId } = await put();
  await client.send(new StartPipelineExecutionCommand({ name: 'from-s3' }));
  await time.advance(10);
  expect((await runs())[0]).toMatchObject({ status: 'InProgress', sourceRevisions: [{ actionName: 'Source', revisionId: VersionId }] });
});
