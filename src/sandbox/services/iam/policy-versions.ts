import {
  CreatePolicyVersion$,
  DeletePolicyVersion$,
  GetPolicyVersion$,
  ListPolicyVersions$,
  SetDefaultPolicyVersion$,
  type CreatePolicyVersionRequest,
  type CreatePolicyVersionResponse,
  type DeletePolicyVersionRequest,
  type GetPolicyVersionRequest,
  type GetPolicyVersionResponse,
  type ListPolicyVersionsRequest,
  type ListPolicyVersionsResponse,
  type PolicyVersion,
  type SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import { operation, type Operation } from '../../operation.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from './faults.ts';
import { findPolicy } from './managed-policy.ts';
import { markerPage } from './marker-page.ts';
import { checkManagedDocument, findOwnPolicy } from './policies.ts';
import { encodeDocument } from './role.ts';
import type { PolicyRecord } from './state.ts';

const VERSION_QUOTA = 5;

/** A version as the API tells it: lists and creations leave out the document. */
export function describeVersion(policy: PolicyRecord, id: string, { full }: { full: boolean }): PolicyVersion {
  const { document = '', createDate } = policy.versions[id] ?? {};
  return {
    ...(full && { Document: encodeDocument(document) }),
    VersionId: id,
    IsDefaultVersion: policy.defaultVersionId === id,
    CreateDate: createDate,
  };
}

function requireVersion(policy: PolicyRecord, arn: string, id: string): void {
  if (!Object.hasOwn(policy.versions, id)) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
}

const createPolicyVersion = operation(CreatePolicyVersion$, (world, input: CreatePolicyVersionRequest): CreatePolicyVersionResponse => {
  const { PolicyArn = '', PolicyDocument = '' } = input;
  const policy = findOwnPolicy(world, PolicyArn);
  checkManagedDocument(PolicyDocument);
  if (Object.keys(policy.versions).length >= VERSION_QUOTA) {
    throw limitExceeded(
      `A managed policy can have up to ${VERSION_QUOTA} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const id = `v${policy.nextVersion}`;
  policy.nextVersion += 1;
  policy.updateDate = world.clock.now();
  policy.versions[id] = { document: PolicyDocument, createDate: policy.updateDate };
  if (input.SetAsDefault) policy.defaultVersionId = id;
  return { PolicyVersion: describeVersion(policy, id, { full: false }) };
});

const getPolicyVersion = operation(GetPolicyVersion$, (world, input: GetPolicyVersionRequest): GetPolicyVersionResponse => {
  const { PolicyArn = '', VersionId = '' } = input;
  const policy = findPolicy(world, PolicyArn);
  requireVersion(policy, PolicyArn, VersionId);
  return { PolicyVersion: describeVersion(policy, VersionId, { full: true }) };
});

const listPolicyVersions = operation(ListPolicyVersions$, (world, input: ListPolicyVersionsRequest): ListPolicyVersionsResponse => {
  const policy = findPolicy(world, input.PolicyArn ?? '');
  const { found, paging } = markerPage(Object.keys(policy.versions).reverse(), input);
  return { Versions: found.map(id => describeVersion(policy, id, { full: false })), ...paging };
});

const deletePolicyVersion = operation(DeletePolicyVersion$, (world, input: DeletePolicyVersionRequest): void => {
  const { PolicyArn = '', VersionId = '' } = input;
  const policy = findOwnPolicy(world, PolicyArn);
  requireVersion(policy, PolicyArn, VersionId);
  if (policy.defaultVersionId === VersionId) throw deleteConflict('Cannot delete the default version of a policy.');
  delete policy.versions[VersionId];
});

const setDefaultPolicyVersion = operation(SetDefaultPolicyVersion$, (world, input: SetDefaultPolicyVersionRequest): void => {
  const { PolicyArn = '', VersionId = '' } = input;
  const policy = findOwnPolicy(world, PolicyArn);
  requireVersion(policy, PolicyArn, VersionId);
  policy.defaultVersionId = VersionId;
  policy.updateDate = world.clock.now();
});

export const policyVersionOperations: readonly Operation[] = [
  createPolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  deletePolicyVersion,
  setDefaultPolicyVersion,
];
