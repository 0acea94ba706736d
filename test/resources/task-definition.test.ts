import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { ownerTagListLower } from '../../src/aws/tags.ts';
import { taskDefinition, type TaskDefinitionSpec } from '../../src/resources/task-definition.ts';
import { awsError, fakeAws, through } from './fake-aws.ts';
import { QUIET_INTENT } from './stage.ts';

const ecs = mockClient(ECSClient);
const aws = fakeAws({ ecs: through(new ECSClient({ region: 'ap-northeast-2' })) });

afterEach(() => ecs.reset());

const arn = (revision: number) => `arn:aws:ecs:ap-northeast-2:111122223333:task-definition/demo:${revision}`;
const spec: TaskDefinitionSpec = {
  family: 'demo',
  definition: { cpu: '256', containerDefinitions: [{ name: 'web' }, { name: 'sidecar', image: 'envoy' }] },
  container: 'web',
  image: 'repository@sha256:1',
};

/** The request that registers the seed, whose tags mark it. */
async function seedTags() {
  ecs.on(RegisterTaskDefinitionCommand).resolves({ taskDefinition: { taskDefinitionArn: arn(1), family: 'demo', status: 'ACTIVE' } });
  await taskDefinition.ensure(aws, spec, undefined, QUIET_INTENT);
  const { input } = ecs.commandCalls(RegisterTaskDefinitionCommand)[0]?.args[0] ?? {};
  ecs.reset();
  return input?.tags ?? [];
}

const revision = (number: number, tags: { key?: string | undefined; value?: string | undefined }[] = []) => {
  const answer = { taskDefinition: { taskDefinitionArn: arn(number), family: 'demo', status: 'ACTIVE' as const, cpu: '256' }, tags };
  ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: arn(number) }).resolves(answer);
  return answer;
};

const family = (...numbers: readonly number[]): void => {
  ecs.on(ListTaskDefinitionsCommand).resolves({ taskDefinitionArns: numbers.map(arn) });
};

describe('registering the seed', () => {
  it('fills in the image of the one container, and marks the revision', async () => {
    const tags = await seedTags();
    expect(tags).toEqual([...ownerTagListLower(aws), { key: 'ecs-bluegreen:hash', value: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    ecs.on(RegisterTaskDefinitionCommand).resolves({ taskDefinition: { taskDefinitionArn: arn(1), family: 'demo' } });
    await taskDefinition.ensure(aws, spec, undefined, QUIET_INTENT);
    expect(ecs.commandCalls(RegisterTaskDefinitionCommand)[0]?.args[0].input).toMatchObject({
      family: 'demo',
      containerDefinitions: [
        { name: 'web', image: 'repository@sha256:1' },
        { name: 'sidecar', image: 'envoy' },
      ],
    });
  });

  it('does not do it twice when the answer was lost', async () => {
    const tags = await seedTags();
    ecs.on(RegisterTaskDefinitionCommand).rejects(Object.assign(new Error('socket'), { code: 'ECONNRESET' }));
    ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: 'demo' }).resolves(revision(1, tags));
    expect(await taskDefinition.ensure(aws, spec, undefined, QUIET_INTENT)).toEqual({ arn: arn(1), family: 'demo' });
    expect(ecs.commandCalls(RegisterTaskDefinitionCommand)).toHaveLength(1);
  });
});

describe('finding the seed', () => {
  it('passes over the revisions of the pipeline', async () => {
    const tags = await seedTags();
    revision(1, tags);
    ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: 'demo' }).resolves(revision(3));
    family(1, 2, 3);
    expect(await taskDefinition.read(aws, spec)).toEqual({
      outputs: { arn: arn(1), family: 'demo' },
      actual: { family: 'demo', definition: spec.definition },
      owner: aws.owner,
    });
  });

  it('does not miss it when old revisions were tidied up', async () => {
    ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: 'demo' }).resolves(revision(9));
    ecs
      .on(DescribeTaskDefinitionCommand, { taskDefinition: arn(1) })
      .rejects(awsError('ClientException', 'Unable to describe task definition.'));
    family(9);
    const live = await taskDefinition.read(aws, spec, { arn: arn(1), family: 'demo' });
    expect(live).toEqual({ outputs: { arn: arn(9), family: 'demo' }, actual: { family: 'demo' }, owner: aws.owner });
    // Nor when it is looked at again, with what was noted then.
    revision(9);
    expect(await taskDefinition.read(aws, spec, { arn: arn(9), family: 'demo' })).toEqual(live);
  });

  it('takes a family without our mark for somebody else’s', async () => {
    ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: 'demo' }).resolves(revision(1));
    revision(1);
    family(1);
    expect((await taskDefinition.read(aws, spec))?.owner).toBeUndefined();
  });

  it('shows what differs when another definition is wanted', async () => {
    const tags = await seedTags();
    ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: 'demo' }).resolves(revision(1, tags));
    const live = await taskDefinition.read(aws, { ...spec, definition: { ...spec.definition, cpu: '512' } });
    expect(live?.actual.definition).toEqual({ family: 'demo', cpu: '256' });
  });

  it('does not take a refusal for its absence', async () => {
    ecs.on(DescribeTaskDefinitionCommand).rejects(awsError('AccessDeniedException'));
    await expect(taskDefinition.read(aws, spec)).rejects.toThrow('AccessDeniedException');
  });
});

it('removes every revision, ten in a call', async () => {
  const numbers = Array.from({ length: 23 }, (_, i) => i + 1);
  ecs.on(ListTaskDefinitionsCommand, { status: 'ACTIVE' }).resolves({ taskDefinitionArns: [arn(23)] });
  ecs
    .on(ListTaskDefinitionsCommand, { status: 'INACTIVE' })
    .resolvesOnce({ taskDefinitionArns: numbers.slice(0, 20).map(arn), nextToken: 'next' })
    .resolves({ taskDefinitionArns: numbers.slice(20).map(arn) });
  ecs.on(DeregisterTaskDefinitionCommand).resolves({});
  ecs.on(DeleteTaskDefinitionsCommand).resolves({});
  await taskDefinition.remove(aws, { arn: arn(1), family: 'demo' }, QUIET_INTENT);
  const calls = ecs.commandCalls(DeleteTaskDefinitionsCommand);
  expect(calls.map(({ args: [{ input }] }) => input.taskDefinitions?.length)).toEqual([10, 10, 3]);
  expect(ecs.commandCalls(DeregisterTaskDefinitionCommand)).toHaveLength(1);
});

it('takes revisions that are gone when they cannot be deleted for deleted, and no others', async () => {
  ecs.on(ListTaskDefinitionsCommand, { status: 'ACTIVE' }).resolves({ taskDefinitionArns: [] });
  const remove = (left: readonly string[]) => {
    ecs
      .on(ListTaskDefinitionsCommand, { status: 'INACTIVE' })
      .resolvesOnce({ taskDefinitionArns: [arn(1)] })
      .resolves({ taskDefinitionArns: [...left] });
    ecs.on(DeleteTaskDefinitionsCommand).resolves({ failures: [{ arn: arn(1), reason: 'MISSING' }] });
    return taskDefinition.remove(aws, { arn: arn(1), family: 'demo' }, QUIET_INTENT);
  };
  await remove([]);
  await expect(remove([arn(1)])).rejects.toMatchObject({ code: 'awsRefused', facts: { error: 'MISSING' } });
});
