import { expect, it } from 'vitest';
import { ecr } from '../../../../src/sandbox/services/ecr/index.ts';
import { permissions } from '../../../../src/sandbox/services/ecr/permissions.ts';
import { asked } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([ecr]);

const arn = (name: string): string => `arn:aws:ecr:us-east-1:111122223333:repository/${name}`;
const repositoryName = 'team/web';

it.each([
  [
    'CreateRepository',
    { repositoryName, tags: [{ Key: 'a', Value: 'b' }] },
    { 'ecr:CreateRepository': arn('team/web'), 'ecr:TagResource': arn('team/web') },
  ],
  ['DescribeRepositories', {}, { 'ecr:DescribeRepositories': arn('*') }],
  ['DescribeRepositories', { repositoryNames: ['a', 'b'] }, { 'ecr:DescribeRepositories': `${arn('a')} ${arn('b')}` }],
  ['PutImage', { repositoryName }, { 'ecr:PutImage': arn('team/web') }],
  ['PutLifecyclePolicy', { repositoryName }, { 'ecr:PutLifecyclePolicy': arn('team/web') }],
  ['ListTagsForResource', { resourceArn: arn('web') }, { 'ecr:ListTagsForResource': arn('web') }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});
