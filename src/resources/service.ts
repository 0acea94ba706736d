import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  TagResourceCommand,
  UpdateServiceCommand,
  type CreateServiceCommandInput,
  type Service,
} from '@aws-sdk/client-ecs';
import { DescribeListenersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws/aws.ts';
import { forwardedGroups } from '../aws/forwarded-groups.ts';
import { nameIs, partsOf, whenMissing } from '../aws/errors.ts';
import { isPropagating, retryWhile } from '../aws/retry.ts';
import { markOf, ownerOf, ownerTagListLower } from '../aws/tags.ts';
import { waitFor } from '../aws/wait.ts';
import type { CostLine, Intent, Kind } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { HOURS_A_MONTH } from '../prices.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';
import { failedTasks, throwWhenTasksKeepStopping, waitingFor } from './service-steady.ts';

export interface ServiceSpec {
  readonly cluster: string;
  readonly name: string;
  /** A CreateService request; cluster, name, tags and client token are filled in. */
  readonly request: object;
  /** Whether commands can be run inside of its tasks; those that run already are left as they are. */
  readonly exec?: boolean;
  /** Seconds after its start in which a task may fail its health checks. */
  readonly gracePeriod?: number;
  /** Names of the two target groups that CodeDeploy may use; what serves must stand in one of them. */
  readonly targetGroups?: readonly string[];
  /** Who deploys; it cannot be changed. */
  readonly controller?: string;
  /** What one task is made of, for the estimate of the cost. */
  readonly task?: TaskSize;
  /** The listener in front of the target group. Where it points to the other colour, the first tasks go there. */
  readonly productionListenerArn?: string;
  readonly otherTargetGroupArn?: string;
  /** What must be there before: the role that ECS works with. */
  readonly ready?: readonly string[];
}

export interface TaskSize {
  /** In CPU units: 1024 are one vCPU. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: number;
  readonly architecture: 'X86_64' | 'ARM64';
}

export type ServiceOutputs = {
  readonly name: string;
  readonly arn: string;
  /** The ARN once the first tasks run and answer. */
  readonly steadyArn?: string;
};

/** The ECS service. After birth its task definition, task sets and load balancers are CodeDeploy's, its task count autoscaling's. */
export const service: Kind<ServiceSpec, ServiceOutputs, Aws> = {
  type: 'ecs.service',
  outputs: ['name', 'arn', 'steadyArn'],
  late: ['steadyArn'],
  identity: ['cluster', 'name'],
  createOnly: ['request', 'task', 'productionListenerArn', 'otherTargetGroupArn', 'ready'],
  replaceOn: ['targetGroups', 'controller'],
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:ecs:[^:]+:\d+:service\/(?<cluster>[^/]+)\/(?<name>[^/]+)$/,
  permissions: {
    read: ['ecs:DescribeServices'],
    write: [
      'elasticloadbalancing:DescribeListeners',
      'ecs:CreateService',
      'ecs:UpdateService',
      'ecs:TagResource',
      'ecs:ListTasks',
      'ecs:DescribeTasks',
      'ecs:DeleteService',
    ],
  },
  cost: spec => (spec.task === undefined ? [] : costOf(spec.request, spec.task)),

  async read(aws, spec, known) {
    const noted = known && (await find(aws, clusterOf(known.arn), known.name));
    const found = noted ?? (await find(aws, spec.cluster, spec.name));
    if (found === undefined) return undefined;
    const cluster = required(found.clusterArn, 'clusterArn');
    const isWanted = cluster === spec.cluster || nameIn(cluster) === spec.cluster;
    const outputs = outputsOf(found);
    const actual = {
      cluster: isWanted ? spec.cluster : nameIn(cluster),
      name: outputs.name,
      ...changeable(spec, found),
      ...standingOf(spec, found),
    };
    return { outputs, actual, ...markOf(found.tags) };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: service, spec, name: spec.name, exists: [] }, async () => ({
        outputs: outputsOf(await createWhenFree(aws, spec, intent)),
        actual: spec,
        owner: aws.owner,
      })));
    if (there.owner !== aws.owner) {
      await aws.ecs.send(new TagResourceCommand({ resourceArn: there.outputs.arn, tags: ownerTagListLower(aws) }));
    }
    const { exec, gracePeriod } = spec;
    if (there.actual.exec !== exec || there.actual.gracePeriod !== gracePeriod) {
      const { name, arn } = there.outputs;
      const settings = { enableExecuteCommand: exec, healthCheckGracePeriodSeconds: gracePeriod };
      await aws.ecs.send(new UpdateServiceCommand({ cluster: clusterOf(arn), service: name, ...settings }));
    }
    return there.outputs;
  },

  // The SDK's waiter wants exactly one deployment, and a service of CodeDeploy has none.
  settle(aws, spec, out, intent) {
    let before: ReadonlySet<string | undefined> | undefined;
    return waitFor<ServiceOutputs>(aws, intent, { what: `service ${spec.name}`, seconds: 15 * 60, every: 10 }, async () => {
      const found = await describe(aws, clusterOf(out.arn), out.name);
      // For a moment after it was made, AWS may not know it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Failure.html
      if (found === undefined) return { waiting: 'MISSING' };
      if (found.status !== 'ACTIVE') throw new UserError('changedMeanwhile', { node: spec.name, type: service.type });
      const waiting = waitingFor(found);
      if (waiting === undefined) return { ...outputsOf(found), steadyArn: out.arn };
      const failed = await failedTasks(aws, found);
      // What failed before this run may have failed for what was mended since.
      before ??= new Set(failed.map(({ taskArn }) => taskArn));
      throwWhenTasksKeepStopping(
        out.name,
        failed.filter(({ taskArn }) => before?.has(taskArn) === false),
      );
      return { waiting };
    });
  },

  async remove(aws, known, intent) {
    const cluster = clusterOf(known.arn);
    // `force` also stops the tasks; without it the service must have been scaled to none.
    const send = () => aws.ecs.send(new DeleteServiceCommand({ cluster, service: known.name, force: true }));
    const gone = () => whenMissing(send(), 'ServiceNotFoundException', 'ServiceNotActiveException', 'ClusterNotFoundException');
    await retryWhile(aws, intent, isDeploying, gone, { seconds: 10 * 60, every: 3, note: 'stillInUse' });
    await waitUntilDrained(aws, cluster, known.name, intent);
  },
};

