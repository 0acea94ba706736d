import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import { given, hasTags, requestTags, resourceTags } from '../../needs.ts';
import { needs, type NeedsOf } from '../../operation.ts';
import { lookUpRoleByArn } from '../iam/role.ts';

/** What IAM is asked about calls of STS. Everybody may learn who they are, and take a session of their own. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  AssumeRole: needs((world, input: AssumeRoleRequest) => {
    const { RoleArn: resource = '*', Tags, SourceIdentity } = input;
    const context = {
      ...resourceTags(lookUpRoleByArn(world, resource)?.tags, 'iam'),
      ...requestTags(Tags),
      ...given({
        'sts:ExternalId': input.ExternalId,
        'sts:RoleSessionName': input.RoleSessionName,
        'sts:SourceIdentity': SourceIdentity,
        'sts:TransitiveTagKeys': input.TransitiveTagKeys,
      }),
    };
    return [
      { action: 'sts:AssumeRole', resource, context },
      ...(hasTags(Tags) ? [{ action: 'sts:TagSession', resource, context }] : []),
      ...(SourceIdentity === undefined ? [] : [{ action: 'sts:SetSourceIdentity', resource, context }]),
    ];
  }),
  GetCallerIdentity: needs(() => []),
  GetSessionToken: needs(() => []),
};
