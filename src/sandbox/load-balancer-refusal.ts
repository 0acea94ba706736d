import type { IncomingMessage } from 'node:http';
import type { ErrorStatus } from './load-balancer-answer.ts';

/** Longest URL, and longest single header. */
const LONGEST = 16_384;
const MOST_FORWARDED = 30;

/**
 * Why the load balancer does not pass on a request that is well-formed as such.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function refusalOf({ method, url = '/', rawHeaders, headers }: IncomingMessage): ErrorStatus | undefined {
  if (method === 'TRACE') return 405;
  if (url.length > LONGEST) return 414;
  if (rawHeaders.some(text => text.length > LONGEST)) return 400;
  const forwarded = headers['x-forwarded-for'];
  if (forwarded !== undefined && String(forwarded).split(',').length > MOST_FORWARDED) return 463;
  return undefined;
}
