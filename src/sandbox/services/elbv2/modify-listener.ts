import {
  DuplicateListenerException$,
  ModifyListener$,
  type ModifyListenerInput,
  type ModifyListenerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { syncHealthChecks } from '../../behaviours/health-check.ts';
import { fault } from '../../fault.ts';
import { reopenListener } from '../../load-balancer.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkedActions } from './actions.ts';
import { checkedDefaultCertificate } from './certificates.ts';
import { checkedPolicyFor, checkedPort, checkedProtocol, refuseWhatIsNotEmulated } from './create-listener.ts';
import { listenerOf, listenersOf, loadBalancerOf } from './find.ts';
import { toListener } from './view.ts';

export const modifyListener = operation(
  ModifyListener$,
  async (world: World, input: ModifyListenerInput): Promise<ModifyListenerOutput> => {
    const listener = listenerOf(world, input.ListenerArn);
    const loadBalancer = loadBalancerOf(world, listener.loadBalancerArn);
    const port = checkedPort(input.Port ?? listener.port);
    const protocol = checkedProtocol(input.Protocol ?? listener.protocol);
    const certificate = checkedDefaultCertificate(world, protocol, input.Certificates, listener.certificate);
    const sslPolicy = checkedPolicyFor(protocol, input.SslPolicy ?? (protocol === 'HTTPS' ? listener.sslPolicy : undefined));
    refuseWhatIsNotEmulated(input);
    if (listenersOf(world, loadBalancer.arn).some(other => other !== listener && other.port === port)) {
      throw fault(DuplicateListenerException$, `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`);
    }
    const defaultActions = input.DefaultActions
      ? checkedActions(world, loadBalancer, input.DefaultActions, protocol)
      : listener.defaultActions;
    const speaksAnew = protocol !== listener.protocol || certificate !== listener.certificate || sslPolicy !== listener.sslPolicy;
    Object.assign(listener, { port, protocol, certificate, sslPolicy, defaultActions });
    if (speaksAnew) await reopenListener(world, listener);
    syncHealthChecks(world);
    return { Listeners: [toListener(listener)] };
  },
);
