import {
  DescribeSecurityGroupRules$,
  type DescribeSecurityGroupRulesRequest,
  type DescribeSecurityGroupRulesResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { SECURITY_GROUP_RULE } from './kinds.ts';
import type { SecurityGroupRuleRecord } from './state.ts';

const FILTERS: FilterTable<SecurityGroupRuleRecord> = {
  'group-id': rule => rule.GroupId,
  'security-group-rule-id': rule => rule.SecurityGroupRuleId,
};

export const describeSecurityGroupRules = operation(
  DescribeSecurityGroupRules$,
  (world, input: DescribeSecurityGroupRulesRequest): DescribeSecurityGroupRulesResult => {
    const ids = { parameter: 'securityGroupRuleIds', values: input.SecurityGroupRuleIds };
    const { found, paging } = describe(SECURITY_GROUP_RULE, world, input, ids, FILTERS);
    return { SecurityGroupRules: [...found], ...paging };
  },
);
