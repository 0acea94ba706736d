import type { FixedResponseActionConfig, RedirectActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerError, answerFixed, answerRedirect, locationOf, type ErrorStatus } from './load-balancer-answer.ts';
import { count } from './load-balancer-figures.ts';
import type { ListenerRecord, LoadBalancerRecord, RuleRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** One request on its way through a listener. */
export interface Exchange {
  readonly world: World;
  readonly listener: ListenerRecord;
  readonly loadBalancer: LoadBalancerRecord;
  /** The rule that the request matches; none where the default actions are carried out. */
  readonly rule: RuleRecord | undefined;
  /** Of HTTP/2 clients, the compatible request and response of node:http2. */
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the client has sent behind a request to upgrade its connection; undefined for all other requests. */
  readonly upgradeHead?: Buffer | undefined;
}

const COUNTED: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Answers with the load balancer's own error page. */
export function refuse({ world, loadBalancer, request, response }: Exchange, status: ErrorStatus): void {
  count(world, loadBalancer, status < 500 ? 'HTTPCode_ELB_4XX_Count' : 'HTTPCode_ELB_5XX_Count');
  if (COUNTED.has(status)) count(world, loadBalancer, `HTTPCode_ELB_${status}_Count`);
  answerError(request, response, status);
}

/** Carries out a fixed-response action. */
export function respond({ world, loadBalancer, request, response }: Exchange, config: FixedResponseActionConfig | undefined): void {
  count(world, loadBalancer, 'HTTP_Fixed_Response_Count');
  answerFixed(request, response, config);
}

const LONGEST_LOCATION = 8192;

/** Carries out a redirect action. */
export function redirect(exchange: Exchange, config: RedirectActionConfig | undefined): void {
  const { world, loadBalancer, listener, request, response } = exchange;
  const location = locationOf(request, config, listener);
  if (location.length > LONGEST_LOCATION) {
    count(world, loadBalancer, 'HTTP_Redirect_Url_Limit_Exceeded_Count');
    refuse(exchange, 507);
    return;
  }
  count(world, loadBalancer, 'HTTP_Redirect_Count');
  count(world, loadBalancer, 'HTTPCode_ELB_3XX_Count');
  answerRedirect(request, response, config?.StatusCode === 'HTTP_301' ? 301 : 302, location);
}
