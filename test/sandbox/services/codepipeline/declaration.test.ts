import {
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListPipelinesCommand,
  ListTagsForResourceCommand,
  StartPipelineExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePipelineCommand,
  type ActionDeclaration,
  type PipelineDeclaration,
  type StageDeclaration,
} from '@aws-sdk/client-codepipeline';
import { IAMClient } from '@aws-sdk/client-iam';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRole, pipelineOf } from '../../../helpers/release.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';
import { wording } from '../../../helpers/wording.ts';

async function start() {
  const sandbox = await startTestSandbox();
  const client = new CodePipelineClient(clientConfig(sandbox));
  const roleArn = await createRole({ iam: new IAMClient(clientConfig(sandbox)) }, 'codepipeline', 'codepipeline.amazonaws.com');
  const create = (pipeline: PipelineDeclaration) => client.send(new CreatePipelineCommand({ pipeline }));
  return { client, roleArn, create };
}

type Change = (pipeline: PipelineDeclaration) => PipelineDeclaration;

const stages =
  (change: (stages: StageDeclaration[]) => StageDeclaration[]): Change =>
  pipeline => ({ ...pipeline, stages: change(pipeline.stages ?? []) });

/** Changes the action of one place. */
const action = (stage: number, index: number, changes: (action: ActionDeclaration) => Partial<ActionDeclaration>): Change =>
  stages(all =>
    all.map((each, at) => ({
      ...each,
      name: each.name,
      actions: (each.actions ?? []).map((old, place) => (at === stage && place === index ? { ...old, ...changes(old) } : old)),
    })),
  );

const configure = (stage: number, index: number, changes: Record<string, string | undefined>): Change =>
  action(stage, index, old => ({
    configuration: Object.fromEntries(
      Object.entries({ ...old.configuration, ...changes }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
  }));

describe('CreatePipeline refuses', () => {
  let sandbox: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    sandbox = await start();
  });

  test.each<[string, Change, string, string | RegExp]>([
    [
      'one stage',
      stages(all => all.slice(0, 1)),
      'InvalidStructureException',
      'Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline',
    ],
    [
      'two stages of one name',
      stages(all => all.map(stage => ({ ...stage, name: 'Same' }))),
      'InvalidStageDeclarationException',
      /more than one stage with the name 'Same'/,
    ],
    [
      'two actions of one name',
      action(0, 1, () => ({ name: 'Source' })),
      'InvalidStageDeclarationException',
      /more than one action with the name 'Source'/,
    ],
    [
      'stages in the wrong order',
      stages(all => [...all].reverse()),
      'InvalidStructureException',
      /start with a stage that only contains source actions/,
    ],
    [
      'sources in a later stage',
      stages(all => [...all, { ...all[0], name: 'Again', actions: all[0]?.actions }]),
      'InvalidStructureException',
      /Only the first stage can contain source actions/,
    ],
    [
      'no artifact store',
      pipeline => ({ ...pipeline, artifactStore: undefined }),
      'InvalidStructureException',
      /must have an artifactStore/,
    ],
    [
      'two kinds of artifact store',
      pipeline => ({ ...pipeline, artifactStores: { 'us-east-1': { type: 'S3', location: 'b12' } } }),
      'InvalidStructureException',
      /cannot have both/,
    ],
    [
      'an unknown provider',
      action(1, 0, () => ({ actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'Magic', version: '1' } })),
      'InvalidActionDeclarationException',
      "ActionType (Category: 'Deploy', Provider: 'Magic', Owner: 'AWS', Version: '1') in action 'Deploy' is not available in region US_EAST_1",
    ],
    [
      'a missing setting',
      configure(1, 0, { ApplicationName: undefined }),
      'InvalidActionDeclarationException',
      "Action configuration for action 'Deploy' is missing required configuration 'ApplicationName'",
    ],
    [
      'an unknown setting',
      configure(0, 1, { PollForSourceChanges: 'false' }),
      'InvalidActionDeclarationException',
      "Action configuration for action 'Image' contains unknown configuration 'PollForSourceChanges'",
    ],
    ['an empty setting', configure(0, 1, { ImageTag: '' }), 'ValidationException', /length greater than or equal to 1/],
    [
      'no input artifact',
      action(1, 0, () => ({ inputArtifacts: [] })),
      'InvalidActionDeclarationException',
      'Action Deploy declares 0 input artifacts which is less than the minimum count (1)',
    ],
    [
      'an output artifact of a deployment',
      action(1, 0, () => ({ outputArtifacts: [{ name: 'Out' }] })),
      'InvalidActionDeclarationException',
      'Action Deploy declares 1 output artifacts which is more than the maximum count (0)',
    ],
    [
      'an input artifact that nobody makes',
      action(1, 0, old => ({ inputArtifacts: [...(old.inputArtifacts ?? []), { name: 'Other' }] })),
      'InvalidStructureException',
      'Input Artifact Bundle Other in action Deploy is not declared as Output Artifact Bundle in any of the preceding actions',
    ],
    [
      'an output artifact twice',
      action(0, 1, () => ({ outputArtifacts: [{ name: 'SourceArtifact' }] })),
      'InvalidStructureException',
      /SourceArtifact has been used more than once/,
    ],
    [
      'an artifact that is no input',
      configure(1, 0, { Image1ArtifactName: 'Nothing' }),
      'InvalidActionDeclarationException',
      /'Nothing', which is not one of its input artifacts/,
    ],
    [
      'QUEUED for type V1',
      pipeline => ({ ...pipeline, pipelineType: 'V1', executionMode: 'QUEUED' }),
      'InvalidStructureException',
      /only available for pipelines of type V2/,
    ],
    [
      'a role that is not there',
      pipeline => ({ ...pipeline, roleArn: 'arn:aws:iam::111122223333:role/none' }),
      'InvalidStructureException',
      'CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::111122223333:role/none',
    ],
    ['a name with a blank', pipeline => ({ ...pipeline, name: 'a b' }), 'ValidationException', /'pipeline.name'/],
  ])('%s', async (_, change, name, message) => {
    await expect(sandbox.create(change(pipelineOf(sandbox.roleArn)))).rejects.toMatchObject({ name, message: wording(message) });
  });
});

