import {
  CreateDeploymentGroupCommand,
  DeleteDeploymentGroupCommand,
  GetDeploymentGroupCommand,
  ListDeploymentsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateDeploymentGroupCommand,
  type DeploymentGroupInfo,
  type LoadBalancerInfo,
} from '@aws-sdk/client-codedeploy';
import type { Aws } from '../aws/aws.ts';
import { nameIs, whenMissing } from '../aws/errors.ts';
import { isPropagating, retryWhile } from '../aws/retry.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Intent, Kind } from '../engine/types.ts';
import { arnOf } from './arn.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';
import { asWantedSet } from './same.ts';
import { stopDeployment } from './stop-deployment.ts';

export interface DeploymentGroupSpec {
  readonly application: string;
  readonly name: string;
  readonly roleArn: string;
  readonly cluster: string;
  readonly service: string;
  /** Names of the two target groups. Which of them is live changes with every deployment, so their order means nothing. */
  readonly blueTargetGroup: string;
  readonly greenTargetGroup: string;
  readonly productionListenerArn: string;
  readonly testListenerArn: string;
  /** How traffic is shifted: `CodeDeployDefault.ECSAllAtOnce`, … */
  readonly deploymentConfig: string;
  /** How long the old tasks are kept after a deployment, for a quick way back. */
  readonly terminationWaitMinutes: number;
  /** Names of the alarms that stop a deployment and lead the traffic back. */
  readonly alarms: readonly string[];
}

export type DeploymentGroupOutputs = { readonly name: string; readonly id: string; readonly application: string };

/** What CodeDeploy deploys to: one service, its two target groups and two listeners. Failed deployments are rolled back. */
export const deploymentGroup: Kind<DeploymentGroupSpec, DeploymentGroupOutputs, Aws> = {
  type: 'codedeploy.deployment-group',
  outputs: ['name', 'id', 'application'],
  identity: ['application', 'name'],
  // A service takes one group only, so that a new one could not be made before the old one goes.
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:codedeploy:[^:]+:\d+:deploymentgroup:(?<application>[^/]+)\/(?<name>.+)$/,
  permissions: {
    read: ['codedeploy:GetDeploymentGroup', 'codedeploy:ListTagsForResource'],
    write: [
      'codedeploy:CreateDeploymentGroup',
      'codedeploy:TagResource',
      'codedeploy:UpdateDeploymentGroup',
      'iam:PassRole',
      'codedeploy:ListDeployments',
      'codedeploy:StopDeployment',
      'codedeploy:GetDeployment',
      'codedeploy:DeleteDeploymentGroup',
    ],
  },

  async read(aws, spec, known) {
    const noted = known && (await find(aws, known.application, known.name));
    const group = noted ?? (await find(aws, spec.application, spec.name));
    if (group === undefined) return undefined;
    const outputs = outputsOf(group);
    const { Tags } = await aws.codedeploy.send(new ListTagsForResourceCommand({ ResourceArn: groupArn(aws, outputs) }));
    return { outputs, actual: { application: outputs.application, name: outputs.name, ...settingsOf(spec, group) }, ...markOf(Tags) };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(
        aws,
        intent,
        { kind: deploymentGroup, spec, name: spec.name, exists: ['DeploymentGroupAlreadyExistsException'] },
        async () => {
          const { application, name } = spec;
          const command = new CreateDeploymentGroupCommand({
            applicationName: application,
            deploymentGroupName: name,
            ...settings(spec),
            loadBalancerInfo: loadBalancerInfo(spec),
            tags: ownerTagList(aws),
          });
          const { deploymentGroupId } = await retryWhenTooEarly(aws, intent, () => aws.codedeploy.send(command));
          return { outputs: { application, name, id: required(deploymentGroupId, 'deploymentGroupId') }, actual: spec, owner: aws.owner };
        },
      ));
    if (there.owner !== aws.owner) {
      await aws.codedeploy.send(new TagResourceCommand({ ResourceArn: groupArn(aws, there.outputs), Tags: ownerTagList(aws) }));
    }
    if (live !== undefined) await update(aws, spec, live.actual, intent);
    return there.outputs;
  },

  async remove(aws, known, intent) {
    await whenMissing(removeGroup(aws, known, intent), 'ApplicationDoesNotExistException', 'DeploymentGroupDoesNotExistException');
  },
};

async function find(aws: Aws, applicationName: string, deploymentGroupName: string): Promise<DeploymentGroupInfo | undefined> {
  const reply = await whenMissing(
    aws.codedeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName })),
    'ApplicationDoesNotExistException',
    'DeploymentGroupDoesNotExistException',
  );
  return reply?.deploymentGroupInfo;
}

const outputsOf = (group: DeploymentGroupInfo): DeploymentGroupOutputs => ({
  application: required(group.applicationName, 'applicationName'),
  name: required(group.deploymentGroupName, 'deploymentGroupName'),
  id: required(group.deploymentGroupId, 'deploymentGroupId'),
});

