import { node } from '../engine/refs.ts';
import { serviceQuestions } from '../questions/service.ts';
import { fillTemplate } from '../render.ts';
import { cluster as clusterKind } from '../resources/cluster.ts';
import { localFile } from '../resources/local-file.ts';
import { serviceLinkedRole } from '../resources/service-linked-role.ts';
import { service as serviceKind } from '../resources/service.ts';
import type { Setup } from '../setup.ts';
import { blue, green, network, productionListener, taskSecurityGroup } from './alb.ts';
import type { Step } from './step.ts';
import { taskDefinition } from './taskdef.ts';

const ecsRole = () => node('service', 'ecs-service-linked-role', serviceLinkedRole, { service: 'ecs.amazonaws.com' });

export const cluster = ({ config }: Setup) =>
  node('service', 'cluster', clusterKind, { name: config.service.cluster, containerInsights: 'disabled' }, { name: 'service.cluster' });

/** The values of create-service.json. */
function values(setup: Setup) {
  const { subnetIds, assignPublicIp } = network(setup).out;
  const awsvpc = 'networkConfiguration.awsvpcConfiguration';
  return {
    // The family alone means its newest revision, so the file stays right whatever is released.
    taskDefinition: taskDefinition(setup).out.family,
    cluster: cluster(setup).out.name,
    'loadBalancers.0.targetGroupArn': blue(setup).out.arn,
    'loadBalancers.0.containerName': setup.app.container,
    'loadBalancers.0.containerPort': setup.app.port,
    desiredCount: setup.config.service.desiredCount,
    healthCheckGracePeriodSeconds: setup.config.service.gracePeriod,
    ...(setup.config.service.exec && { enableExecuteCommand: true }),
    [`${awsvpc}.subnets`]: subnetIds,
    [`${awsvpc}.securityGroups`]: [taskSecurityGroup(setup).out.id],
    [`${awsvpc}.assignPublicIp`]: assignPublicIp,
  };
}

/** Size of one task as the definition has it; undefined where it is written in words. */
function taskSize({ files, config, app }: Setup) {
  const { cpu, memory } = files.taskdef?.definition ?? config.taskdef;
  const size = { cpu: Number(cpu), memory: Number(memory), architecture: app.architecture };
  return Number.isNaN(size.cpu + size.memory) ? {} : { task: size };
}

export const service = (setup: Setup) =>
  node(
    'service',
    'service',
    serviceKind,
    {
      cluster: cluster(setup).out.name,
      name: setup.config.service.name,
      request: fillTemplate('create-service.json', values(setup)),
      exec: setup.config.service.exec,
      gracePeriod: setup.config.service.gracePeriod,
      targetGroups: [setup.config.alb.blueTargetGroup, setup.config.alb.greenTargetGroup],
      controller: 'CODE_DEPLOY',
      ...taskSize(setup),
      // ECS takes no target group without a listener, and a fresh account has no role for ECS yet.
      productionListenerArn: productionListener(setup).out.arn,
      otherTargetGroupArn: green(setup).out.arn,
      ready: [ecsRole().out.arn],
    },
    { name: 'service.name' },
  );

/** Where the tasks run, and the service that keeps them running. */
export const serviceStep: Step = {
  name: 'service',
  questions: serviceQuestions,
  resources: setup => [
    ecsRole(),
    cluster(setup),
    node('service', 'service-file', localFile, { path: setup.config.service.file, template: 'create-service.json', values: values(setup) }),
    service(setup),
  ],
};