test('a pipeline is made once, completed with defaults, and kept in all its versions', async () => {
  const { client, roleArn, create } = await start();
  const { pipelineType: _type, executionMode: _mode, ...given } = pipelineOf(roleArn);
  const { pipeline } = await create(given);
  expect(pipeline).toMatchObject({
    version: 1,
    pipelineType: 'V1',
    executionMode: 'SUPERSEDED',
    stages: [{ actions: [{ runOrder: 1, inputArtifacts: [] }, {}] }, {}],
  });
  await expect(create(given)).rejects.toMatchObject({ name: 'PipelineNameInUseException' });
  const read = await client.send(new GetPipelineCommand({ name: 'web' }));
  expect(read).toMatchObject({ pipeline, metadata: { pipelineArn: 'arn:aws:codepipeline:us-east-1:111122223333:web' } });
  const updated = await client.send(new UpdatePipelineCommand({ pipeline: configure(0, 1, { ImageTag: 'v2' })(pipelineOf(roleArn)) }));
  expect(updated.pipeline).toMatchObject({ version: 2, pipelineType: 'V2' });
  expect((await client.send(new GetPipelineCommand({ name: 'web', version: 1 }))).pipeline).toEqual(pipeline);
  await expect(client.send(new GetPipelineCommand({ name: 'web', version: 3 }))).rejects.toMatchObject({
    name: 'PipelineVersionNotFoundException',
  });
  expect((await client.send(new ListPipelinesCommand({}))).pipelines).toMatchObject([{ name: 'web', version: 2, pipelineType: 'V2' }]);
});

test('deleting is repeated without harm, and what is gone is told', async () => {
  const { client, roleArn, create } = await start();
  await create(pipelineOf(roleArn));
  await client.send(new DeletePipelineCommand({ name: 'web' }));
  await client.send(new DeletePipelineCommand({ name: 'web' }));
  const message = "Account '111122223333' does not have a pipeline with name 'web'";
  const gone = { name: 'PipelineNotFoundException', message };
  await expect(client.send(new GetPipelineCommand({ name: 'web' }))).rejects.toMatchObject(gone);
  await expect(client.send(new GetPipelineStateCommand({ name: 'web' }))).rejects.toMatchObject(gone);
  await expect(client.send(new StartPipelineExecutionCommand({ name: 'web' }))).rejects.toMatchObject(gone);
  await expect(client.send(new UpdatePipelineCommand({ pipeline: pipelineOf(roleArn) }))).rejects.toMatchObject(gone);
});

test('a start with a token is repeated without a second execution', async () => {
  const { client, roleArn, create } = await start();
  await create(pipelineOf(roleArn));
  const begin = (clientRequestToken: string) => client.send(new StartPipelineExecutionCommand({ name: 'web', clientRequestToken }));
  const first = await begin('one');
  expect((await begin('one')).pipelineExecutionId).toBe(first.pipelineExecutionId);
  expect((await begin('two')).pipelineExecutionId).not.toBe(first.pipelineExecutionId);
  const revision = { actionName: 'Other', revisionType: 'COMMIT_ID', revisionValue: 'x' } as const;
  await expect(client.send(new StartPipelineExecutionCommand({ name: 'web', sourceRevisions: [revision] }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  const pipelineExecutionId = '00000000-0000-4000-8000-000000000000';
  await expect(client.send(new GetPipelineExecutionCommand({ pipelineName: 'web', pipelineExecutionId }))).rejects.toMatchObject({
    name: 'PipelineExecutionNotFoundException',
  });
});

test('tags are added, replaced and taken away', async () => {
  const { client, roleArn } = await start();
  await client.send(new CreatePipelineCommand({ pipeline: pipelineOf(roleArn), tags: [{ key: 'app', value: 'demo' }] }));
  const resourceArn = 'arn:aws:codepipeline:us-east-1:111122223333:web';
  await client.send(
    new TagResourceCommand({
      resourceArn,
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'app', value: 'other' },
      ],
    }),
  );
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['env'] }));
  expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([{ key: 'app', value: 'other' }]);
  await expect(client.send(new ListTagsForResourceCommand({ resourceArn: `${resourceArn}x` }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