const groupArn = (aws: Aws, { application, name }: DeploymentGroupOutputs): string =>
  arnOf(aws, 'codedeploy', `deploymentgroup:${application}/${name}`);

type Settings = Omit<DeploymentGroupSpec, 'application' | 'name'>;

function settingsOf(spec: DeploymentGroupSpec, group: DeploymentGroupInfo): Settings {
  const pair = group.loadBalancerInfo?.targetGroupPairInfoList?.[0];
  const [first = '', second = ''] = (pair?.targetGroups ?? []).map(({ name }) => name ?? '');
  const isTurned = first === spec.greenTargetGroup && second === spec.blueTargetGroup;
  return {
    roleArn: group.serviceRoleArn ?? '',
    cluster: group.ecsServices?.[0]?.clusterName ?? '',
    service: group.ecsServices?.[0]?.serviceName ?? '',
    blueTargetGroup: isTurned ? second : first,
    greenTargetGroup: isTurned ? first : second,
    productionListenerArn: pair?.prodTrafficRoute?.listenerArns?.[0] ?? '',
    testListenerArn: pair?.testTrafficRoute?.listenerArns?.[0] ?? '',
    deploymentConfig: group.deploymentConfigName ?? '',
    terminationWaitMinutes:
      group.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0,
    alarms: asWantedSet(spec.alarms, alarmsOf(group)),
  };
}

const alarmsOf = ({ alarmConfiguration }: DeploymentGroupInfo): readonly string[] =>
  alarmConfiguration?.enabled === true ? (alarmConfiguration.alarms ?? []).map(({ name = '' }) => name) : [];

const settings = (spec: DeploymentGroupSpec) => ({
  serviceRoleArn: spec.roleArn,
  deploymentConfigName: spec.deploymentConfig,
  deploymentStyle: { deploymentType: 'BLUE_GREEN' as const, deploymentOption: 'WITH_TRAFFIC_CONTROL' as const },
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT' as const, waitTimeInMinutes: 0 },
    terminateBlueInstancesOnDeploymentSuccess: {
      action: 'TERMINATE' as const,
      terminationWaitTimeInMinutes: spec.terminationWaitMinutes,
    },
  },
  alarmConfiguration: { enabled: spec.alarms.length > 0, alarms: spec.alarms.map(name => ({ name })) },
  ecsServices: [{ clusterName: spec.cluster, serviceName: spec.service }],
  autoRollbackConfiguration: {
    enabled: true,
    events: ['DEPLOYMENT_FAILURE' as const, 'DEPLOYMENT_STOP_ON_REQUEST' as const, 'DEPLOYMENT_STOP_ON_ALARM' as const],
  },
});

const loadBalancerInfo = (spec: DeploymentGroupSpec): LoadBalancerInfo => ({
  targetGroupPairInfoList: [
    {
      targetGroups: [{ name: spec.blueTargetGroup }, { name: spec.greenTargetGroup }],
      prodTrafficRoute: { listenerArns: [spec.productionListenerArn] },
      testTrafficRoute: { listenerArns: [spec.testListenerArn] },
    },
  ],
});

const LOAD_BALANCING = ['blueTargetGroup', 'greenTargetGroup', 'productionListenerArn', 'testListenerArn'] as const;

/** The target groups and listeners are sent only when others are wanted, so that what is live is never turned round. */
async function update(aws: Aws, spec: DeploymentGroupSpec, actual: Partial<DeploymentGroupSpec>, intent: Intent): Promise<void> {
  const isOtherPair = LOAD_BALANCING.some(field => actual[field] !== spec[field]);
  const command = new UpdateDeploymentGroupCommand({
    applicationName: spec.application,
    currentDeploymentGroupName: spec.name,
    ...settings(spec),
    ...(isOtherPair && { loadBalancerInfo: loadBalancerInfo(spec) }),
  });
  await retryWhenTooEarly(aws, intent, () => aws.codedeploy.send(command));
}

/** The role that CodeDeploy assumes, or what it may do, has not spread yet. */
const retryWhenTooEarly = <T>(aws: Aws, intent: Intent, call: () => Promise<T>): Promise<T> =>
  retryWhile(aws, intent, error => isPropagating(error) || nameIs(error, 'InvalidTriggerConfigException'), call, {
    seconds: 5 * 60,
    note: 'rolePropagation',
  });

const ACTIVE = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'] as const;

async function removeGroup(aws: Aws, known: DeploymentGroupOutputs, intent: Intent): Promise<void> {
  const group = { applicationName: known.application, deploymentGroupName: known.name };
  const { deployments = [] } = await aws.codedeploy.send(new ListDeploymentsCommand({ ...group, includeOnlyStatuses: [...ACTIVE] }));
  for (const id of deployments) await stopDeployment(aws, id, intent);
  await aws.codedeploy.send(new DeleteDeploymentGroupCommand(group));
}
