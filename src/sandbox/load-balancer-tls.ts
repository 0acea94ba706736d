import type { ServerOptions } from 'node:http';
import { createSecureServer as createHttp2Server } from 'node:http2';
import { createServer as createHttpsServer, type Server } from 'node:https';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { authorityPath } from './local-authority.ts';
import { certificateAt } from './services/acm/find.ts';
import { coversHost } from './services/acm/covers-host.ts';
import { sslPolicyNamed } from './services/elbv2/ssl-policies.ts';
import type { ListenerRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** File of the authority that signs the certificates of the sandbox. */
export const caPathOf = (world: World): string => authorityPath(world);

/**
 * A server for an HTTPS listener. It speaks HTTP/2 too, unless the load balancer is told not to; the certificate is the one
 * that fits the name that the client asks for, else the default one.
 */
export async function createSecureServer(world: World, { arn }: ListenerRecord, limits: ServerOptions): Promise<Server> {
  const present = (): ListenerRecord | undefined => world.state.elbv2.listeners[arn];
  const options = {
    ...limits,
    ...contextOptions(world, present(), undefined),
    SNICallback: (host: string, done: (error: Error | null, context?: SecureContext) => void): void => {
      try {
        done(null, createSecureContext(contextOptions(world, present(), host)));
      } catch (error) {
        done(error as Error);
      }
    },
  };
  const loadBalancer = world.state.elbv2.loadBalancers[present()?.loadBalancerArn ?? ''];
  if (loadBalancer?.attributes['routing.http2.enabled'] === 'false') return createHttpsServer(options);
  // Requests and responses of its compatible API are those of HTTP/1 as far as the load balancer uses them.
  return createHttp2Server({ ...options, allowHTTP1: true }) as unknown as Server;
}

/** Key, certificate and versions of TLS for a host. */
function contextOptions(world: World, listener: ListenerRecord | undefined, host: string | undefined): SecureContextOptions {
  const all = [listener?.certificate, ...(listener?.furtherCertificates ?? [])].flatMap(arn => certificateAt(world, arn) ?? []);
  const chosen = (host === undefined ? undefined : all.find(record => coversHost(record, host))) ?? all[0];
  const protocols = sslPolicyNamed(listener?.sslPolicy)?.SslProtocols ?? [];
  return {
    key: chosen?.privateKey,
    cert: [chosen?.certificate, chosen?.chain].filter(part => part !== undefined).join('\n'),
    minVersion: protocols.includes('TLSv1.2') || protocols.includes('TLSv1') ? 'TLSv1.2' : 'TLSv1.3',
    maxVersion: protocols.includes('TLSv1.3') ? 'TLSv1.3' : 'TLSv1.2',
  };
}
