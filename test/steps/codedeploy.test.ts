import { describe, expect, it } from 'vitest';
import { codedeploy } from '../../src/steps/codedeploy.ts';
import { setupOf, specOf } from './helpers.ts';

const nodes = codedeploy.resources(
  setupOf({ 'codedeploy.terminationWait': 30, 'codedeploy.config': 'CodeDeployDefault.ECSCanary10Percent5Minutes' }),
);

describe('CodeDeploy', () => {
  it('ties the service to both colours and both listeners', () => {
    expect(specOf(nodes, 'deployment-group')).toEqual({
      application: '<codedeploy-application.name>',
      name: 'DgpECS-ecs-codepipeline-ecs-codepipeline-service',
      roleArn: '<codedeploy-role.arn>',
      cluster: '<cluster.name>',
      service: '<service.name>',
      blueTargetGroup: '<target-group-blue.name>',
      greenTargetGroup: '<target-group-green.name>',
      productionListenerArn: '<production-listener.arn>',
      testListenerArn: '<test-listener.arn>',
      deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      terminationWaitMinutes: 30,
      alarms: ['<error-alarm.name>'],
    });
  });

  it('stops at errors of whatever version serves, unless nobody wants that', () => {
    expect(specOf(nodes, 'error-alarm')).toMatchObject({
      loadBalancerArn: '<load-balancer.arn>',
      metric: 'HTTPCode_Target_5XX_Count',
      threshold: 10,
    });
    const others = codedeploy.resources(setupOf({ 'codedeploy.errorAlarm': 0, 'codedeploy.alarms': ['slow'] }));
    expect(others.map(({ id }) => id)).not.toContain('error-alarm');
    expect(specOf(others, 'deployment-group')).toMatchObject({ alarms: ['slow'] });
  });

  it('works with a role that serves this application only', () => {
    expect(specOf(nodes, 'codedeploy-role')).toMatchObject({
      managedPolicies: ['arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS'],
      trust: {
        Statement: [
          {
            Principal: { Service: 'codedeploy.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111122223333' },
              ArnLike: {
                'aws:SourceArn':
                  'arn:aws:codedeploy:ap-northeast-2:111122223333:deploymentgroup:AppECS-ecs-codepipeline-ecs-codepipeline-service/*',
              },
            },
          },
        ],
      },
    });
  });
});
