import { expect, it } from 'vitest';
import { codecommit } from '../../../../src/sandbox/services/codecommit/index.ts';
import { permissions } from '../../../../src/sandbox/services/codecommit/permissions.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([codecommit]);

const web = 'arn:aws:codecommit:us-east-1:111122223333:web';

it.each([
  ['CreateRepository', { repositoryName: 'web', tags: { a: 'b' } }, { 'codecommit:CreateRepository': web, 'codecommit:TagResource': web }],
  ['CreateRepository', { repositoryName: 'web', tags: {} }, { 'codecommit:CreateRepository': web }],
  ['GetFile', { repositoryName: 'web' }, { 'codecommit:GetFile': web }],
  ['DeleteRepository', { repositoryName: 'web' }, { 'codecommit:DeleteRepository': web }],
  ['ListTagsForResource', { resourceArn: web }, { 'codecommit:ListTagsForResource': web }],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('tells the branch that a commit moves', () => {
  expect(needsOf(permissions, world, 'CreateCommit', { repositoryName: 'web', branchName: 'main' })).toEqual([
    { action: 'codecommit:CreateCommit', resource: web, context: { 'codecommit:References': 'refs/heads/main' } },
  ]);
});
