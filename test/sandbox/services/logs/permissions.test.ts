import { expect, it } from 'vitest';
import { logs } from '../../../../src/sandbox/services/logs/index.ts';
import { permissions } from '../../../../src/sandbox/services/logs/permissions.ts';
import { asked } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([logs]);

const group = 'arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web';

it.each([
  [
    'CreateLogGroup',
    { logGroupName: '/ecs/web', tags: { a: 'b' } },
    { 'logs:CreateLogGroup': `${group}:log-stream:`, 'logs:TagResource': group },
  ],
  ['DescribeLogGroups', { logGroupNamePrefix: '/ecs/web' }, { 'logs:DescribeLogGroups': `${group.replace('/ecs/web', '')}:log-stream:` }],
  ['PutRetentionPolicy', { logGroupName: '/ecs/web' }, { 'logs:PutRetentionPolicy': `${group}:log-stream:` }],
  ['FilterLogEvents', { logGroupIdentifier: `${group}:*` }, { 'logs:FilterLogEvents': `${group}:log-stream:` }],
  ['GetLogEvents', { logGroupName: '/ecs/web', logStreamName: 'web/1' }, { 'logs:GetLogEvents': `${group}:log-stream:web/1` }],
  ['ListTagsForResource', { resourceArn: group }, { 'logs:ListTagsForResource': group }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});
