import { randomBytes, randomInt } from 'node:crypto';
import { validationError } from './refusal.ts';

/** Refuses a name that a load balancer or target group cannot have. */
export function checkName(thing: 'load balancer' | 'target group', name: string): void {
  if (name.length > 32) throw validationError(`The ${thing} name '${name}' cannot be longer than '32' characters`);
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw validationError(`The ${thing} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`);
  }
  if (name.startsWith('-') || name.endsWith('-')) throw validationError(`The ${thing} name '${name}' cannot begin or end with '-'`);
  if (thing === 'load balancer' && name.startsWith('internal-'))
    throw validationError(`The load balancer name '${name}' cannot begin with 'internal-'`);
}

/** The sixteen hexadecimal digits at the end of an ARN. */
export const newId = (): string => randomBytes(8).toString('hex');

/** The host name AWS would give: unique, and marked when it is internal. */
export const dnsName = (name: string, scheme: string, region: string): string =>
  `${scheme === 'internal' ? 'internal-' : ''}${name}-${randomInt(100_000_000, 2_147_483_647)}.${region}.elb.amazonaws.com`;
