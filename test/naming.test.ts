import { describe, expect, it } from 'vitest';
import {
  applicationName,
  deploymentGroupName,
  fileName,
  fit,
  loadBalancerName,
  namesOf,
  prefixOf,
  targetGroupName,
} from '../src/naming.ts';

const PLACE = { account: '111122223333', region: 'ap-northeast-2' };
const LONG = { app: 'a-very-long-app-name', env: 'a-long-environment-x' };

describe('names', () => {
  it('carry the environment unless it is the default one', () => {
    expect(prefixOf({ app: 'shop', env: 'default' })).toBe('shop');
    expect(prefixOf({ app: 'shop', env: 'prod' })).toBe('shop-prod');
    expect(fileName('taskdef', 'json', 'default')).toBe('taskdef.json');
    expect(fileName('taskdef', 'json', 'prod')).toBe('taskdef.prod.json');
  });

  it('are those that the tutorial reader expects', () => {
    expect(namesOf({ app: 'ecs-codepipeline', env: 'default' }, PLACE)).toEqual({
      prefix: 'ecs-codepipeline',
      executionRole: 'ecs-codepipeline-execution-ap-northeast-2',
      taskRole: 'ecs-codepipeline-task-ap-northeast-2',
      codedeployRole: 'ecs-codepipeline-codedeploy-ap-northeast-2',
      pipelineRole: 'ecs-codepipeline-pipeline-ap-northeast-2',
      eventsRole: 'ecs-codepipeline-events-ap-northeast-2',
      logGroup: '/ecs/ecs-codepipeline',
      bucket: 'ecs-codepipeline-artifacts-111122223333-ap-northeast-2',
      loadBalancerSecurityGroup: 'ecs-codepipeline-load-balancer',
      taskSecurityGroup: 'ecs-codepipeline-tasks',
      errorAlarm: 'ecs-codepipeline-errors',
      filesRule: 'ecs-codepipeline-files',
      imageRule: 'ecs-codepipeline-image',
    });
  });

  it.each([
    ['executionRole', 64],
    ['pipelineRole', 64],
    ['bucket', 63],
    ['filesRule', 64],
  ] as const)('keep %s within %i characters for the longest app and environment', (name, max) => {
    const names = namesOf(LONG, { account: '111122223333', region: 'ap-southeast-2' });
    expect(names[name].length).toBeLessThanOrEqual(max);
    expect(names[name]).toMatch(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/);
  });

  it.each(['blue', 'green'] as const)('keep the %s target group within 32 characters', colour => {
    const name = targetGroupName(prefixOf(LONG), colour);
    expect(name.length).toBeLessThanOrEqual(32);
    expect(name).toMatch(new RegExp(`^[a-z0-9][a-z0-9-]*-${colour}$`));
  });

  it('stay different when they are shortened', () => {
    const blues = ['x1', 'x2'].map(env => targetGroupName(prefixOf({ app: LONG.app, env: `a-long-environment-${env}` }), 'blue'));
    expect(new Set(blues).size).toBe(2);
    expect(loadBalancerName(prefixOf(LONG)).length).toBeLessThanOrEqual(32);
  });

  it('are not touched when they fit', () => {
    expect(fit('short', 10)).toBe('short');
    expect(fit('exactly-10', 10)).toBe('exactly-10');
  });

  it('of CodeDeploy are those that aws ecs deploy looks for, cut as it cuts them', () => {
    expect(applicationName('web', 'web-service')).toBe('AppECS-web-web-service');
    expect(deploymentGroupName('web', 'web-service')).toBe('DgpECS-web-web-service');
    expect(applicationName('c'.repeat(60), 's'.repeat(60))).toBe(`AppECS-${'c'.repeat(46)}-${'s'.repeat(46)}`);
    expect(deploymentGroupName('c'.repeat(255), 's'.repeat(255)).length).toBe(100);
  });

  it('of roles differ between regions, since IAM has only one list of them', () => {
    const [seoul, tokyo] = ['ap-northeast-2', 'ap-northeast-1'].map(region =>
      namesOf({ app: 'shop', env: 'default' }, { ...PLACE, region }),
    );
    expect(seoul?.pipelineRole).not.toBe(tokyo?.pipelineRole);
  });
});
