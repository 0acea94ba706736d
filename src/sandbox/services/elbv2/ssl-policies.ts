import {
  DescribeSSLPolicies$,
  SSLPolicyNotFoundException$,
  type DescribeSSLPoliciesInput,
  type DescribeSSLPoliciesOutput,
  type SslPolicy,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { page } from './page.ts';

/** What an HTTPS listener has that names none. */
export const DEFAULT_SSL_POLICY = 'ELBSecurityPolicy-2016-08';

const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const FORWARD_SECRET_GCM = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
];
const FORWARD_SECRET_CBC = ['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-RSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA384', 'ECDHE-RSA-AES256-SHA384'];
const FORWARD_SECRET_SHA1 = ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA', 'ECDHE-RSA-AES256-SHA', 'ECDHE-ECDSA-AES256-SHA'];
const PLAIN_RSA = ['AES128-GCM-SHA256', 'AES128-SHA256', 'AES256-GCM-SHA384', 'AES256-SHA256'];
const PLAIN_RSA_SHA1 = ['AES128-SHA', 'AES256-SHA'];

const V13 = ['TLSv1.3'];
const V12 = ['TLSv1.2'];
const V11 = ['TLSv1.1', 'TLSv1.2'];
const V10 = ['TLSv1', 'TLSv1.1', 'TLSv1.2'];

const MODERN = [...FORWARD_SECRET_GCM, ...FORWARD_SECRET_CBC];
const WIDE = [...MODERN, ...FORWARD_SECRET_SHA1, ...PLAIN_RSA, ...PLAIN_RSA_SHA1];

/**
 * Policies of application load balancers without the FIPS ones: versions and ciphers.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const POLICIES: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  'ELBSecurityPolicy-2016-08': [V10, WIDE],
  'ELBSecurityPolicy-TLS13-1-2-2021-06': [
    [...V12, ...V13],
    [...TLS13, ...MODERN],
  ],
  'ELBSecurityPolicy-TLS13-1-2-Res-2021-06': [
    [...V12, ...V13],
    [...TLS13, ...FORWARD_SECRET_GCM],
  ],
  'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06': [
    [...V12, ...V13],
    [...TLS13, ...MODERN, ...PLAIN_RSA],
  ],
  'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06': [
    [...V12, ...V13],
    [...TLS13, ...WIDE],
  ],
  'ELBSecurityPolicy-TLS13-1-1-2021-06': [
    [...V11, ...V13],
    [...TLS13, ...WIDE],
  ],
  'ELBSecurityPolicy-TLS13-1-0-2021-06': [
    [...V10, ...V13],
    [...TLS13, ...WIDE],
  ],
  'ELBSecurityPolicy-TLS13-1-3-2021-06': [V13, TLS13],
  'ELBSecurityPolicy-TLS-1-2-2017-01': [V12, [...MODERN, ...PLAIN_RSA]],
  'ELBSecurityPolicy-TLS-1-1-2017-01': [V11, WIDE],
  'ELBSecurityPolicy-TLS-1-2-Ext-2018-06': [V12, WIDE],
  'ELBSecurityPolicy-FS-2018-06': [V10, [...MODERN, ...FORWARD_SECRET_SHA1]],
  'ELBSecurityPolicy-FS-1-1-2019-08': [V11, [...MODERN, ...FORWARD_SECRET_SHA1]],
  'ELBSecurityPolicy-FS-1-2-2019-08': [V12, [...MODERN, ...FORWARD_SECRET_SHA1]],
  'ELBSecurityPolicy-FS-1-2-Res-2019-08': [V12, MODERN],
  'ELBSecurityPolicy-FS-1-2-Res-2020-10': [V12, FORWARD_SECRET_GCM],
  'ELBSecurityPolicy-2015-05': [V10, WIDE],
  'ELBSecurityPolicy-TLS-1-0-2015-04': [V10, [...WIDE, 'DES-CBC3-SHA']],
};

/** The policy of this name, if there is one. */
export function sslPolicyNamed(name: string | undefined): SslPolicy | undefined {
  const found = Object.hasOwn(POLICIES, name ?? '') ? POLICIES[name ?? ''] : undefined;
  if (!found || name === undefined) return undefined;
  const [protocols, ciphers] = found;
  return {
    Name: name,
    SslProtocols: [...protocols],
    Ciphers: ciphers.map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
    SupportedLoadBalancerTypes: ['application'],
  };
}

/** The name, if there is a policy of that name. */
export function checkedSslPolicy(name: string): string {
  if (!sslPolicyNamed(name)) throw fault(SSLPolicyNotFoundException$, `SSL policy '${name}' not found`);
  return name;
}

export const describeSslPolicies = operation(
  DescribeSSLPolicies$,
  (_world: World, input: DescribeSSLPoliciesInput): DescribeSSLPoliciesOutput => {
    const asked = input.Names?.length ? input.Names.map(checkedSslPolicy) : Object.keys(POLICIES);
    const { items, next } = page(asked, input.Marker, input.PageSize);
    return { SslPolicies: items.flatMap(name => sslPolicyNamed(name) ?? []), ...(next && { NextMarker: next }) };
  },
);
