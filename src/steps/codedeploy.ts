import { node } from '../engine/refs.ts';
import { managedPolicy, trust } from '../iam/policy.ts';
import { givenOr } from '../iam/role-arn.ts';
import { codedeployQuestions } from '../questions/codedeploy.ts';
import { arnOf } from '../resources/arn.ts';
import { codedeployApplication } from '../resources/codedeploy-application.ts';
import { deploymentGroup as deploymentGroupKind } from '../resources/deployment-group.ts';
import { iamRole } from '../resources/iam-role.ts';
import { metricAlarm } from '../resources/metric-alarm.ts';
import type { Setup } from '../setup.ts';
import { blue, green, loadBalancer, productionListener, testListener } from './alb.ts';
import { cluster, service } from './service.ts';
import type { Step } from './step.ts';

// https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html
const role = ({ config, names, place }: Setup) =>
  node('codedeploy', 'codedeploy-role', iamRole, {
    name: names.codedeployRole,
    description: `CodeDeploy moves the traffic of ${names.prefix} with it`,
    trust: trust('codedeploy.amazonaws.com', {
      place,
      arns: [arnOf(place, 'codedeploy', `deploymentgroup:${config.codedeploy.application}/*`)],
    }),
    managedPolicies: [managedPolicy(place, 'AWSCodeDeployRoleForECS')],
  });

/** ARN of the role that CodeDeploy works with, as a plain text. */
export const codedeployRoleArn = ({ config, names, place }: Setup): string => givenOr(place, config.codedeploy.role, names.codedeployRole);

const makesRole = ({ config }: Setup): boolean => config.codedeploy.role === '';

const application = ({ config }: Setup) =>
  node(
    'codedeploy',
    'codedeploy-application',
    codedeployApplication,
    { name: config.codedeploy.application },
    { name: 'codedeploy.application' },
  );

/**
 * Goes off when the tasks answer with too many errors. It counts those of both target groups, since they change their parts with each
 * release; errors of the load balancer itself (no healthy target) are none of the version's.
 */
const errorAlarm = (setup: Setup) => {
  const { names, config } = setup;
  const threshold = config.codedeploy.errorAlarm;
  return threshold === 0
    ? []
    : [
        node('codedeploy', 'error-alarm', metricAlarm, {
          name: names.errorAlarm,
          description: `Stops a release of ${names.prefix} whose tasks answer with 5xx`,
          loadBalancerArn: loadBalancer(setup).out.arn,
          metric: 'HTTPCode_Target_5XX_Count',
          statistic: 'Sum',
          // As often as the load balancer reports.
          periodSeconds: 60,
          periods: 1,
          comparison: 'GreaterThanOrEqualToThreshold',
          threshold,
          // It reports no zeros.
          missingData: 'notBreaching',
        }),
      ];
};

export const deploymentGroup = (setup: Setup) => {
  const { group, config, terminationWait, alarms } = setup.config.codedeploy;
  return node(
    'codedeploy',
    'deployment-group',
    deploymentGroupKind,
    {
      application: application(setup).out.name,
      name: group,
      roleArn: makesRole(setup) ? role(setup).out.arn : codedeployRoleArn(setup),
      cluster: cluster(setup).out.name,
      service: service(setup).out.name,
      blueTargetGroup: blue(setup).out.name,
      greenTargetGroup: green(setup).out.name,
      productionListenerArn: productionListener(setup).out.arn,
      testListenerArn: testListener(setup).out.arn,
      deploymentConfig: config,
      terminationWaitMinutes: terminationWait,
      alarms: [...errorAlarm(setup).map(({ out }) => out.name), ...alarms],
    },
    { name: 'codedeploy.group' },
  );
};

/** What moves the traffic from blue to green. */
export const codedeploy: Step = {
  name: 'codedeploy',
  questions: codedeployQuestions,
  resources: setup => [...(makesRole(setup) ? [role(setup)] : []), application(setup), ...errorAlarm(setup), deploymentGroup(setup)],
};
