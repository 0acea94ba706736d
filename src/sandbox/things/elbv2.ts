import { listenersOf } from '../listener-address.ts';
import type { ListenerRecord } from '../services/elbv2/state.ts';
import type { World } from '../world.ts';
import type { Thing } from './thing.ts';

function targetGroupThing(world: World, arn: string, weight?: number): Thing {
  const group = world.state.elbv2.targetGroups[arn];
  return {
    sort: 'target group',
    name: group?.name ?? arn,
    ...(weight !== undefined && { status: `weight ${weight}` }),
    parts: group?.targets.map(({ id, port, health, description }): Thing => ({
      sort: 'target',
      name: `${id}:${port}`,
      status: health,
      detail: description,
    })),
  };
}

const weightsOf = ({ defaultActions }: ListenerRecord): readonly { readonly arn: string; readonly weight: number }[] =>
  defaultActions.flatMap(({ ForwardConfig, TargetGroupArn }) =>
    ForwardConfig?.TargetGroups
      ? ForwardConfig.TargetGroups.map(({ TargetGroupArn: arn = '', Weight = 1 }) => ({ arn, weight: Weight }))
      : TargetGroupArn === undefined
        ? []
        : [{ arn: TargetGroupArn, weight: 1 }],
  );

/** Load balancers with their listeners, target groups and targets; target groups behind no listener. */
export function elbv2Things(world: World): readonly Thing[] {
  const { loadBalancers, listeners, targetGroups } = world.state.elbv2;
  const addresses = new Map(listenersOf(world).map(address => [address.listenerArn, address]));
  const used = new Set(Object.values(listeners).flatMap(listener => weightsOf(listener).map(({ arn }) => arn)));
  const balancers = Object.values(loadBalancers).map(({ arn, name, state }): Thing => {
    const own = Object.values(listeners).filter(({ loadBalancerArn }) => loadBalancerArn === arn);
    return {
      sort: 'load balancer',
      name,
      status: state,
      detail: own.flatMap(listener => addresses.get(listener.arn)?.url ?? []).join(' '),
      parts: own.map((listener): Thing => {
        const address = addresses.get(listener.arn);
        return {
          sort: 'listener',
          name: `${listener.protocol}:${listener.port}`,
          status: address?.role,
          detail: address?.url,
          parts: weightsOf(listener).map(target => targetGroupThing(world, target.arn, target.weight)),
        };
      }),
    };
  });
  const idle = Object.values(targetGroups).filter(({ arn }) => !used.has(arn));
  return [...balancers, ...idle.map(({ arn }) => ({ ...targetGroupThing(world, arn), status: 'not behind a listener' }))];
}
