import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type Role,
} from '@aws-sdk/client-iam';
import { isDeepStrictEqual } from 'node:util';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Intent, Kind, Live } from '../engine/types.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';
import { asWantedPolicy, asWantedSet } from './same.ts';

export interface IamRoleSpec {
  readonly name: string;
  readonly description: string;
  /** Trust policy: who may assume the role. */
  readonly trust: object;
  /** ARNs of managed policies. */
  readonly managedPolicies: readonly string[];
  /** One inline policy, named after the role. */
  readonly policy?: object | undefined;
}

export type IamRoleOutputs = { readonly name: string; readonly arn: string };

/** A role, with what it trusts and what it may do. Other policies than the wanted ones are taken off it. */
export const iamRole: Kind<IamRoleSpec, IamRoleOutputs, Aws> = {
  type: 'iam.role',
  outputs: ['name', 'arn'],
  identity: ['name'],
  permissions: {
    read: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'],
    write: [
      'iam:CreateRole',
      'iam:TagRole',
      'iam:UpdateRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:AttachRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePolicy',
      'iam:ListRolePolicies',
      'iam:DeleteRolePolicy',
      'iam:DeleteRole',
    ],
  },

  async read(aws, spec, known) {
    const role = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (role === undefined) return undefined;
    const outputs = outputsOf(role);
    const [attached, inline] = await Promise.all([attachedPolicies(aws, outputs.name), inlinePolicy(aws, outputs.name)]);
    const policy = parseDocument(inline);
    return {
      outputs,
      actual: {
        name: outputs.name,
        description: role.Description ?? '',
        trust: asWantedPolicy(spec.trust, parseDocument(role.AssumeRolePolicyDocument) ?? {}),
        managedPolicies: asWantedSet(spec.managedPolicies, attached),
        // Also when there is none, so that one which somebody took away is put back.
        policy,
      },
      ...markOf(role.Tags),
    };
  },

  async ensure(aws, spec, live, intent) {
    const there = live ?? (await create(aws, spec, intent));
    const RoleName = there.outputs.name;
    if (there.owner !== aws.owner) await aws.iam.send(new TagRoleCommand({ RoleName, Tags: ownerTagList(aws) }));
    if (there.actual.description !== spec.description) {
      await aws.iam.send(new UpdateRoleCommand({ RoleName, Description: spec.description }));
    }
    if (!isDeepStrictEqual(there.actual.trust, spec.trust)) {
      await aws.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: JSON.stringify(spec.trust) }));
    }
    await syncManagedPolicies(aws, RoleName, spec.managedPolicies, there.actual.managedPolicies ?? []);
    await syncInlinePolicy(aws, RoleName, spec.policy, there.actual.policy);
    return there.outputs;
  },

  async remove(aws, known) {
    await whenMissing(removeRole(aws, known.name), 'NoSuchEntityException');
  },
};

const find = async (aws: Aws, name: string): Promise<Role | undefined> =>
  (await whenMissing(aws.iam.send(new GetRoleCommand({ RoleName: name })), 'NoSuchEntityException'))?.Role;

const outputsOf = (role: Role): IamRoleOutputs => ({ name: required(role.RoleName, 'RoleName'), arn: required(role.Arn, 'Arn') });

/** IAM hands policy documents out URL-encoded. */
const parseDocument = (text: string | undefined): object | undefined =>
  text === undefined ? undefined : JSON.parse(decodeURIComponent(text));

// A role has at most 20 managed policies, one page.
async function attachedPolicies(aws: Aws, name: string): Promise<string[]> {
  const { AttachedPolicies = [] } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
  return AttachedPolicies.map(policy => required(policy.PolicyArn, 'PolicyArn'));
}

async function inlinePolicy(aws: Aws, name: string): Promise<string | undefined> {
  const found = await whenMissing(aws.iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: name })), 'NoSuchEntityException');
  return found?.PolicyDocument;
}

const create = (aws: Aws, spec: IamRoleSpec, intent: Intent): Promise<Live<IamRoleSpec, IamRoleOutputs>> =>
  makeOnce(aws, intent, { kind: iamRole, spec, name: spec.name, exists: ['EntityAlreadyExistsException'] }, async () => {
    const { name, description, trust } = spec;
    const { Role } = await aws.iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Description: description,
        AssumeRolePolicyDocument: JSON.stringify(trust),
        Tags: ownerTagList(aws),
      }),
    );
    return { outputs: outputsOf(required(Role, 'Role')), actual: { description, trust }, owner: aws.owner };
  });

/** Attaches first, so that the role is never without what it needs. */
async function syncManagedPolicies(aws: Aws, RoleName: string, wanted: readonly string[], actual: readonly string[]): Promise<void> {
  for (const PolicyArn of wanted.filter(arn => !actual.includes(arn))) {
    await aws.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  for (const PolicyArn of actual.filter(arn => !wanted.includes(arn))) {
    await gone(aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
  }
}

async function syncInlinePolicy(aws: Aws, RoleName: string, wanted: object | undefined, actual: object | undefined): Promise<void> {
  if (isDeepStrictEqual(wanted, actual)) return;
  await (wanted === undefined
    ? gone(aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: RoleName })))
    : aws.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: RoleName, PolicyDocument: JSON.stringify(wanted) })));
}

/** Sent again after an answer that was lost, a removal finds nothing: of the policy, which says nothing about its role. */
const gone = <T>(reply: Promise<T>): Promise<T | undefined> => whenMissing(reply, 'NoSuchEntityException');

/** A role is deleted only when nothing is attached to it any more. */
async function removeRole(aws: Aws, RoleName: string): Promise<void> {
  await syncManagedPolicies(aws, RoleName, [], await attachedPolicies(aws, RoleName));
  const { PolicyNames = [] } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await gone(aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
  await aws.iam.send(new DeleteRoleCommand({ RoleName }));
}
