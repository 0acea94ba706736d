import { CodeDeployClient, GetDeploymentCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListTagsForResourceCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { pipeline, type PipelineSpec } from '../../src/resources/pipeline.ts';
import { awsError, fakeAws, through } from './fake-aws.ts';
import { QUIET_INTENT } from './stage.ts';

const region = 'ap-northeast-2';
const codepipeline = mockClient(CodePipelineClient);
const codedeploy = mockClient(CodeDeployClient);
const aws = fakeAws({ codepipeline: through(new CodePipelineClient({ region })), codedeploy: through(new CodeDeployClient({ region })) });

afterEach(() => {
  codepipeline.reset();
  codedeploy.reset();
});

const source = {
  name: 'Source',
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'ECR', version: '1' },
  configuration: { RepositoryName: 'demo' },
  outputArtifacts: [{ name: 'Image' }],
} as const;
const spec: PipelineSpec = { name: 'demo', roleArn: 'role', bucket: 'bucket', ready: [], stages: [{ name: 'Source', actions: [source] }] };

/** As AWS answers, with everything filled in. */
const found: PipelineDeclaration = {
  name: 'demo',
  roleArn: 'role',
  version: 3,
  pipelineType: 'V2',
  executionMode: 'QUEUED',
  artifactStore: { type: 'S3', location: 'bucket', encryptionKey: { id: 'key', type: 'KMS' } },
  variables: [{ name: 'user' }],
  stages: [
    {
      name: 'Source',
      actions: [
        {
          ...source,
          configuration: { ...source.configuration },
          outputArtifacts: [...source.outputArtifacts],
          runOrder: 1,
          inputArtifacts: [],
        },
      ],
    },
  ],
};

const exists = (): void => {
  codepipeline.on(GetPipelineCommand).resolves({ pipeline: found });
  codepipeline.on(ListTagsForResourceCommand).resolves({ tags: [] });
};

describe('the stages', () => {
  it('are as wanted when AWS has only filled in defaults', async () => {
    exists();
    expect((await pipeline.read(aws, spec))?.actual.stages).toBe(spec.stages);
  });

  it('are updated without touching what the user has added', async () => {
    exists();
    codepipeline.on(UpdatePipelineCommand).resolves({});
    const changed = { ...spec, stages: [{ name: 'Other', actions: [source] }] };
    const live = await pipeline.read(aws, changed);
    await pipeline.ensure(aws, changed, live && { ...live, owner: aws.owner }, QUIET_INTENT);
    expect(codepipeline.commandCalls(UpdatePipelineCommand)[0]?.args[0].input.pipeline).toEqual({ ...found, stages: changed.stages });
  });
});

it('waits until a new role can be assumed', async () => {
  codepipeline
    .on(CreatePipelineCommand)
    .rejectsOnce(awsError('InvalidStructureException', 'CodePipeline is not authorized to perform AssumeRole on role role'))
    .resolves({});
  await pipeline.ensure(aws, spec, undefined, QUIET_INTENT);
  expect(codepipeline.commandCalls(CreatePipelineCommand)).toHaveLength(2);
});

describe('removing it', () => {
  it('stops executions and the deployment that they have started', async () => {
    codepipeline.on(GetPipelineStateCommand).resolves({
      stageStates: [
        {
          actionStates: [
            { latestExecution: { status: 'Succeeded', externalExecutionId: 'd-OLD' } },
            { latestExecution: { status: 'InProgress', externalExecutionId: 'd-NOW' } },
            { latestExecution: { status: 'InProgress', externalExecutionId: 'build:1' } },
            {},
          ],
        },
      ],
    });
    codepipeline.on(ListPipelineExecutionsCommand).resolves({
      pipelineExecutionSummaries: [
        { pipelineExecutionId: 'one', status: 'InProgress' },
        { pipelineExecutionId: 'two', status: 'Succeeded' },
      ],
    });
    codepipeline.on(StopPipelineExecutionCommand).resolves({});
    codepipeline.on(DeletePipelineCommand).resolves({});
    codedeploy.on(StopDeploymentCommand).resolves({});
    codedeploy
      .on(GetDeploymentCommand)
      .resolvesOnce({ deploymentInfo: { status: 'InProgress' } })
      .resolves({ deploymentInfo: { status: 'Stopped' } });

    await pipeline.remove(aws, { name: 'demo', arn: 'arn' }, QUIET_INTENT);

    const stopped = codepipeline.commandCalls(StopPipelineExecutionCommand).map(({ args: [{ input }] }) => input);
    expect(stopped).toMatchObject([{ pipelineExecutionId: 'one', abandon: true }]);
    expect(codedeploy.commandCalls(StopDeploymentCommand).map(({ args: [{ input }] }) => input)).toEqual([
      { deploymentId: 'd-NOW', autoRollbackEnabled: false },
    ]);
    expect(codedeploy.commandCalls(GetDeploymentCommand)).toHaveLength(2);
  });

  it('is done when there is none', async () => {
    codepipeline.on(GetPipelineStateCommand).rejects(awsError('PipelineNotFoundException'));
    codepipeline.on(DeletePipelineCommand).resolves({});
    await expect(pipeline.remove(aws, { name: 'demo', arn: 'arn' }, QUIET_INTENT)).resolves.toBeUndefined();
  });
});
