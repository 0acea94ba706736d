import type { Aws } from './aws.ts';

interface SandboxListener {
  readonly listenerArn: string;
  readonly url: string;
}

/**
 * The URL at which a listener answers. On AWS that is the load balancer's DNS name and the port;
 * the sandbox's load balancers answer on local ports, which it tells by listener.
 */
export async function listenerUrl(
  aws: Pick<Aws, 'sandbox' | 'endpoint'>,
  listener: { arn: string; dnsName: string; port: number },
): Promise<string> {
  if (!aws.sandbox) return listener.port === 80 ? `http://${listener.dnsName}/` : `http://${listener.dnsName}:${listener.port}/`;
  const answer = await fetch(`${aws.endpoint}/_sandbox/listeners`);
  const listeners = (await answer.json()) as readonly SandboxListener[];
  return listeners.find(one => one.listenerArn === listener.arn)?.url ?? `http://${listener.dnsName}:${listener.port}/`;
}
