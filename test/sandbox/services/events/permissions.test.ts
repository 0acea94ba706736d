import { expect, it } from 'vitest';
import { events } from '../../../../src/sandbox/services/events/index.ts';
import { permissions } from '../../../../src/sandbox/services/events/permissions.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([events]);

const rule = 'arn:aws:events:us-east-1:111122223333:rule/push';
const RoleArn = 'arn:aws:iam::111122223333:role/events';
const Arn = 'arn:aws:codepipeline:us-east-1:111122223333:web';

it.each([
  ['PutRule', { Name: 'push', Tags: [{ Key: 'a', Value: 'b' }] }, { 'events:PutRule': rule, 'events:TagResource': rule }],
  [
    'PutTargets',
    {
      Rule: 'push',
      Targets: [
        { Arn, RoleArn },
        { Arn, RoleArn },
      ],
    },
    { 'events:PutTargets': rule, 'iam:PassRole': RoleArn },
  ],
  ['DeleteRule', { Name: 'push', EventBusName: 'other' }, { 'events:DeleteRule': 'arn:aws:events:us-east-1:111122223333:rule/other/push' }],
  ['PutEvents', { Entries: [{ Source: 'me' }] }, { 'events:PutEvents': 'arn:aws:events:us-east-1:111122223333:event-bus/default' }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('tells what a rule listens to and what it calls', () => {
  const EventPattern = JSON.stringify({ source: ['aws.ecr'], 'detail-type': ['ECR Image Action', { prefix: 'x' }] });
  expect(needsOf(permissions, world, 'PutRule', { Name: 'push', EventPattern })[0]?.context).toEqual({
    'events:source': ['aws.ecr'],
    'events:detail-type': ['ECR Image Action'],
  });
  expect(needsOf(permissions, world, 'PutRule', { Name: 'push', EventPattern: 'no JSON' })[0]?.context).toEqual({});
  expect(needsOf(permissions, world, 'PutTargets', { Rule: 'push', Targets: [{ Arn, RoleArn }] })).toMatchObject([
    { context: { 'events:TargetArn': [Arn] } },
    { context: { 'iam:PassedToService': 'events.amazonaws.com' } },
  ]);
});
