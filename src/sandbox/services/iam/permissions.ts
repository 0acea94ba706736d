import type { CreateServiceLinkedRoleRequest, SimulatePrincipalPolicyRequest, Tag } from '@aws-sdk/client-iam';
import { given, hasTags, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { groupArn, lookUpGroup } from './group.ts';
import { lookUpPolicy } from './managed-policy.ts';
import type { RequestContext } from './policy.ts';
import { lookUpRole } from './role.ts';
import { lookUpUser, userArn } from './user.ts';

interface Input {
  readonly RoleName?: string | undefined;
  readonly UserName?: string | undefined;
  readonly GroupName?: string | undefined;
  readonly PolicyName?: string | undefined;
  readonly PolicyArn?: string | undefined;
  readonly Path?: string | undefined;
  readonly PathPrefix?: string | undefined;
  readonly PermissionsBoundary?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly TagKeys?: readonly string[] | undefined;
}

interface Target {
  readonly resource: string;
  readonly context: RequestContext;
}

const tagged = (tags: readonly Tag[] | undefined): RequestContext => resourceTags(tags, 'iam');

function onRole(world: World, name = '*'): Target {
  const role = lookUpRole(world, name);
  return { resource: role?.arn ?? arn(world, 'iam', `role/${name}`), context: tagged(role?.tags) };
}

function onUser(world: World, name = '*'): Target {
  const user = lookUpUser(world, name);
  return { resource: user ? userArn(world, user) : arn(world, 'iam', `user/${name}`), context: tagged(user?.tags) };
}

function onGroup(world: World, name = '*'): Target {
  const group = lookUpGroup(world, name);
  return { resource: group ? groupArn(world, group) : arn(world, 'iam', `group/${name}`), context: {} };
}

const onPolicy = (world: World, resource = '*'): Target => ({ resource, context: tagged(lookUpPolicy(world, resource)?.tags) });

/** The boundary that a call gives, or else the one that its principal has. */
function boundary(world: World, { PermissionsBoundary, RoleName, UserName }: Input): RequestContext {
  const present = RoleName === undefined ? lookUpUser(world, UserName ?? '') : lookUpRole(world, RoleName);
  return given({ 'iam:PermissionsBoundary': PermissionsBoundary ?? present?.permissionsBoundary });
}

type Find = (world: World, input: Input) => Target;

const role: Find = (world, { RoleName }) => onRole(world, RoleName);
const user: Find = (world, { UserName }) => onUser(world, UserName);
const group: Find = (world, { GroupName }) => onGroup(world, GroupName);
const policy: Find = (world, { PolicyArn }) => onPolicy(world, PolicyArn);

/** Operations by what they are on. Those whose name holds a policy or a boundary have keys of their own. */
const on = (find: Find, names: string): Readonly<Record<string, NeedsOf<never>>> =>
  Object.fromEntries(
    names.split(/\s+/).map(name => [
      name,
      needs((world, input: Input, identity): readonly Need[] => {
        const self = find === user && input.UserName === undefined ? { ...input, UserName: identity.userName } : input;
        const { resource, context } = find(world, self);
        const keys = {
          ...(/^(Attach|Detach)/.test(name) && given({ 'iam:PolicyARN': input.PolicyArn })),
          ...(/^(Attach|Detach|Put|Delete)(Role|User)(Policy|PermissionsBoundary)$/.test(name) && boundary(world, input)),
          ...(name.startsWith('Tag') && requestTags(input.Tags)),
          ...(name.startsWith('Untag') && tagKeys(input.TagKeys)),
        };
        return [{ action: `iam:${name}`, resource, context: { ...context, ...keys } }];
      }),
    ]),
  );

/** Making something asks for its tags too. */
const creating = (kind: 'Role' | 'User' | 'Policy' | 'Group'): NeedsOf<never> =>
  needs((world, input: Input) => {
    const name = input.RoleName ?? input.UserName ?? input.GroupName ?? input.PolicyName ?? '*';
    const resource = arn(world, 'iam', `${kind.toLowerCase()}${input.Path ?? '/'}${name}`);
    const context = { ...requestTags(input.Tags), ...given({ 'iam:PermissionsBoundary': input.PermissionsBoundary }) };
    return [
      { action: `iam:Create${kind}`, resource, context },
      ...(hasTags(input.Tags) ? [{ action: `iam:Tag${kind}`, resource, context: requestTags(input.Tags) }] : []),
    ];
  });

const listing = (kind: 'role' | 'user' | 'group'): NeedsOf<never> =>
  needs((world, { PathPrefix = '/' }: Input) => [
    { action: `iam:List${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`, resource: arn(world, 'iam', `${kind}${PathPrefix}`) },
  ]);

/** What IAM is asked about calls of IAM itself. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  ...on(
    role,
    `AttachRolePolicy DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DeleteServiceLinkedRole DetachRolePolicy GetRole GetRolePolicy
    ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies ListRoleTags PutRolePermissionsBoundary PutRolePolicy TagRole UntagRole
    UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription`,
  ),
  ...on(
    user,
    `AttachUserPolicy CreateAccessKey DeleteAccessKey DeleteUser DeleteUserPermissionsBoundary DeleteUserPolicy DetachUserPolicy GetUser
    GetUserPolicy ListAccessKeys ListAttachedUserPolicies ListGroupsForUser ListUserPolicies ListUserTags PutUserPermissionsBoundary
    PutUserPolicy TagUser UntagUser UpdateAccessKey UpdateUser`,
  ),
  ...on(
    group,
    `AddUserToGroup AttachGroupPolicy DeleteGroup DeleteGroupPolicy DetachGroupPolicy GetGroup GetGroupPolicy ListAttachedGroupPolicies
    ListGroupPolicies PutGroupPolicy RemoveUserFromGroup UpdateGroup`,
  ),
  ...on(
    policy,
    `CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion ListEntitiesForPolicy ListPolicyTags ListPolicyVersions
    SetDefaultPolicyVersion TagPolicy UntagPolicy`,
  ),
  CreateGroup: creating('Group'),
  CreatePolicy: creating('Policy'),
  CreateRole: creating('Role'),
  CreateServiceLinkedRole: needs((world, { AWSServiceName = '*' }: CreateServiceLinkedRoleRequest) => [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: arn(world, 'iam', `role/aws-service-role/${AWSServiceName}/*`),
      context: { 'iam:AWSServiceName': AWSServiceName },
    },
  ]),
  CreateUser: creating('User'),
  ListGroups: listing('group'),
  ListPolicies: needs(() => [{ action: 'iam:ListPolicies', resource: '*' }]),
  ListRoles: listing('role'),
  ListUsers: listing('user'),
  SimulatePrincipalPolicy: needs((_world, { PolicySourceArn = '*' }: SimulatePrincipalPolicyRequest) => [
    { action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn },
  ]),
};
