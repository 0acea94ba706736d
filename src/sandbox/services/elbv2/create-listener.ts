import {
  CertificateNotFoundException$,
  CreateListener$,
  DuplicateListenerException$,
  TooManyListenersException$,
  UnsupportedProtocolException$,
  type CreateListenerInput,
  type CreateListenerOutput,
  type ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { fault } from '../../fault.ts';
import { openListener } from '../../load-balancer.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkedActions } from './actions.ts';
import { listenerDefaults } from './attributes.ts';
import { listenersOf, loadBalancerOf } from './find.ts';
import { newId } from './names.ts';
import { validationError } from './refusal.ts';
import type { ListenerRecord } from './state.ts';
import { checkTags, tagNew } from './tags.ts';
import { toListener } from './view.ts';

export const createListener = operation(
  CreateListener$,
  async (world: World, input: CreateListenerInput): Promise<CreateListenerOutput> => {
    const loadBalancer = loadBalancerOf(world, input.LoadBalancerArn);
    const port = checkedPort(input.Port);
    const protocol = checkedProtocol(input.Protocol, input.Certificates?.[0]?.CertificateArn);
    checkTags(input.Tags);
    const defaultActions = checkedActions(world, loadBalancer, input.DefaultActions);
    const others = listenersOf(world, loadBalancer.arn);
    const present = others.find(other => other.port === port);
    if (present && JSON.stringify([present.protocol, present.defaultActions]) !== JSON.stringify([protocol, defaultActions])) {
      throw fault(DuplicateListenerException$, `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`);
    }
    if (present) return { Listeners: [toListener(present)] };
    if (others.length >= 50) throw fault(TooManyListenersException$, 'The maximum number of listeners has been reached');
    const listener = newListener(loadBalancer.arn, port, protocol, defaultActions);
    world.state.elbv2.listeners[listener.arn] = listener;
    tagNew(world, listener.arn, input.Tags);
    if (loadBalancer.state === 'active') await openListener(world, listener);
    syncHealthChecks(world);
    return { Listeners: [toListener(listener)] };
  },
);

function newListener(
  loadBalancerArn: string,
  port: number,
  protocol: ListenerRecord['protocol'],
  defaultActions: ListenerRecord['defaultActions'],
): ListenerRecord {
  const arn = `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${newId()}`;
  const defaultRuleArn = `${arn.replace(':listener/', ':listener-rule/')}/${newId()}`;
  return { arn, loadBalancerArn, attributes: listenerDefaults(), defaultRuleArn, port, protocol, defaultActions };
}

/** The port, if a listener can have it. */
export function checkedPort(port: number | undefined): number {
  if (port === undefined) throw validationError('A port must be specified');
  if (port < 1 || port > 65_535) throw validationError(`The port '${port}' must be between 1 and 65535`);
  return port;
}

/** The protocol, if a listener can have it. There are no certificates in the sandbox, so no HTTPS. */
export function checkedProtocol(protocol: ProtocolEnum | undefined, certificate: string | undefined): ProtocolEnum {
  if (protocol === undefined) throw validationError('A protocol must be specified');
  if (protocol === 'HTTPS') {
    if (!certificate) throw validationError('A certificate must be specified for HTTPS listeners');
    throw fault(CertificateNotFoundException$, `Certificate '${certificate}' not found`);
  }
  if (protocol !== 'HTTP') throw fault(UnsupportedProtocolException$, `Protocol '${protocol}' must be one of 'HTTP, HTTPS'`);
  if (certificate) throw validationError('A certificate cannot be specified for HTTP listeners');
  return protocol;
}
