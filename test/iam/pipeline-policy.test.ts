import { describe, expect, it } from 'vitest';
import { pipelinePolicy } from '../../src/iam/pipeline-policy.ts';
import type { Statement } from '../../src/iam/policy.ts';
import { pipelineSources } from '../../src/sources/index.ts';
import { taskRoleArns } from '../../src/steps/taskdef.ts';
import { setupOf } from '../steps/helpers.ts';

function statements(...arguments_: Parameters<typeof setupOf>): readonly Statement[] {
  const setup = setupOf(...arguments_);
  const sources = pipelineSources(setup).flatMap(source => source.statements(setup));
  return (pipelinePolicy(setup, { sources, taskRoles: taskRoleArns(setup) }) as { Statement: Statement[] }).Statement;
}

const resourceOf = (all: readonly Statement[], sid: string): unknown => all.find(({ Sid }) => Sid === sid)?.Resource;

describe('the policy of the pipeline', () => {
  it('names every resource; only RegisterTaskDefinition knows none', () => {
    expect(
      statements()
        .filter(({ Resource }) => [Resource].flat().includes('*'))
        .map(({ Action }) => Action),
    ).toEqual(['ecs:RegisterTaskDefinition']);
  });

  it('says what it is about in each of its ARNs', () => {
    const all = statements();
    expect(Object.fromEntries(all.map(({ Sid, Resource }) => [Sid, Resource]))).toEqual({
      ArtifactBucket: 'arn:aws:s3:::ecs-codepipeline-artifacts-111122223333-ap-northeast-2',
      ArtifactObjects: 'arn:aws:s3:::ecs-codepipeline-artifacts-111122223333-ap-northeast-2/*',
      CodeCommitSource: 'arn:aws:codecommit:ap-northeast-2:111122223333:ecs-codepipeline',
      EcrSource: 'arn:aws:ecr:ap-northeast-2:111122223333:repository/ecs-codepipeline-ecr-repo',
      Deploy:
        'arn:aws:codedeploy:ap-northeast-2:111122223333:deploymentgroup:AppECS-ecs-codepipeline-ecs-codepipeline-service/DgpECS-ecs-codepipeline-ecs-codepipeline-service',
      DeployApp: [
        'arn:aws:codedeploy:ap-northeast-2:111122223333:application:AppECS-ecs-codepipeline-ecs-codepipeline-service',
        'arn:aws:codedeploy:ap-northeast-2:111122223333:application:AppECS-ecs-codepipeline-ecs-codepipeline-service/*',
      ],
      DeployConfig: 'arn:aws:codedeploy:ap-northeast-2:111122223333:deploymentconfig:CodeDeployDefault.ECS*',
      TaskDef: '*',
      TagTaskDef: 'arn:aws:ecs:ap-northeast-2:111122223333:task-definition/ecs-taskdef:*',
      PassTaskRoles: [
        'arn:aws:iam::111122223333:role/ecs-codepipeline-execution-ap-northeast-2',
        'arn:aws:iam::111122223333:role/ecs-codepipeline-task-ap-northeast-2',
      ],
    });
  });

  it('passes on exactly the roles that the tasks run with', () => {
    expect(resourceOf(statements({ 'taskdef.executionRole': 'mine', 'taskdef.taskRole': 'mine' }), 'PassTaskRoles')).toEqual([
      'arn:aws:iam::111122223333:role/mine',
    ]);
  });

  it('says nothing of images when only files start it', () => {
    expect(resourceOf(statements({ 'pipeline.triggers': 'files' }), 'EcrSource')).toBeUndefined();
  });

  it('holds in every partition', () => {
    const china = statements({}, { place: { account: '111122223333', region: 'cn-north-1', partition: 'aws-cn' } });
    expect(china.flatMap(({ Resource }) => [Resource].flat()).filter(arn => arn !== '*' && !arn.startsWith('arn:aws-cn:'))).toEqual([]);
  });

  it('fits into a role, with the longest names too', () => {
    const text = JSON.stringify(statements({ app: 'a-very-long-app-name' }, { env: 'a-long-environment-x' }));
    expect(text.length).toBeLessThan(10_240);
  });
});
