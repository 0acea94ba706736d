import { encodeState } from '../../src/sandbox/state-json.ts';
import type { World } from '../../src/sandbox/world.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** When something happened, or what came of it by itself: no two runs agree on that, and nobody has asked for it. */
const FLEETING =
  /(?:[tT]ime|[dD]ate|[tT]imestamp|[a-z]At)$|^(?:created|updated|id|roleId|clientToken|request|dnsName|localPort|networkInterfaces|versions|polled|lastAttemptedDeployment|lastSuccessfulDeployment|deploymentGroupId|SecurityGroupRuleId|SecurityGroupRuleArn|StateReason|StateReasonData|checking|sha256|defaultRuleArn)$/;

/** Ids that the world has given, in the midst of a text. */
const IDS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '(uuid)'],
  [/(?<=(?:loadbalancer|listener)\/app\/[\w-]+\/|targetgroup\/[\w-]+\/|\bapp\/[\w-]+\/)[0-9a-f]{16}(?:\/[0-9a-f]{16})?/g, '(id)'],
  [/\bsgr-[0-9a-f]{17}\b/g, '(rule)'],
  [/\bd-[A-Z0-9]{9}\b/g, '(deployment)'],
  [/\becs-svc\/\d+/g, '(task set)'],
];

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const plain = (value: unknown): Json => JSON.parse(encodeState(value)) as Json;

/** A value without what is fleeting; lists and records whose order or keys say nothing are sorted. */
function lasting(value: Json, rename: (text: string) => string): Json {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(item => lasting(item, rename));
    return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !FLEETING.test(key));
  return Object.fromEntries(
    entries.map(([key, item]) => [rename(key), lasting(item, rename)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** One line a value: what differs between two worlds is then seen at a glance. */
function linesOf(value: Json, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path} = ${JSON.stringify(value)}`];
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${path} = ${Array.isArray(value) ? '[]' : '{}'}`];
  return entries.flatMap(([key, item]) => linesOf(item, `${path}/${key}`));
}

/** Names for the ids that a world has given out, so that it can be seen which thing refers to which. */
function namesOfIds({ state }: World): ReadonlyMap<string, string> {
  const groups = Object.values(state.ec2.securityGroups).map(group => [group.GroupId, `(group ${group.GroupName})`] as const);
  const listeners = Object.values(state.elbv2.listeners).map(({ arn, port }) => [arn, `(listener ${port})`] as const);
  return new Map([...groups, ...listeners]);
}

/** What there is in a world, without ids and times: names, settings, tags, what refers to what, how often it was released. */
export function inventoryOf(world: World): readonly string[] {
  const { state, global } = world;
  const names = namesOfIds(world);
  const rename = (text: string): string => {
    let renamed = text.replaceAll(world.endpoint.replace('http://', ''), '(registry)');
    for (const [id, name] of names) renamed = renamed.replaceAll(id, name);
    for (const [pattern, name] of IDS) renamed = renamed.replaceAll(pattern, name);
    return renamed;
  };
  const things = {
    alarms: state.cloudwatch.alarms,
    alarmTags: state.cloudwatch.tags,
    repositories: Object.values(state.codecommit.repositories).map(({ objects, branches, references: _references, ...repository }) => ({
      ...repository,
      branches: Object.keys(branches),
      commits: Object.values(objects).filter(({ type }) => type === 'commit').length,
      files: Object.values(objects).flatMap(one => (one.type === 'blob' && 'content' in one ? [Buffer.from(one.content).toString()] : [])),
    })),
    applications: Object.values(state.codedeploy.applications).map(({ name, tags, computePlatform, groups }) => ({
      name,
      tags,
      computePlatform,
      groups,
    })),
    deployments: Object.values(state.codedeploy.deployments).map(({ creator, status, appSpec }) => ({
      creator,
      status,
      what: appSpec.taskDefinition,
    })),
    pipelines: Object.values(state.codepipeline.pipelines).map(({ name, declaration, tags, executions }) => ({
      name,
      declaration,
      tags,
      executions: executions.map(({ trigger, status }) => ({ trigger: trigger.triggerType, status })),
    })),
    vpcs: Object.keys(state.ec2.vpcs),
    subnets: Object.keys(state.ec2.subnets),
    routeTables: Object.keys(state.ec2.routeTables),
    gateways: Object.keys(state.ec2.internetGateways),
    groups: Object.values(state.ec2.securityGroups),
    groupRules: Object.values(state.ec2.securityGroupRules),
    images: Object.values(state.ecr.repositories),
    clusters: Object.values(state.ecs.clusters).filter(({ status }) => status === 'ACTIVE'),
    taskDefinitions: Object.entries(state.ecs.taskDefinitions).filter(([, { status }]) => status === 'ACTIVE'),
    services: Object.values(state.ecs.services)
      .filter(({ status }) => status !== 'INACTIVE')
      .map(({ events: _events, taskSets, ...service }) => ({
        ...service,
        taskSets: taskSets.map(({ status, scale, taskDefinition, loadBalancers }) => ({ status, scale, taskDefinition, loadBalancers })),
      })),
    ecsTags: Object.entries(state.ecs.tags).filter(([arn]) => isActive(world, arn)),
    loadBalancers: Object.values(state.elbv2.loadBalancers),
    targetGroups: Object.values(state.elbv2.targetGroups).map(({ targets: _targets, ...group }) => group),
    listeners: Object.values(state.elbv2.listeners),
    listenerRules: Object.values(state.elbv2.rules),
    loadBalancingTags: state.elbv2.tags,
    eventRules: Object.values(state.events.rules),
    logGroups: Object.values(state.logs.groups).map(({ name, tags, retentionInDays }) => ({ name, tags, retentionInDays })),
    roles: Object.values(global.iam.roles),
    buckets: Object.values(global.s3.buckets).map(({ objects, uploads: _uploads, ...bucket }) => ({
      ...bucket,
      objects: Object.keys(objects).map(key => key.split('/').slice(0, -1).join('/')),
    })),
  };
  return linesOf(lasting(plain(things), rename)).toSorted();
}

/** Tags outlive what is gone: clusters, services and task definitions stay to be described for a while. */
function isActive({ state: { ecs } }: World, arn: string): boolean {
  const definition = ecs.taskDefinitions[arn.split('/').at(-1) ?? ''];
  const all = [...Object.values(ecs.clusters), ...Object.values(ecs.services)];
  return definition?.status === 'ACTIVE' || all.some(one => one.arn === arn && one.status === 'ACTIVE');
}

/** Every record of a world as it is, by where it stands: byte for byte. */
export function recordsOf({ state, global }: World): ReadonlyMap<string, string> {
  const { timers: _timers, ...services } = state;
  return new Map(
    Object.entries({ ...services, ...global }).flatMap(([service, collections]) =>
      Object.entries<unknown>({ ...collections }).flatMap(([collection, records]) =>
        typeof records === 'object' && records !== null && !Array.isArray(records)
          ? Object.entries(records).map(([key, record]) => [`${service}/${collection}/${key}`, encodeState(record)] as const)
          : [],
      ),
    ),
  );
}
