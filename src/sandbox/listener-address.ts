import type { World } from './world.ts';

/** Where a listener of a load balancer answers on this machine. */
export interface ListenerAddress {
  readonly listenerArn: string;
  readonly loadBalancerName: string;
  readonly region: string;
  /** Port that the listener has in AWS. */
  readonly listenerPort: number;
  /** What a CodeDeploy deployment group uses it for. */
  readonly role?: 'production' | 'test';
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly url: string;
  /** File of the certificate authority to trust, where it speaks TLS. */
  readonly ca?: string;
}

function roleOf(world: World, listenerArn: string): ListenerAddress['role'] {
  const pairs = Object.values(world.state.codedeploy.applications)
    .flatMap(({ groups }) => Object.values(groups))
    .flatMap(({ info }) => info.loadBalancerInfo?.targetGroupPairInfoList ?? []);
  if (pairs.some(pair => pair.prodTrafficRoute?.listenerArns?.includes(listenerArn))) return 'production';
  return pairs.some(pair => pair.testTrafficRoute?.listenerArns?.includes(listenerArn)) ? 'test' : undefined;
}

/** The listeners of a region that answer now, by load balancer and port. */
export const listenersOf = (world: World): readonly ListenerAddress[] =>
  [...world.runtime.listeners]
    .map(([listenerArn, { port, url, ca }]): ListenerAddress => {
      const role = roleOf(world, listenerArn);
      return {
        listenerArn,
        loadBalancerName: listenerArn.split('/')[2] ?? '',
        region: world.region,
        listenerPort: world.state.elbv2.listeners[listenerArn]?.port ?? 0,
        ...(role !== undefined && { role }),
        port,
        url,
        ...(ca !== undefined && { ca }),
      };
    })
    .sort((a, b) => a.loadBalancerName.localeCompare(b.loadBalancerName) || a.listenerPort - b.listenerPort);
