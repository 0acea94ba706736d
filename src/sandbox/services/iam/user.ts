import type { World } from '../../world.ts';
import { noSuchEntity, unmodifiable } from './faults.ts';
import type { UserRecord } from './state.ts';

/** The user whose keys are all that look like no key of AWS, `sandbox` among them. May do everything, as the root user of an account may. */
export const BUILT_IN_USER: UserRecord = Object.freeze({
  userName: 'sandbox',
  userId: 'AIDASANDBOX0000000000',
  path: '/',
  createDate: new Date(0),
  permissionsBoundary: undefined,
  tags: [],
  groups: [],
  inlinePolicies: {},
  attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
});

const key = (name: string): string => name.toLowerCase();

/** The user of this name, if it is there. */
export function lookUpUser(world: World, name: string): UserRecord | undefined {
  const { users } = world.global.iam;
  if (key(name) === BUILT_IN_USER.userName) return BUILT_IN_USER;
  return Object.hasOwn(users, key(name)) ? users[key(name)] : undefined;
}

/** The user of this name. */
export function findUser(world: World, name: string): UserRecord {
  const user = lookUpUser(world, name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** The user of this name, unless it is the sandbox's own. */
export function findModifiableUser(world: World, name: string): UserRecord {
  const user = findUser(world, name);
  if (user === BUILT_IN_USER) throw unmodifiable(`The user ${name} comes with the sandbox and cannot be changed.`);
  return user;
}

/** All users, by name. */
export const allUsers = (world: World): readonly UserRecord[] =>
  [BUILT_IN_USER, ...Object.values(world.global.iam.users)].sort((a, b) => (a.userName < b.userName ? -1 : 1));

export const userArn = (world: Pick<World, 'account'>, { path, userName }: Pick<UserRecord, 'path' | 'userName'>): string =>
  `arn:aws:iam::${world.account}:user${path}${userName}`;

/** Keeps a user under its name. */
export function keepUser(world: World, user: UserRecord): void {
  world.global.iam.users[key(user.userName)] = user;
}

/** Forgets the user of a name. */
export function dropUser(world: World, name: string): void {
  delete world.global.iam.users[key(name)];
}

/** The user of this ARN, if it is there. */
export function lookUpUserByArn(world: World, arn: string): UserRecord | undefined {
  const user = lookUpUser(world, arn.slice(arn.lastIndexOf('/') + 1));
  return user && userArn(world, user) === arn ? user : undefined;
}
