import {
  GetPolicy$,
  GetPolicyVersion$,
  type GetPolicyRequest,
  type GetPolicyResponse,
  type GetPolicyVersionRequest,
  type GetPolicyVersionResponse,
} from '@aws-sdk/client-iam';
import { createHash } from 'node:crypto';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { noSuchEntity } from './faults.ts';
import { findManagedPolicy, type ManagedPolicy } from './managed-policies.ts';
import { encodeDocument } from './role.ts';

function find(arn: string): ManagedPolicy {
  const policy = findManagedPolicy(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

const policyId = (arn: string): string => `ANPA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;

const attachments = (world: World, arn: string): number =>
  Object.values(world.global.iam.roles).filter(role => role.attachedPolicies.includes(arn)).length;

export const getPolicy = operation(GetPolicy$, (world, input: GetPolicyRequest): GetPolicyResponse => {
  const { PolicyArn: arn = '' } = input;
  const policy = find(arn);
  return {
    Policy: {
      PolicyName: policy.name,
      PolicyId: policyId(arn),
      Arn: arn,
      Path: policy.path,
      DefaultVersionId: policy.versionId,
      AttachmentCount: attachments(world, arn),
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: new Date(policy.createDate),
      UpdateDate: new Date(policy.updateDate),
      Tags: [],
    },
  };
});

export const getPolicyVersion = operation(GetPolicyVersion$, (_world, input: GetPolicyVersionRequest): GetPolicyVersionResponse => {
  const { PolicyArn: arn = '', VersionId = '' } = input;
  const policy = find(arn);
  if (VersionId !== policy.versionId) throw noSuchEntity(`Policy ${arn} version ${VersionId} does not exist or is not attachable.`);
  return {
    PolicyVersion: {
      Document: encodeDocument(JSON.stringify(policy.document)),
      VersionId,
      IsDefaultVersion: true,
      CreateDate: new Date(policy.updateDate),
    },
  };
});
