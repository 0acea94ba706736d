import type { Socket } from 'node:net';
import { loadBalancersOf } from './services/elbv2/association.ts';
import type { LoadBalancerRecord, TargetGroupRecord } from './services/elbv2/state.ts';
import { recordMetric } from './services/cloudwatch/record-metric.ts';
import type { Runtime, World } from './world.ts';

const TIMER = 'elbv2.figures';

/** What happened since the figures were last published. */
interface Tally {
  /** How often, by name of the metric; the figures of target groups have their ARN in front. */
  readonly counts: Map<string, number>;
  /** How often targets took so many seconds, by target group. */
  readonly seconds: Map<string, Map<number, number>>;
  /** Open connections of clients, with the bytes that have been counted of them. */
  readonly connections: Map<Socket, number>;
  bytes: number;
}

const talliesOf = new WeakMap<Runtime, Map<string, Tally>>();

function tallyOf({ runtime }: World, loadBalancerArn: string): Tally {
  let tallies = talliesOf.get(runtime);
  if (!tallies) talliesOf.set(runtime, (tallies = new Map()));
  let tally = tallies.get(loadBalancerArn);
  if (!tally) tallies.set(loadBalancerArn, (tally = { counts: new Map(), seconds: new Map(), connections: new Map(), bytes: 0 }));
  return tally;
}

/** Counts one event of a load balancer, and of the target group that it concerns. */
export function count(world: World, { arn }: LoadBalancerRecord, name: string, group?: TargetGroupRecord): void {
  const { counts } = tallyOf(world, arn);
  counts.set(name, (counts.get(name) ?? 0) + 1);
  if (!group) return;
  const key = `${group.arn} ${name}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Notes how long a target took to begin its answer, to the millisecond. */
export function noteSeconds(world: World, { arn }: LoadBalancerRecord, group: TargetGroupRecord, seconds: number): void {
  const all = tallyOf(world, arn).seconds;
  const rounded = Math.max(1, Math.round(seconds * 1000)) / 1000;
  let ofGroup = all.get(group.arn);
  if (!ofGroup) all.set(group.arn, (ofGroup = new Map()));
  ofGroup.set(rounded, (ofGroup.get(rounded) ?? 0) + 1);
}

const bytesOf = (socket: Socket): number => socket.bytesRead + socket.bytesWritten;

/** Counts a client's connection for as long as it is open, and its bytes. */
export function noteConnection(world: World, loadBalancer: LoadBalancerRecord, socket: Socket): void {
  const tally = tallyOf(world, loadBalancer.arn);
  count(world, loadBalancer, 'NewConnectionCount');
  tally.connections.set(socket, 0);
  socket.on('close', () => {
    tally.bytes += bytesOf(socket) - (tally.connections.get(socket) ?? 0);
    tally.connections.delete(socket);
  });
}

/** Bytes since the last time. */
function takeBytes(tally: Tally): number {
  let bytes = tally.bytes;
  tally.bytes = 0;
  for (const [socket, counted] of tally.connections) {
    const now = bytesOf(socket);
    bytes += now - counted;
    tally.connections.set(socket, now);
  }
  return bytes;
}

const resourceOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** How CloudWatch names a load balancer: `app/name/id`. */
const loadBalancerName = (arn: string): string => resourceOf(arn).replace('loadbalancer/', '');

type Dimensions = Readonly<Record<string, string>>;

function publish(world: World, name: string, dimensions: Dimensions, value: number, unit = 'Count', times = 1): void {
  recordMetric(world, { namespace: 'AWS/ApplicationELB', name, dimensions, unit, value, count: times });
}

/** Publishes what has been counted since the last time to CloudWatch, as AWS/ApplicationELB. */
export function flushFigures(world: World): void {
  for (const [arn, tally] of talliesOf.get(world.runtime) ?? []) {
    if (world.state.elbv2.loadBalancers[arn]) publishTally(world, arn, tally);
    tally.counts.clear();
    tally.seconds.clear();
  }
  for (const group of Object.values(world.state.elbv2.targetGroups)) publishHosts(world, group);
}

function publishTally(world: World, arn: string, tally: Tally): void {
  const LoadBalancer = loadBalancerName(arn);
  for (const [key, value] of tally.counts) {
    const [groupArn, name] = key.includes(' ') ? key.split(' ') : [undefined, key];
    if (groupArn === undefined) publish(world, key, { LoadBalancer }, value);
    else publishOfGroup(world, LoadBalancer, groupArn, name ?? '', value);
  }
  for (const [groupArn, seconds] of tally.seconds) {
    for (const [value, times] of seconds) {
      publish(world, 'TargetResponseTime', { LoadBalancer }, value, 'Seconds', times);
      publish(world, 'TargetResponseTime', { TargetGroup: resourceOf(groupArn), LoadBalancer }, value, 'Seconds', times);
    }
  }
  const bytes = takeBytes(tally);
  if (bytes > 0) publish(world, 'ProcessedBytes', { LoadBalancer }, bytes, 'Bytes');
  if (tally.connections.size > 0) publish(world, 'ActiveConnectionCount', { LoadBalancer }, tally.connections.size);
}

function publishOfGroup(world: World, LoadBalancer: string, groupArn: string, name: string, value: number): void {
  const TargetGroup = resourceOf(groupArn);
  publish(world, name, { TargetGroup, LoadBalancer }, value);
  if (name !== 'RequestCount') return;
  const targets = world.state.elbv2.targetGroups[groupArn]?.targets.filter(target => target.health === 'healthy').length || 1;
  publish(world, 'RequestCountPerTarget', { TargetGroup }, value / targets);
  publish(world, 'RequestCountPerTarget', { TargetGroup, LoadBalancer }, value / targets);
}

/** AWS reports these as long as health is checked; targets that drain or are unused count as neither. */
function publishHosts(world: World, group: TargetGroupRecord): void {
  if (!group.checking || group.targets.length === 0) return;
  const healthy = group.targets.filter(target => target.health === 'healthy').length;
  const unhealthy = group.targets.filter(target => target.health === 'unhealthy').length;
  for (const arn of loadBalancersOf(world, group.arn)) {
    const dimensions = { TargetGroup: resourceOf(group.arn), LoadBalancer: loadBalancerName(arn) };
    publish(world, 'HealthyHostCount', dimensions, healthy);
    publish(world, 'UnHealthyHostCount', dimensions, unhealthy);
  }
}

/** AWS publishes once a minute; a sandbox whose minutes are shorter than a second does so each second. */
const periodSeconds = (world: World): number => Math.max(60, world.clock.speed);

/** Publishes now and then for as long as there is a load balancer. */
export function publishFigures(world: World): void {
  flushFigures(world);
  world.clock.cancel(timer => timer.type === TIMER);
  const isNeeded = Object.values(world.state.elbv2.loadBalancers).some(({ state }) => state === 'active');
  if (isNeeded) world.clock.after(periodSeconds(world), TIMER, {});
}

/** Begins to publish, if nothing does so yet. */
export function beginFigures(world: World): void {
  if (!world.state.timers.some(timer => timer.type === TIMER)) publishFigures(world);
}
