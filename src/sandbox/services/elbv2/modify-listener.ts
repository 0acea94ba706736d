import {
  DuplicateListenerException$,
  ModifyListener$,
  type ModifyListenerInput,
  type ModifyListenerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkedActions } from './actions.ts';
import { checkedPort, checkedProtocol } from './create-listener.ts';
import { listenerOf, listenersOf, loadBalancerOf } from './find.ts';
import { toListener } from './view.ts';

export const modifyListener = operation(ModifyListener$, (world: World, input: ModifyListenerInput): ModifyListenerOutput => {
  const listener = listenerOf(world, input.ListenerArn);
  const loadBalancer = loadBalancerOf(world, listener.loadBalancerArn);
  const port = checkedPort(input.Port ?? listener.port);
  const protocol = checkedProtocol(input.Protocol ?? listener.protocol, input.Certificates?.[0]?.CertificateArn);
  if (listenersOf(world, loadBalancer.arn).some(other => other !== listener && other.port === port)) {
    throw fault(DuplicateListenerException$, `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`);
  }
  const defaultActions = input.DefaultActions ? checkedActions(world, loadBalancer, input.DefaultActions) : listener.defaultActions;
  Object.assign(listener, { port, protocol, defaultActions });
  syncHealthChecks(world);
  return { Listeners: [toListener(listener)] };
});
