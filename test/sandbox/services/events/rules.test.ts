import {
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { createRole } from '../../../helpers/release.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const PIPELINE = 'arn:aws:codepipeline:us-east-1:111122223333:web';
const EventPattern = JSON.stringify({ source: ['aws.ecr'] });

async function start() {
  const sandbox = await startTestSandbox();
  const client = new EventBridgeClient(clientConfig(sandbox));
  const iam = new IAMClient(clientConfig(sandbox));
  await client.send(new PutRuleCommand({ Name: 'push', EventPattern, Description: 'one', Tags: [{ Key: 'app', Value: 'demo' }] }));
  const RoleArn = await createRole({ iam }, 'events', 'events.amazonaws.com');
  const putTargets = (...Targets: Target[]) => client.send(new PutTargetsCommand({ Rule: 'push', Targets }));
  return { client, iam, RoleArn, putTargets };
}

test('a rule is made, replaced whole, disabled and enabled', async () => {
  const { client } = await start();
  const describe = () => client.send(new DescribeRuleCommand({ Name: 'push' }));
  expect(await describe()).toMatchObject({
    Arn: 'arn:aws:events:us-east-1:111122223333:rule/push',
    State: 'ENABLED',
    Description: 'one',
    EventBusName: 'default',
    EventPattern,
    CreatedBy: '111122223333',
  });
  await client.send(new PutRuleCommand({ Name: 'push', EventPattern }));
  expect((await describe()).Description).toBeUndefined();
  await client.send(new DisableRuleCommand({ Name: 'push' }));
  expect((await describe()).State).toBe('DISABLED');
  await client.send(new EnableRuleCommand({ Name: 'push' }));
  expect((await describe()).State).toBe('ENABLED');
  expect((await client.send(new ListRulesCommand({ NamePrefix: 'pu' }))).Rules?.map(({ Name }) => Name)).toEqual(['push']);
  expect((await client.send(new ListRulesCommand({ NamePrefix: 'x' }))).Rules).toEqual([]);
  expect((await client.send(new DescribeEventBusCommand({}))).Arn).toBe('arn:aws:events:us-east-1:111122223333:event-bus/default');
});

test('what is not there is told, except by DeleteRule', async () => {
  const { client } = await start();
  const message = 'Rule none does not exist on EventBus default.';
  await expect(client.send(new DescribeRuleCommand({ Name: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message,
  });
  await expect(client.send(new RemoveTargetsCommand({ Rule: 'none', Ids: ['a'] }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(client.send(new DeleteRuleCommand({ Name: 'none' }))).resolves.toBeDefined();
  await expect(client.send(new DescribeRuleCommand({ Name: 'push', EventBusName: 'other' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a rule needs a pattern that EventBridge understands', async () => {
  const { client } = await start();
  await expect(client.send(new PutRuleCommand({ Name: 'none' }))).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(client.send(new PutRuleCommand({ Name: 'none', EventPattern: '{' }))).rejects.toMatchObject({
    name: 'InvalidEventPatternException',
  });
  await expect(client.send(new PutRuleCommand({ Name: 'none', ScheduleExpression: 'rate(1 day)' }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('a rule with targets is not deleted', async () => {
  const { client, RoleArn, putTargets } = await start();
  await putTargets({ Id: 'pipeline', Arn: PIPELINE, RoleArn });
  await expect(client.send(new DeleteRuleCommand({ Name: 'push' }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: "Rule can't be deleted since it has targets.",
  });
  expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'push' }))).Targets).toEqual([{ Id: 'pipeline', Arn: PIPELINE, RoleArn }]);
  expect((await client.send(new ListRuleNamesByTargetCommand({ TargetArn: PIPELINE }))).RuleNames).toEqual(['push']);
  await client.send(new RemoveTargetsCommand({ Rule: 'push', Ids: ['pipeline'] }));
  await client.send(new DeleteRuleCommand({ Name: 'push' }));
  expect((await client.send(new ListRulesCommand({}))).Rules).toEqual([]);
});

test('targets that EventBridge cannot call are refused', async () => {
  const { iam, RoleArn, putTargets } = await start();
  const foreign = await createRole({ iam }, 'other', 'ecs-tasks.amazonaws.com');
  const invalid = (message: string) => ({ name: 'ValidationException', message: expect.stringContaining(message) });
  await expect(putTargets({ Id: 'a', Arn: PIPELINE })).rejects.toMatchObject(invalid('RoleArn is required for target'));
  await expect(putTargets({ Id: 'a', Arn: PIPELINE, RoleArn: foreign })).rejects.toMatchObject(
    invalid(`Provided role '${foreign}' cannot be assumed by principal 'events.amazonaws.com'.`),
  );
  await expect(putTargets({ Id: 'a', Arn: 'web', RoleArn })).rejects.toMatchObject(invalid('Provided Arn is not in correct format.'));
  await expect(putTargets({ Id: 'a', Arn: PIPELINE, RoleArn, Input: '{}', InputPath: '$' })).rejects.toMatchObject(
    invalid('Only one of Input'),
  );
  await expect(putTargets({ Id: 'a', Arn: PIPELINE, RoleArn, InputTransformer: { InputTemplate: '"<x>"' } })).rejects.toMatchObject(
    invalid('x is not defined'),
  );
  const many = Array.from({ length: 6 }, (_, index) => ({ Id: `t${index}`, Arn: PIPELINE, RoleArn }));
  await expect(putTargets(...many)).rejects.toMatchObject({ name: 'LimitExceededException' });
});

test('a target elsewhere fails alone: the answer must be looked at', async () => {
  const { client, RoleArn, putTargets } = await start();
  const elsewhere = PIPELINE.replace('us-east-1', 'eu-west-1');
  const answer = await putTargets({ Id: 'here', Arn: PIPELINE, RoleArn }, { Id: 'there', Arn: elsewhere, RoleArn });
  expect(answer).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: 'there', ErrorCode: 'ValidationException' }] });
  expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'push' }))).Targets?.map(({ Id }) => Id)).toEqual(['here']);
});

test('only AWS puts events of AWS on the bus', async () => {
  const { client } = await start();
  const good = { Source: 'my.app', DetailType: 'done', Detail: '{}' };
  const answer = await client.send(
    new PutEventsCommand({ Entries: [good, { ...good, Source: 'aws.ecr' }, { ...good, Detail: '[' }, { DetailType: 'x', Detail: '{}' }] }),
  );
  expect(answer.FailedEntryCount).toBe(3);
  expect(answer.Entries?.map(entry => entry.ErrorCode)).toEqual([
    undefined,
    'NotAuthorizedForSourceException',
    'MalformedDetail',
    'InvalidArgument',
  ]);
  expect(answer.Entries?.[0]?.EventId).toMatch(/^[0-9a-f-]{36}$/);
});

test('tags belong to the rule and stay when it is replaced', async () => {
  const { client } = await start();
  const ResourceARN = 'arn:aws:events:us-east-1:111122223333:rule/push';
  await client.send(
    new TagResourceCommand({
      ResourceARN,
      Tags: [
        { Key: 'env', Value: 'prod' },
        { Key: 'x', Value: '1' },
      ],
    }),
  );
  await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['x'] }));
  await client.send(new PutRuleCommand({ Name: 'push', EventPattern, Tags: [{ Key: 'app', Value: 'other' }] }));
  expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([
    { Key: 'app', Value: 'demo' },
    { Key: 'env', Value: 'prod' },
  ]);
});
