import {
  CreateListener$,
  DuplicateListenerException$,
  TooManyListenersException$,
  UnsupportedProtocolException$,
  type CreateListenerInput,
  type CreateListenerOutput,
  type ModifyListenerInput,
  type ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { fault } from '../../fault.ts';
import { openListener } from '../../load-balancer.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkedActions } from './actions.ts';
import { listenerDefaults } from './attributes.ts';
import { checkedDefaultCertificate } from './certificates.ts';
import { listenersOf, loadBalancerOf } from './find.ts';
import { newId } from './names.ts';
import { notEmulated, validationError } from './refusal.ts';
import { checkedSslPolicy, DEFAULT_SSL_POLICY } from './ssl-policies.ts';
import type { ListenerRecord } from './state.ts';
import { checkTags, tagNew } from './tags.ts';
import { toListener } from './view.ts';

export const createListener = operation(
  CreateListener$,
  async (world: World, input: CreateListenerInput): Promise<CreateListenerOutput> => {
    const loadBalancer = loadBalancerOf(world, input.LoadBalancerArn);
    const port = checkedPort(input.Port);
    const protocol = checkedProtocol(input.Protocol);
    const certificate = checkedDefaultCertificate(world, protocol, input.Certificates);
    const sslPolicy = checkedPolicyFor(protocol, input.SslPolicy);
    refuseWhatIsNotEmulated(input);
    checkTags(input.Tags);
    const defaultActions = checkedActions(world, loadBalancer, input.DefaultActions, protocol);
    const others = listenersOf(world, loadBalancer.arn);
    const present = others.find(other => other.port === port);
    if (present && !sameSettings(present, { protocol, defaultActions, certificate, sslPolicy })) {
      throw fault(DuplicateListenerException$, `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`);
    }
    if (present) return { Listeners: [toListener(present)] };
    if (others.length >= 50) throw fault(TooManyListenersException$, 'The maximum number of listeners has been reached');
    const listener: ListenerRecord = {
      ...newListener(loadBalancer.arn, port, protocol),
      defaultActions,
      ...(certificate && { certificate, sslPolicy }),
    };
    world.state.elbv2.listeners[listener.arn] = listener;
    tagNew(world, listener.arn, input.Tags);
    if (loadBalancer.state === 'active') await openListener(world, listener);
    syncHealthChecks(world);
    return { Listeners: [toListener(listener)] };
  },
);

type Settings = Pick<ListenerRecord, 'protocol' | 'defaultActions' | 'certificate' | 'sslPolicy'>;

const sameSettings = (a: Settings, b: Settings): boolean =>
  JSON.stringify([a.protocol, a.defaultActions, a.certificate, a.sslPolicy]) ===
  JSON.stringify([b.protocol, b.defaultActions, b.certificate, b.sslPolicy]);

function newListener(loadBalancerArn: string, port: number, protocol: ProtocolEnum): ListenerRecord {
  const arn = `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${newId()}`;
  const defaultRuleArn = `${arn.replace(':listener/', ':listener-rule/')}/${newId()}`;
  return { arn, loadBalancerArn, attributes: listenerDefaults(), defaultRuleArn, port, protocol, defaultActions: [] };
}

/** The port, if a listener can have it. */
export function checkedPort(port: number | undefined): number {
  if (port === undefined) throw validationError('A listener port must be specified');
  if (port < 1 || port > 65_535) throw validationError(`The port '${port}' must be between 1 and 65535`);
  return port;
}

/** The protocol, if a listener can have it. */
export function checkedProtocol(protocol: ProtocolEnum | undefined): ProtocolEnum {
  if (protocol === undefined) throw validationError('A listener protocol must be specified');
  if (protocol !== 'HTTP' && protocol !== 'HTTPS')
    throw fault(UnsupportedProtocolException$, `Listener protocol '${protocol}' must be one of 'HTTP, HTTPS'`);
  return protocol;
}

/** The TLS policy of a listener: none for HTTP. */
export function checkedPolicyFor(protocol: ProtocolEnum, sslPolicy: string | undefined): string | undefined {
  if (protocol === 'HTTPS') return checkedSslPolicy(sslPolicy ?? DEFAULT_SSL_POLICY);
  if (sslPolicy) throw validationError(`A SSL policy cannot be specified for ${protocol} listeners`);
  return undefined;
}

/** Client certificates and ALPN policies are not emulated; of mutual TLS only that it is off. */
export function refuseWhatIsNotEmulated({ AlpnPolicy, MutualAuthentication }: CreateListenerInput | ModifyListenerInput): void {
  if (AlpnPolicy?.length) throw validationError('An ALPN policy cannot be specified for HTTP and HTTPS listeners');
  if (MutualAuthentication?.Mode !== undefined && MutualAuthentication.Mode !== 'off') throw notEmulated('mutual TLS');
}
