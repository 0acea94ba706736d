import {
  CreateUser$,
  DeleteUser$,
  GetUser$,
  ListUsers$,
  UpdateUser$,
  type CreateUserRequest,
  type CreateUserResponse,
  type DeleteUserRequest,
  type GetUserRequest,
  type GetUserResponse,
  type ListUsersRequest,
  type ListUsersResponse,
  type UpdateUserRequest,
  type User,
} from '@aws-sdk/client-iam';
import { emptyRecord } from '../../empty-record.ts';
import { Fault } from '../../fault.ts';
import { operation, type Operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { checkBoundary } from './boundaries.ts';
import { describeBoundary } from './describe-boundary.ts';
import { deleteConflict, entityAlreadyExists } from './faults.ts';
import { markerPage } from './marker-page.ts';
import { uniqueId } from './role.ts';
import type { UserRecord } from './state.ts';
import { mergeTags } from './tags.ts';
import { allUsers, dropUser, findModifiableUser, findUser, keepUser, lookUpUser, userArn } from './user.ts';

/** A user as the API tells it. Lists leave out tags and the boundary. */
export const describeUser = (world: World, user: UserRecord, { full }: { full: boolean }): User => ({
  Path: user.path,
  UserName: user.userName,
  UserId: user.userId,
  Arn: userArn(world, user),
  CreateDate: user.createDate,
  ...(full && user.tags.length > 0 && { Tags: user.tags }),
  ...(full && describeBoundary(user.permissionsBoundary)),
});

function refuseTaken(world: World, name: string): void {
  if (lookUpUser(world, name)) throw entityAlreadyExists(`User with name ${name} already exists.`);
}

const createUser = operation(CreateUser$, (world, input: CreateUserRequest): CreateUserResponse => {
  const { UserName = '' } = input;
  checkBoundary(world, input.PermissionsBoundary);
  const tags = mergeTags([], input.Tags ?? []);
  refuseTaken(world, UserName);
  const user: UserRecord = {
    userName: UserName,
    userId: uniqueId('AIDA'),
    path: input.Path ?? '/',
    createDate: world.clock.now(),
    permissionsBoundary: input.PermissionsBoundary,
    tags,
    groups: [],
    inlinePolicies: emptyRecord(),
    attachedPolicies: [],
  };
  keepUser(world, user);
  return { User: describeUser(world, user, { full: true }) };
});

/** Without a name, the caller. */
const getUser = operation(GetUser$, (world, input: GetUserRequest, { identity }): GetUserResponse => {
  const name = input.UserName ?? identity.userName;
  if (name === undefined) throw new Fault('ValidationError', 'Must specify userName when calling with non-User credentials');
  return { User: describeUser(world, findUser(world, name), { full: true }) };
});

const listUsers = operation(ListUsers$, (world, input: ListUsersRequest): ListUsersResponse => {
  const users = allUsers(world).filter(user => user.path.startsWith(input.PathPrefix ?? '/'));
  const { found, paging } = markerPage(users, input);
  return { Users: found.map(user => describeUser(world, user, { full: false })), ...paging };
});

const updateUser = operation(UpdateUser$, (world, input: UpdateUserRequest): void => {
  const user = findModifiableUser(world, input.UserName ?? '');
  const { NewUserName = user.userName } = input;
  const old = user.userName;
  if (NewUserName.toLowerCase() !== old.toLowerCase()) refuseTaken(world, NewUserName);
  dropUser(world, old);
  user.userName = NewUserName;
  user.path = input.NewPath ?? user.path;
  keepUser(world, user);
  for (const key of Object.values(world.global.iam.accessKeys).filter(({ userName }) => userName === old)) key.userName = NewUserName;
});

const deleteUser = operation(DeleteUser$, (world, input: DeleteUserRequest): void => {
  const user = findModifiableUser(world, input.UserName ?? '');
  const keys = Object.values(world.global.iam.accessKeys).filter(({ userName }) => userName === user.userName);
  if (keys.length > 0) throw deleteConflict('Cannot delete entity, must delete access keys first.');
  if (user.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(user.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  if (user.groups.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
  dropUser(world, user.userName);
});

export const userOperations: readonly Operation[] = [createUser, getUser, listUsers, updateUser, deleteUser];
