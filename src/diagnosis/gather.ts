import { DescribeTaskDefinitionCommand, type Service, type TaskDefinition } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { lookAtAlarms } from '../release/look.ts';
import { lookAtDeployment, type DeploymentLook } from '../release/look-deployment.ts';
import { deploymentOf, lookAtExecution, type ActionLook, type ExecutionLook } from '../release/look-execution.ts';
import { lookAtTasks, type StoppedTasks } from '../release/look-tasks.ts';
import { readService } from '../release/read-service.ts';
import { greenOf } from '../release/release-event.ts';
import type { Setup } from '../setup.ts';
import type { Evidence } from './evidence.ts';
import { readFiles } from './read-files.ts';
import { readListener } from './read-listener.ts';
import { readLeftLogs, readLogs } from './read-logs.ts';
import { readNetwork } from './read-network.ts';
import { readTargets } from './read-targets.ts';
import { createEyes, type Eyes } from './seen.ts';

/** Which release to look at; with neither id, the service as it stands. */
export interface DiagnosisPlace {
  readonly setup: Setup;
  readonly executionId?: string | undefined;
  readonly deploymentId?: string | undefined;
}

/** Reads what a failed release has left behind, and only as far down as something may tell more. */
export async function gather(aws: Aws, { setup, executionId, deploymentId }: DiagnosisPlace): Promise<Evidence> {
  const eyes = createEyes();
  const { config } = setup;
  const execution =
    executionId === undefined ? undefined : await eyes.see('codepipeline', () => lookAtExecution(aws, config.pipeline.name, executionId));
  const action = execution?.actions.find(({ status }) => status === 'Failed');
  const id = deploymentId ?? (execution && deploymentOf(execution));
  const target = `${config.service.cluster}:${config.service.name}`;
  const deployment = id === undefined ? undefined : await eyes.see('codedeploy', () => lookAtDeployment(aws, id, target));
  const top = { setup, execution, action, deployment };
  if (action !== undefined && deployment === undefined) {
    const files = execution && speaksOfFiles(action) ? await readFiles(aws, setup, execution.id, eyes) : undefined;
    return { ...top, files, stopped: [], targets: [], events: [], logs: [], alarms: [], unseen: eyes.unseen };
  }
  return { ...top, ...(await gatherBelow(aws, top, eyes)) };
}

const speaksOfFiles = ({ message = '' }: ActionLook): boolean => /artifact|Service: Amazon|InvalidRevision/i.test(message);

interface Top {
  readonly setup: Setup;
  readonly execution: ExecutionLook | undefined;
  readonly deployment: DeploymentLook | undefined;
}

/** The service, its tasks, their targets and logs, all at once. */
async function gatherBelow(aws: Aws, { setup, execution, deployment }: Top, eyes: Eyes): Promise<Omit<Evidence, 'setup'>> {
  const { config } = setup;
  const { cluster, name } = config.service;
  const { application, group } = config.codedeploy;
  const isUpdateError = deployment?.error?.code === 'ECS_UPDATE_ERROR';
  const [service, tasks, alarms, files] = await Promise.all([
    eyes.see('ecs:DescribeServices', () => readService(aws, cluster, name)),
    eyes.see('ecs:DescribeTasks', () => lookAtTasks(aws, { cluster, service: name })),
    /^(?:ALARM_ACTIVE|MANUAL_STOP)$/.test(deployment?.error?.code ?? '')
      ? eyes.see('cloudwatch', () => lookAtAlarms(aws, { application, group }))
      : [],
    isUpdateError && execution ? readFiles(aws, setup, execution.id, eyes) : undefined,
  ]);
  const stopped = (tasks?.stopped ?? []).filter(isOf(service, deployment));
  const events = eventsOf(service, deployment);
  const isNetwork = service !== undefined && speaksOfNetwork([...events, ...stopped.map(({ reason }) => reason)]);
  const overrides = files ?? (isNetwork && execution ? await readFiles(aws, setup, execution.id, eyes) : undefined);
  const definitionArn = stopped[0]?.taskDefinition ?? greenDefinition(service, deployment);
  const [definition, targets, network, listener] = await Promise.all([
    definitionArn === undefined ? undefined : eyes.see('ecs:DescribeTaskDefinition', () => readDefinition(aws, definitionArn)),
    eyes.see('elasticloadbalancing:DescribeTargetHealth', () => readTargets(aws, service, deployment)),
    isNetwork ? eyes.see('ec2', () => readNetwork(aws, setup, service, overrides?.appspec)) : undefined,
    /must be behind listener/.test(deployment?.error?.message ?? '')
      ? eyes.see('elasticloadbalancing:DescribeListeners', () => readListener(aws, setup, service))
      : undefined,
  ]);
  const { createdAt, completedAt = new Date() } = deployment ?? {};
  const logs =
    stopped.length === 0 && events.length > 0 && createdAt !== undefined
      ? await readLeftLogs(aws, setup.names.logGroup, createdAt, completedAt, eyes)
      : await readLogs(aws, definition, stopped, eyes);
  return {
    files: overrides,
    stopped,
    targets: targets ?? [],
    events,
    definition,
    logs,
    alarms: alarms ?? [],
    network,
    listener,
    unseen: eyes.unseen,
  };
}

const readDefinition = async (aws: Aws, taskDefinition: string): Promise<TaskDefinition | undefined> =>
  (await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition;

/** Tasks of the replacement, or, outside of a deployment, of the version that should serve. Those that ECS itself took away did not fail. */
function isOf(service: Service | undefined, deployment: DeploymentLook | undefined): (tasks: StoppedTasks) => boolean {
  const green = greenOf({ deployment });
  const primary = service?.taskSets?.find(({ status }) => status === 'PRIMARY')?.id;
  return ({ taskSet, reason, lastAt }) => {
    if (/^(?:Scaling activity|Task set .* (?:deleted|scaled))/.test(reason)) return false;
    if (green !== undefined) return taskSet === green;
    if (deployment === undefined) return taskSet === primary;
    return taskSet !== primary && (lastAt?.getTime() ?? 0) >= (deployment.createdAt?.getTime() ?? 0);
  };
}

const greenDefinition = (service: Service | undefined, deployment: DeploymentLook | undefined): string | undefined => {
  const green = greenOf({ deployment });
  return service?.taskSets?.find(({ id, status }) => (deployment === undefined ? status === 'PRIMARY' : id === green))?.taskDefinition;
};

/** Events of the time of the deployment; those about the targets of the version that served are none of its. */
function eventsOf(service: Service | undefined, deployment: DeploymentLook | undefined): readonly string[] {
  const from = deployment?.createdAt?.getTime() ?? 0;
  const to = deployment?.completedAt?.getTime() ?? Infinity;
  const blue = deployment?.taskSets.find(({ label }) => label === 'Blue')?.targetGroup;
  return (service?.events ?? [])
    .filter(({ createdAt }) => (createdAt?.getTime() ?? 0) >= from && (createdAt?.getTime() ?? 0) <= to)
    .flatMap(({ message = '' }) => (blue !== undefined && message.includes(`:targetgroup/${blue}/`) ? [] : [message]))
    .filter(message => /unhealthy|failed|unable|reason|error/i.test(message));
}

const speaksOfNetwork = (texts: readonly string[]): boolean =>
  texts.some(text => /timed out|i\/o timeout|connection issue|deadline exceeded|request canceled|dial tcp/i.test(text));
