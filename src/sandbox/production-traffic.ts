import { listenersOf, rulesOf } from './services/elbv2/find.ts';
import { loadBalancersOf } from './services/elbv2/association.ts';
import type { ListenerRecord } from './services/elbv2/state.ts';
import type { TaskRecord } from './services/ecs/state.ts';
import type { World } from './world.ts';

/** Whether users reach a task: a production listener gives its target group a part of the traffic. */
export function takesProductionTraffic(world: World, task: TaskRecord): boolean {
  return task.targets.some(({ targetGroupArn }) =>
    productionListeners(world, task, targetGroupArn).some(listener => weightOf(world, listener, targetGroupArn) > 0),
  );
}

/** Those that a deployment group of CodeDeploy calls so for the task's service; without one, all that may lead to the target group. */
function productionListeners(world: World, task: TaskRecord, targetGroupArn: string): ListenerRecord[] {
  const all = loadBalancersOf(world, targetGroupArn).flatMap(arn => listenersOf(world, arn));
  const named = Object.values(world.state.codedeploy.applications)
    .flatMap(application => Object.values(application.groups))
    .filter(({ info }) => info.ecsServices?.some(({ clusterName, serviceName }) => isServiceOf(task, clusterName, serviceName)))
    .flatMap(({ info }) => info.loadBalancerInfo?.targetGroupPairInfoList ?? [])
    .flatMap(pair => pair.prodTrafficRoute?.listenerArns ?? []);
  return named.length > 0 ? all.filter(({ arn }) => named.includes(arn)) : all;
}

const isServiceOf = (task: TaskRecord, clusterName: string | undefined, serviceName: string | undefined): boolean =>
  task.clusterName === clusterName && task.group === `service:${serviceName}`;

function weightOf(world: World, listener: ListenerRecord, targetGroupArn: string): number {
  const actions = [listener.defaultActions, ...rulesOf(world, listener.arn).map(rule => rule.actions)].flat();
  const groups = actions.flatMap(action => action.ForwardConfig?.TargetGroups ?? []);
  return Math.max(0, ...groups.filter(group => group.TargetGroupArn === targetGroupArn).map(group => group.Weight ?? 1));
}