/** What can be changed in a service of CodeDeploy. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
const changeable = ({ exec, gracePeriod }: ServiceSpec, found: Service): Partial<ServiceSpec> => ({
  ...(exec !== undefined && { exec: found.enableExecuteCommand === true }),
  ...(gracePeriod !== undefined && { gracePeriod: found.healthCheckGracePeriodSeconds ?? 0 }),
});

/** What a service that is taken over may have otherwise, so that CodeDeploy could not release to it. */
function standingOf({ targetGroups, controller }: ServiceSpec, found: Service): Partial<ServiceSpec> {
  const used = [found, ...(found.taskSets ?? [])].flatMap(({ loadBalancers = [] }) =>
    loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn?.split('/')[1] ?? []),
  );
  const others = [...new Set(used)].filter(name => targetGroups?.includes(name) === false);
  return {
    ...(targetGroups && { targetGroups: others.length > 0 ? others : targetGroups }),
    ...(controller !== undefined && { controller: found.deploymentController?.type ?? 'ECS' }),
  };
}

/** `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME` */
const clusterOf = (serviceArn: string): string => required(serviceArn.split('/')[1], 'cluster in the ARN of the service');
const nameIn = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

async function describe(aws: Aws, cluster: string, name: string): Promise<Service | undefined> {
  const reply = await whenMissing(
    aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name], include: ['TAGS'] })),
    'ClusterNotFoundException',
  );
  return reply?.services?.[0];
}

/** A deleted service stays visible for a while: as DRAINING until its tasks have ended, then as INACTIVE. */
const find = async (aws: Aws, cluster: string, name: string): Promise<Service | undefined> => {
  const found = await describe(aws, cluster, name);
  return found?.status === 'ACTIVE' ? found : undefined;
};

