import {
  CodeDeployClient,
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentTargetCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
  UpdateDeploymentGroupCommand,
  type DeploymentInfo,
} from '@aws-sdk/client-codedeploy';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { clientConfig } from '../../helpers/client-config.ts';
import { pushImage } from '../../helpers/push-image.ts';
import { LARGE, MARK } from './client.ts';

interface SandboxAddress {
  readonly endpoint: string;
  readonly region: string;
}

/** Releases of a service that the wizard has set up, asked of CodeDeploy itself. */
export interface Releases {
  /** Goes live, all at once or by a configuration, and ends the old version. */
  readonly complete: (config: string) => Promise<void>;
  /** Is stopped when the new version gets so many percent of the traffic; the rollback is waited for. */
  readonly stopped: (config: string, percent: number) => Promise<void>;
  /** Changes how many tasks run; waits until it is so. */
  readonly scaled: (tasks: number) => Promise<void>;
}

/** How long conditions are waited for, in milliseconds. */
const PATIENCE = { timeout: 300_000, interval: 200 };

/** Prepares the service of an app: two versions that the load test can tell from errors, and a deployment group that keeps the old one until it is told. */
export async function prepareReleases(sandbox: SandboxAddress, app: string): Promise<Releases> {
  const cluster = `${app}-${app}`;
  const service = `${cluster}-service`;
  const group = { applicationName: `AppECS-${cluster}-${service}`, deploymentGroupName: `DgpECS-${cluster}-${service}` };
  const config = clientConfig(sandbox);
  const codedeploy = new CodeDeployClient(config);
  const ecs = new ECSClient(config);
  const elb = new ElasticLoadBalancingV2Client(config);

  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ Names: [`${cluster}-blue`, `${cluster}-green`] }));
  for (const { TargetGroupArn } of TargetGroups) {
    // A target drains until its last answer is out: time enough for a slow reader on a busy machine.
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '1600' }];
    await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
    // For the same reason a check may take longer: at this speed the usual five seconds are a few milliseconds.
    await elb.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckTimeoutSeconds: 60, HealthCheckIntervalSeconds: 65 }));
  }
  await codedeploy.send(
    new UpdateDeploymentGroupCommand({
      applicationName: group.applicationName,
      currentDeploymentGroupName: group.deploymentGroupName,
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT' },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 600 },
      },
    }),
  );

  // The release of `init` keeps its old version for a while.
  const active = new ListDeploymentsCommand({ ...group, includeOnlyStatuses: ['Created', 'Queued', 'InProgress', 'Ready'] });
  await expect.poll(async () => (await codedeploy.send(active)).deployments, PATIENCE).toEqual([]);

  const describe = async () => {
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    return services?.[0];
  };
  const running = (await describe())?.taskSets?.[0]?.taskDefinition;
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: running }));
  const versions: string[] = [];
  for (const name of ['one', 'two']) {
    const files = { [LARGE.path.slice(1)]: new Uint8Array(LARGE.bytes) };
    const image = await pushImage(sandbox, `load-${name}`, { page: `${MARK}${name}`, files });
    const registered = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: taskDefinition?.family,
        networkMode: taskDefinition?.networkMode,
        requiresCompatibilities: taskDefinition?.requiresCompatibilities,
        cpu: taskDefinition?.cpu,
        memory: taskDefinition?.memory,
        executionRoleArn: taskDefinition?.executionRoleArn,
        containerDefinitions: taskDefinition?.containerDefinitions?.map(container => ({ ...container, image })),
      }),
    );
    versions.push(registered.taskDefinition?.taskDefinitionArn ?? '');
  }
  const container = taskDefinition?.containerDefinitions?.[0];

  const start = async (deploymentConfigName: string): Promise<string> => {
    const served = (await describe())?.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
    const content = JSON.stringify({
      version: 0.0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              TaskDefinition: versions.find(version => version !== served),
              LoadBalancerInfo: { ContainerName: container?.name, ContainerPort: container?.portMappings?.[0]?.containerPort },
            },
          },
        },
      ],
    });
    const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } } as const;
    const { deploymentId = '' } = await codedeploy.send(new CreateDeploymentCommand({ ...group, revision, deploymentConfigName }));
    return deploymentId;
  };
  const info = async (deploymentId: string): Promise<DeploymentInfo> =>
    (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo ?? {};
  const newShare = async (deploymentId: string): Promise<number> => {
    const { deploymentTarget } = await codedeploy.send(new GetDeploymentTargetCommand({ deploymentId, targetId: `${cluster}:${service}` }));
    return deploymentTarget?.ecsTarget?.taskSetsInfo?.find(({ taskSetLabel }) => taskSetLabel === 'Green')?.trafficWeight ?? 0;
  };
  /** Waits for something of a deployment. One that is over without it will never have it: the test ends at once and says why. */
  const until = async (deploymentId: string, isReached: (deployment: DeploymentInfo) => boolean | Promise<boolean>): Promise<void> => {
    const end = Date.now() + PATIENCE.timeout;
    for (;;) {
      const deployment = await info(deploymentId);
      if (await isReached(deployment)) return;
      const { status, completeTime, errorInformation } = deployment;
      if (completeTime !== undefined || Date.now() > end) {
        const events = (await describe())?.events?.slice(0, 20).map(({ createdAt, message }) => `${createdAt?.toISOString()} ${message}`);
        throw new Error([`Deployment ${deploymentId} of ${app} is ${status}: ${errorInformation?.message}`, ...(events ?? [])].join('\n'));
      }
      await delay(PATIENCE.interval);
    }
  };
  const ends = (deploymentId: string, wanted: string): Promise<void> => until(deploymentId, ({ status }) => status === wanted);
  const takes = (deploymentId: string, percent: number): Promise<void> =>
    until(deploymentId, async ({ startTime }) => startTime !== undefined && (await newShare(deploymentId)) >= percent);

  return {
    async complete(deploymentConfig) {
      const deployment = await start(deploymentConfig);
      await takes(deployment, 100);
      const goOn = new ContinueDeploymentCommand({ deploymentId: deployment, deploymentWaitType: 'TERMINATION_WAIT' });
      // All the traffic is there a moment before the wait begins.
      await until(deployment, () =>
        codedeploy.send(goOn).then(
          () => true,
          () => false,
        ),
      );
      await ends(deployment, 'Succeeded');
    },
    async stopped(deploymentConfig, percent) {
      const deployment = await start(deploymentConfig);
      await takes(deployment, percent);
      await codedeploy.send(new StopDeploymentCommand({ deploymentId: deployment, autoRollbackEnabled: true }));
      await ends(deployment, 'Stopped');
      await ends((await info(deployment)).rollbackInfo?.rollbackDeploymentId ?? '', 'Succeeded');
    },
    async scaled(desiredCount) {
      await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
      await expect.poll(async () => (await describe())?.taskSets?.[0]?.stabilityStatus, PATIENCE).toBe('STEADY_STATE');
      await expect.poll(async () => (await describe())?.runningCount, PATIENCE).toBe(desiredCount);
    },
  };
}
