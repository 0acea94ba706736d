import {
  DescribeSSLPolicies$,
  SSLPolicyNotFoundException$,
  type DescribeSSLPoliciesInput,
  type DescribeSSLPoliciesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { page } from './page.ts';

/** Those that AWS recommends. */
const POLICIES = [
  { Name: 'ELBSecurityPolicy-TLS13-1-2-2021-06', SslProtocols: ['TLSv1.2', 'TLSv1.3'] },
  { Name: 'ELBSecurityPolicy-TLS13-1-3-2021-06', SslProtocols: ['TLSv1.3'] },
  { Name: 'ELBSecurityPolicy-2016-08', SslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] },
];

export const describeSslPolicies = operation(
  DescribeSSLPolicies$,
  (_world: World, input: DescribeSSLPoliciesInput): DescribeSSLPoliciesOutput => {
    const unknown = input.Names?.find(name => !POLICIES.some(policy => policy.Name === name));
    if (unknown) throw fault(SSLPolicyNotFoundException$, `SSL policy '${unknown}' not found`);
    const asked = POLICIES.filter(policy => !input.Names?.length || input.Names.includes(policy.Name));
    const { items, next } = page(asked, input.Marker, input.PageSize);
    return {
      SslPolicies: items.map(policy => ({ ...policy, SupportedLoadBalancerTypes: ['application'] })),
      ...(next && { NextMarker: next }),
    };
  },
);
