import {
  AddUserToGroup$,
  CreateGroup$,
  DeleteGroup$,
  GetGroup$,
  ListGroups$,
  ListGroupsForUser$,
  RemoveUserFromGroup$,
  UpdateGroup$,
  type AddUserToGroupRequest,
  type CreateGroupRequest,
  type CreateGroupResponse,
  type DeleteGroupRequest,
  type GetGroupRequest,
  type GetGroupResponse,
  type Group,
  type ListGroupsForUserRequest,
  type ListGroupsForUserResponse,
  type ListGroupsRequest,
  type ListGroupsResponse,
  type RemoveUserFromGroupRequest,
  type UpdateGroupRequest,
} from '@aws-sdk/client-iam';
import { emptyRecord } from '../../empty-record.ts';
import { operation, type Operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity } from './faults.ts';
import { dropGroup, findGroup, groupArn, keepGroup, lookUpGroup } from './group.ts';
import { markerPage } from './marker-page.ts';
import { uniqueId } from './role.ts';
import type { GroupRecord, UserRecord } from './state.ts';
import { allUsers, findModifiableUser, findUser } from './user.ts';
import { describeUser } from './users.ts';

const GROUPS_PER_USER = 10;

/** A group as the API tells it. */
export const describeGroup = (world: World, group: GroupRecord): Group => ({
  Path: group.path,
  GroupName: group.groupName,
  GroupId: group.groupId,
  Arn: groupArn(world, group),
  CreateDate: group.createDate,
});

const membersOf = (world: World, { groupName }: GroupRecord): readonly UserRecord[] =>
  allUsers(world).filter(({ groups }) => groups.includes(groupName));

function refuseTaken(world: World, name: string): void {
  if (lookUpGroup(world, name)) throw entityAlreadyExists(`Group with name ${name} already exists.`);
}

const createGroup = operation(CreateGroup$, (world, input: CreateGroupRequest): CreateGroupResponse => {
  const { GroupName = '', Path = '/' } = input;
  refuseTaken(world, GroupName);
  const group: GroupRecord = {
    groupName: GroupName,
    groupId: uniqueId('AGPA'),
    path: Path,
    createDate: world.clock.now(),
    inlinePolicies: emptyRecord(),
    attachedPolicies: [],
  };
  keepGroup(world, group);
  return { Group: describeGroup(world, group) };
});

const getGroup = operation(GetGroup$, (world, input: GetGroupRequest): GetGroupResponse => {
  const group = findGroup(world, input.GroupName ?? '');
  const { found, paging } = markerPage(membersOf(world, group), input);
  return { Group: describeGroup(world, group), Users: found.map(user => describeUser(world, user, { full: false })), ...paging };
});

const listGroups = operation(ListGroups$, (world, input: ListGroupsRequest): ListGroupsResponse => {
  const groups = Object.values(world.global.iam.groups)
    .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
    .sort((a, b) => (a.groupName < b.groupName ? -1 : 1));
  const { found, paging } = markerPage(groups, input);
  return { Groups: found.map(group => describeGroup(world, group)), ...paging };
});

const updateGroup = operation(UpdateGroup$, (world, input: UpdateGroupRequest): void => {
  const group = findGroup(world, input.GroupName ?? '');
  const { NewGroupName = group.groupName } = input;
  const old = group.groupName;
  if (NewGroupName.toLowerCase() !== old.toLowerCase()) refuseTaken(world, NewGroupName);
  const members = membersOf(world, group);
  dropGroup(world, old);
  group.groupName = NewGroupName;
  group.path = input.NewPath ?? group.path;
  keepGroup(world, group);
  for (const user of members) user.groups = user.groups.map(name => (name === old ? NewGroupName : name));
});

const deleteGroup = operation(DeleteGroup$, (world, input: DeleteGroupRequest): void => {
  const group = findGroup(world, input.GroupName ?? '');
  if (membersOf(world, group).length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
  if (group.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(group.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  dropGroup(world, group.groupName);
});

const addUserToGroup = operation(AddUserToGroup$, (world, input: AddUserToGroupRequest): void => {
  const { groupName } = findGroup(world, input.GroupName ?? '');
  const user = findModifiableUser(world, input.UserName ?? '');
  if (user.groups.includes(groupName)) return;
  if (user.groups.length >= GROUPS_PER_USER) throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${GROUPS_PER_USER}`);
  user.groups.push(groupName);
});

const removeUserFromGroup = operation(RemoveUserFromGroup$, (world, input: RemoveUserFromGroupRequest): void => {
  const { groupName } = findGroup(world, input.GroupName ?? '');
  const user = findModifiableUser(world, input.UserName ?? '');
  if (!user.groups.includes(groupName)) throw noSuchEntity(`User ${user.userName} is not in group ${groupName}.`);
  user.groups = user.groups.filter(name => name !== groupName);
});

const listGroupsForUser = operation(ListGroupsForUser$, (world, input: ListGroupsForUserRequest): ListGroupsForUserResponse => {
  const user = findUser(world, input.UserName ?? '');
  const { found, paging } = markerPage(
    user.groups.map(name => findGroup(world, name)),
    input,
  );
  return { Groups: found.map(group => describeGroup(world, group)), ...paging };
});

export const groupOperations: readonly Operation[] = [
  createGroup,
  getGroup,
  listGroups,
  updateGroup,
  deleteGroup,
  addUserToGroup,
  removeUserFromGroup,
  listGroupsForUser,
];
