import type { World } from '../../world.ts';
import { noSuchEntity } from './faults.ts';
import type { GroupRecord } from './state.ts';

const key = (name: string): string => name.toLowerCase();

/** The group of this name, if it is there. */
export function lookUpGroup(world: World, name: string): GroupRecord | undefined {
  const { groups } = world.global.iam;
  return Object.hasOwn(groups, key(name)) ? groups[key(name)] : undefined;
}

/** The group of this name. */
export function findGroup(world: World, name: string): GroupRecord {
  const group = lookUpGroup(world, name);
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

export const groupArn = (world: Pick<World, 'account'>, { path, groupName }: Pick<GroupRecord, 'path' | 'groupName'>): string =>
  `arn:aws:iam::${world.account}:group${path}${groupName}`;

/** Keeps a group under its name. */
export function keepGroup(world: World, group: GroupRecord): void {
  world.global.iam.groups[key(group.groupName)] = group;
}

/** Forgets the group of a name. */
export function dropGroup(world: World, name: string): void {
  delete world.global.iam.groups[key(name)];
}
