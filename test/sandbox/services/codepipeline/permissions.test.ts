import { expect, it } from 'vitest';
import { codepipeline } from '../../../../src/sandbox/services/codepipeline/index.ts';
import { permissions } from '../../../../src/sandbox/services/codepipeline/permissions.ts';
import { asked, needsOf } from '../../../helpers/asked.ts';
import { serveServices } from '../../../helpers/services.ts';

const { world } = await serveServices([codepipeline]);

const web = 'arn:aws:codepipeline:us-east-1:111122223333:web';
const roleArn = 'arn:aws:iam::111122223333:role/pipeline';

it.each([
  [
    'CreatePipeline',
    { pipeline: { name: 'web', roleArn }, tags: [{ key: 'a', value: 'b' }] },
    { 'codepipeline:CreatePipeline': web, 'codepipeline:TagResource': web, 'iam:PassRole': roleArn },
  ],
  ['UpdatePipeline', { pipeline: { name: 'web', roleArn } }, { 'codepipeline:UpdatePipeline': web, 'iam:PassRole': roleArn }],
  ['GetPipelineState', { name: 'web' }, { 'codepipeline:GetPipelineState': web }],
  ['ListActionExecutions', { pipelineName: 'web' }, { 'codepipeline:ListActionExecutions': web }],
  ['RetryStageExecution', { pipelineName: 'web', stageName: 'Deploy' }, { 'codepipeline:RetryStageExecution': `${web}/Deploy` }],
  [
    'PutApprovalResult',
    { pipelineName: 'web', stageName: 'Deploy', actionName: 'Approve' },
    { 'codepipeline:PutApprovalResult': `${web}/Deploy/Approve` },
  ],
])('%s of %j asks for %j', (operation, input, expected) => {
  expect(asked(permissions, world, operation, input)).toEqual(expected);
});

it('passes the role to CodePipeline', () => {
  expect(needsOf(permissions, world, 'UpdatePipeline', { pipeline: { name: 'web', roleArn } }).at(-1)?.context).toEqual({
    'iam:PassedToService': 'codepipeline.amazonaws.com',
  });
});
