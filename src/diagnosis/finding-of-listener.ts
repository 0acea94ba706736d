import type { Service, TaskSet } from '@aws-sdk/client-ecs';
import { DescribeListenersCommand, type Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { targetGroupName, weightsOf } from '../release/live.ts';
import { found, type Finding } from './checks/check.ts';

/**
 * Whether the production listener points at what serves, and nowhere else: somebody may have moved it by hand. Blue and green are alike here, and
 * both may have requests while a deployment shifts them, since both have tasks then. Undefined where there is no listener, or nothing that serves.
 */
export async function readFindingOfListener(aws: Aws, arn: string, service: Service | undefined): Promise<Finding | undefined> {
  const reply = await whenMissing(aws.elbv2.send(new DescribeListenersCommand({ ListenerArns: [arn] })), 'ListenerNotFoundException');
  const taskSets = service?.taskSets ?? [];
  const [listener] = reply?.Listeners ?? [];
  const serving = taskSets.find(({ status }) => status === 'PRIMARY')?.loadBalancers?.[0]?.targetGroupArn;
  return listener && serving !== undefined ? findingOfListener(listener, taskSets, serving) : undefined;
}

function findingOfListener(listener: Listener, taskSets: readonly TaskSet[], targetGroupArn: string): Finding {
  const targetGroup = targetGroupName(targetGroupArn);
  const actions = listener.DefaultActions ?? [];
  const weights = weightsOf(actions);
  const forwards =
    weights.map(weight => `${weight.targetGroup} ${Math.round(weight.percent)}%`).join(', ') || actions.map(({ Type }) => Type).join(', ');
  const facts = { targetGroup, targetGroupArn, listener: listener.ListenerArn ?? '', forwards };
  if (weights.every(weight => weight.targetGroup !== targetGroup)) return found('failed', 'listenerAstray', facts);
  const withTasks = new Set(taskSets.map(({ loadBalancers }) => targetGroupName(loadBalancers?.[0]?.targetGroupArn ?? '')));
  return weights.every(weight => withTasks.has(weight.targetGroup))
    ? found('ok', 'listenersFit', { targetGroup })
    : found('warning', 'listenerDivided', facts);
}
