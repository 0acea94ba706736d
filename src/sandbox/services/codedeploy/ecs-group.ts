import {
  AlarmsLimitExceededException$,
  ECSServiceMappingLimitExceededException$,
  InvalidAlarmConfigException$,
  InvalidAutoRollbackConfigException$,
  InvalidBlueGreenDeploymentConfigurationException$,
  InvalidDeploymentConfigNameException$,
  InvalidDeploymentStyleException$,
  InvalidECSServiceException$,
  InvalidInputException$,
  InvalidLoadBalancerInfoException$,
  InvalidTargetGroupPairException$,
  type DeploymentGroupInfo,
  type ECSService,
  type TargetGroupPairInfo,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { arn, type World } from '../../world.ts';
import { findService } from '../ecs/index.ts';
import { findListener, findTargetGroupByName } from '../elbv2/index.ts';
import { denialMessage } from '../iam/authorize.ts';
import { findConfig } from './deployment-config.ts';

/** Two days in minutes. */
const LONGEST_WAIT = 2880;

function checkStyle({ deploymentStyle }: DeploymentGroupInfo): void {
  if (deploymentStyle?.deploymentType === 'BLUE_GREEN' && deploymentStyle.deploymentOption === 'WITH_TRAFFIC_CONTROL') return;
  throw fault(
    InvalidDeploymentStyleException$,
    'For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.',
  );
}

function checkBlueGreen({ blueGreenDeploymentConfiguration: settings }: DeploymentGroupInfo): void {
  const invalid = (message: string): Error => fault(InvalidBlueGreenDeploymentConfigurationException$, message);
  if (settings === undefined) throw invalid('For ECS deployment group, blueGreenDeploymentConfiguration must be specified');
  if (settings.greenFleetProvisioningOption !== undefined)
    throw invalid('For ECS deployment group, greenFleetProvisioningOption can not be specified');
  const terminate = settings.terminateBlueInstancesOnDeploymentSuccess;
  const ready = settings.deploymentReadyOption;
  if (terminate === undefined) throw invalid('For ECS deployment group, terminateBlueInstancesOnDeploymentSuccess must be specified');
  if (ready === undefined) throw invalid('For ECS deployment group, deploymentReadyOption must be specified');
  const wait = terminate.terminationWaitTimeInMinutes ?? 0;
  if (wait < 0 || wait > LONGEST_WAIT) throw invalid(`The termination wait time must be between 0 and ${LONGEST_WAIT} minutes`);
  if (ready.actionOnTimeout === 'STOP_DEPLOYMENT' && !((ready.waitTimeInMinutes ?? 0) > 0)) {
    throw invalid('The wait time must be greater than 0 minutes when the action on timeout is STOP_DEPLOYMENT');
  }
}

function checkPair(world: World, pair: TargetGroupPairInfo): void {
  const invalid = (message: string): Error => fault(InvalidTargetGroupPairException$, message);
  const names = (pair.targetGroups ?? []).map(group => group.name ?? '');
  if (names.length !== 2 || names[0] === names[1]) throw invalid('Two different target groups must be specified in a target group pair');
  const missing = names.find(name => findTargetGroupByName(world, name) === undefined);
  if (missing !== undefined) throw invalid(`The target group ${missing} could not be found`);
  const production = pair.prodTrafficRoute?.listenerArns ?? [];
  if (production.length !== 1) throw invalid('Exactly one listener must be specified in the production traffic route');
  const test = pair.testTrafficRoute?.listenerArns ?? [];
  if (test.length > 1) throw invalid('At most one listener can be specified in the test traffic route');
  const unknown = [...production, ...test].find(listener => findListener(world, listener) === undefined);
  if (unknown !== undefined) throw invalid(`The listener ${unknown} could not be found`);
  if (production[0] === test[0]) throw invalid('The production and the test traffic route must use different listeners');
}

function checkLoadBalancer(world: World, { loadBalancerInfo }: DeploymentGroupInfo): void {
  const pairs = loadBalancerInfo?.targetGroupPairInfoList ?? [];
  const others = [...(loadBalancerInfo?.elbInfoList ?? []), ...(loadBalancerInfo?.targetGroupInfoList ?? [])];
  const [pair, second] = pairs;
  if (pair === undefined || second !== undefined || others.length > 0) {
    throw fault(
      InvalidLoadBalancerInfoException$,
      'For ECS deployment group, loadBalancerInfo must be specified with exactly one target group pair',
    );
  }
  checkPair(world, pair);
}

const sameService = (a: ECSService, b: ECSService): boolean => a.clusterName === b.clusterName && a.serviceName === b.serviceName;

function checkService(world: World, group: DeploymentGroupInfo): void {
  const invalid = (message: string): Error => fault(InvalidECSServiceException$, message);
  const [service, second] = group.ecsServices ?? [];
  if (service === undefined || second !== undefined) throw invalid('For ECS deployment group, exactly one ECS service must be specified');
  const about = `Could not load ECS service information for cluster ${service.clusterName}, service ${service.serviceName}`;
  const session = { roleArn: group.serviceRoleArn ?? '', sessionName: 'codedeploy' };
  const refused = denialMessage(
    world,
    session,
    'ecs:DescribeServices',
    arn(world, 'ecs', `service/${service.clusterName}/${service.serviceName}`),
  );
  if (refused !== undefined) throw invalid(`${about}: ${refused}`);
  const found = findService(world, service.clusterName, service.serviceName ?? '');
  if (found?.status !== 'ACTIVE') throw invalid(`${about}: the service could not be found.`);
  if (found.controller !== 'CODE_DEPLOY')
    throw invalid("Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.");
  const others = Object.values(world.state.codedeploy.applications)
    .flatMap(application => Object.values(application.groups))
    .filter(({ info }) => info.deploymentGroupId !== group.deploymentGroupId);
  if (others.some(({ info }) => info.ecsServices?.some(other => sameService(other, service)))) {
    throw fault(
      ECSServiceMappingLimitExceededException$,
      'The Amazon ECS service is associated with more than one deployment groups. An Amazon ECS service can be associated with only one deployment group.',
    );
  }
}

/** What must hold for a group on any platform. */
export function checkCommon(group: DeploymentGroupInfo): void {
  const { alarmConfiguration: alarms, autoRollbackConfiguration: rollback } = group;
  if (alarms?.enabled === true && (alarms.alarms ?? []).length === 0) {
    throw fault(InvalidAlarmConfigException$, 'Alarm configuration is enabled but no alarms are specified.');
  }
  const names = (alarms?.alarms ?? []).map(({ name = '' }) => name);
  if (names.some(name => name === '' || name.length > 255)) {
    throw fault(InvalidAlarmConfigException$, 'The alarm name must have between 1 and 255 characters.');
  }
  if (new Set(names).size < names.length) throw fault(InvalidAlarmConfigException$, 'Two alarms with the same name have been specified.');
  if (names.length > 10) throw fault(AlarmsLimitExceededException$, 'The maximum number of alarms for a deployment group is 10.');
  if (rollback?.enabled === true && (rollback.events ?? []).length === 0) {
    throw fault(InvalidAutoRollbackConfigException$, 'Automatic rollback is enabled but no events are specified.');
  }
}

/** What must hold for a group that deploys to Amazon ECS. */
export function checkEcsGroup(world: World, group: DeploymentGroupInfo): void {
  const foreign = [group.ec2TagFilters, group.onPremisesInstanceTagFilters, group.autoScalingGroups, group.ec2TagSet?.ec2TagSetList];
  if (foreign.some(members => (members ?? []).length > 0)) {
    throw fault(InvalidInputException$, 'Should not specify EC2 instances or Auto Scaling groups for ECS deployment group');
  }
  checkStyle(group);
  checkBlueGreen(group);
  if (group.loadBalancerInfo === undefined)
    throw fault(InvalidLoadBalancerInfoException$, 'For ECS deployment group, loadBalancerInfo must be specified');
  checkLoadBalancer(world, group);
  if (findConfig(world, group.deploymentConfigName).computePlatform !== 'ECS') {
    throw fault(
      InvalidDeploymentConfigNameException$,
      `The deployment configuration ${group.deploymentConfigName} is not for the ECS compute platform`,
    );
  }
  checkService(world, group);
}