const waitUntilDrained = (aws: Aws, cluster: string, name: string, intent: Intent): Promise<undefined> =>
  waitFor<undefined>(aws, intent, { what: `service ${name}`, seconds: 15 * 60, every: 5 }, async () => {
    const status = (await describe(aws, cluster, name))?.status;
    return status === 'DRAINING' ? { waiting: status } : undefined;
  });

const outputsOf = (found: Service): ServiceOutputs => {
  const arn = required(found.serviceArn, 'serviceArn');
  return { name: required(found.serviceName, 'serviceName'), arn, ...(waitingFor(found) === undefined && { steadyArn: arn }) };
};

/** Somebody may have deleted the service after a release: production points to the other colour then, and no set-up moves it. */
async function birthGroups(aws: Aws, { request, productionListenerArn, otherTargetGroupArn }: ServiceSpec) {
  const { loadBalancers } = request as CreateServiceCommandInput;
  if (productionListenerArn === undefined || otherTargetGroupArn === undefined) return loadBalancers;
  const { Listeners } = await aws.elbv2.send(new DescribeListenersCommand({ ListenerArns: [productionListenerArn] }));
  const groups = forwardedGroups(Listeners?.[0]?.DefaultActions);
  const weightOf = (wanted: string | undefined): number => groups.find(({ arn }) => arn === wanted)?.weight ?? 0;
  const isOther = weightOf(otherTargetGroupArn) > weightOf(loadBalancers?.[0]?.targetGroupArn);
  return isOther ? loadBalancers?.map(one => ({ ...one, targetGroupArn: otherTargetGroupArn })) : loadBalancers;
}

async function create(aws: Aws, spec: ServiceSpec, intent: Intent): Promise<Service> {
  // The user's own create-service.json, which AWS checks better than we could.
  const request = spec.request as CreateServiceCommandInput;
  const tags = ownerTagListLower(aws);
  const command = new CreateServiceCommand({
    ...request,
    loadBalancers: await birthGroups(aws, spec),
    cluster: spec.cluster,
    serviceName: spec.name,
    clientToken: intent.token,
    tags: [...(request.tags ?? []).filter(({ key }) => !tags.some(tag => tag.key === key)), ...tags],
  });
  const reply = await retryWhile(aws, intent, isTooEarly, () => aws.ecs.send(command), { seconds: 120, note: 'rolePropagation' });
  return required(reply.service, 'service');
}

/** The name of a service that was deleted is blocked until its tasks have ended. */
async function createWhenFree(aws: Aws, spec: ServiceSpec, intent: Intent): Promise<Service> {
  try {
    return await create(aws, spec, intent);
  } catch (error) {
    if (!isNameHeld(error)) throw error;
    const there = await find(aws, spec.cluster, spec.name);
    // Somebody else who works on the same set-up was faster.
    if (there && ownerOf(there.tags) === aws.owner) return there;
    await waitUntilDrained(aws, spec.cluster, spec.name, intent);
    return create(aws, spec, intent);
  }
}

// ECS has one name, InvalidParameterException, for all of these; only the text tells them apart.
const saysInvalid = (error: unknown, text: RegExp): boolean =>
  nameIs(error, 'InvalidParameterException') && text.test(partsOf(error).message);
const isNameHeld = (error: unknown): boolean => saysInvalid(error, /not idempotent|draining/i);
const isDeploying = (error: unknown): boolean => saysInvalid(error, /deployments are active/i);
const isTooEarly = (error: unknown): boolean =>
  isPropagating(error) || nameIs(error, 'ClusterNotFoundException') || saysInvalid(error, /does not have an associated load balancer/i);

function costOf(request: object, { cpu, memory, architecture }: TaskSize): CostLine[] {
  const { desiredCount = 1, networkConfiguration } = request as CreateServiceCommandInput;
  const hours = desiredCount * HOURS_A_MONTH;
  const kind = architecture === 'ARM64' ? 'fargate-arm' : 'fargate';
  const hasAddress = networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED';
  return [
    { price: `${kind}-vcpu-hour`, units: (hours * cpu) / 1024 },
    { price: `${kind}-gb-hour`, units: (hours * memory) / 1024 },
    ...(hasAddress ? [{ price: 'public-ipv4-hour', units: hours }] : []),
  ];
}
