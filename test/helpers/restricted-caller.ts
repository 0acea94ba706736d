import { randomBytes } from 'node:crypto';
import { LONG_TERM_KEY } from '../../src/sandbox/services/iam/credentials.ts';
import { keepUser } from '../../src/sandbox/services/iam/user.ts';
import type { World } from '../../src/sandbox/world.ts';

/** Statements of an inline policy; `allowing('ecs:*')` for the simplest. */
export const allowing = (...actions: readonly string[]): readonly object[] => [{ Effect: 'Allow', Action: actions, Resource: '*' }];

const id = (): string => randomBytes(8).toString('hex').toUpperCase().slice(0, 9);

/** Makes a user who may do what the statements say and nothing else, and gives the credentials of an SDK client. */
export const restrictedCaller = (
  world: World,
  statements: readonly object[],
  userName = 'restricted',
): { readonly accessKeyId: string; readonly secretAccessKey: string } => {
  const accessKeyId = `${LONG_TERM_KEY}${id()}`;
  const createDate = world.clock.now();
  keepUser(world, {
    userName,
    userId: `AIDASANDBOX${id()}`,
    path: '/',
    createDate,
    permissionsBoundary: undefined,
    tags: [],
    groups: [],
    inlinePolicies: { only: JSON.stringify({ Version: '2012-10-17', Statement: statements }) },
    attachedPolicies: [],
  });
  world.global.iam.accessKeys[accessKeyId] = { accessKeyId, userName, status: 'Active', createDate };
  return { accessKeyId, secretAccessKey: 'secret' };
};
