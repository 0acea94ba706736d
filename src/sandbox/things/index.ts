import { inventory } from '../inventory.ts';
import type { World } from '../world.ts';
import { codedeployThings, codepipelineThings } from './codepipeline.ts';
import { ecsThings } from './ecs.ts';
import { elbv2Things } from './elbv2.ts';
import { lastPart, type Thing } from './thing.ts';

export type { Thing } from './thing.ts';

/** Everything in a region and in the global services, by service. */
export type Things = Readonly<Record<string, readonly Thing[]>>;

const OF_SERVICE: Readonly<Record<string, (world: World) => readonly Thing[]>> = {
  codedeploy: codedeployThings,
  codepipeline: codepipelineThings,
  ecs: ecsThings,
  elbv2: elbv2Things,
};

/** What some lists of the state are called in AWS, where their own name does not say it. */
const SORTS: Readonly<Record<string, string>> = {
  'ec2 vpcs': 'VPC',
  'logs groups': 'log group',
  'applicationAutoScaling targets': 'scalable target',
  'applicationAutoScaling policies': 'scaling policy',
  'applicationAutoScaling scheduled': 'scheduled action',
  'applicationAutoScaling activities': 'scaling activity',
};

/** Lists that are part of something else. */
const INNER: ReadonlySet<string> = new Set([
  'tags',
  'revisions',
  'contents',
  'history',
  'metrics',
  'uploads',
  'takenNames',
  'roleDeletions',
  'securityGroupRules',
  'networkAcls',
]);

/** `securityGroups` → `security group` */
const sortOf = (service: string, list: string): string =>
  SORTS[`${service} ${list}`] ??
  list
    .replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
    .replace(/ies$/, 'y')
    .replace(/s$/, '');

/** What people call something that the state keeps under a key, and its name where the key is an id. */
function namesOf({ state, global }: World, service: string, list: string, key: string): Pick<Thing, 'name' | 'detail'> {
  const services: Readonly<Record<string, object>> = { ...state, ...global };
  const held: unknown = Object.entries(services[service] ?? {}).find(([name]) => name === list)?.[1];
  // Only records of these services have these members, and there they are names.
  const { roleName, GroupName } =
    (held as Readonly<Record<string, { readonly roleName?: string; readonly GroupName?: string }>>)[key] ?? {};
  return { name: roleName ?? (key.startsWith('arn:') ? lastPart(key) : key), detail: GroupName };
}

/** What exists in a region, in AWS's own terms; services without a view of their own are listed by name. */
export const thingsIn = (world: World): Things =>
  Object.fromEntries(
    Object.entries(inventory(world))
      .map(
        ([service, lists]) =>
          [
            service,
            OF_SERVICE[service]?.(world) ??
              Object.entries(lists)
                .filter(([list]) => !INNER.has(list))
                .flatMap(([list, { names }]) =>
                  names.map((name): Thing => ({ sort: sortOf(service, list), ...namesOf(world, service, list, name) })),
                ),
          ] as const,
      )
      .filter(([, things]) => things.length > 0),
  );
