import { randomBytes } from 'node:crypto';
import { pendingEvents } from '../../behaviours/blue-green/lifecycle.ts';
import { testListener } from '../../behaviours/blue-green/routes.ts';
import { keepLatest } from '../../keep-latest.ts';
import type { World } from '../../world.ts';
import type { DeploymentRecord } from './state.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const newId = (): string => `d-${Array.from(randomBytes(9), byte => LETTERS[byte % LETTERS.length]).join('')}`;

const MOST_KEPT = 500;
const OVER: readonly string[] = ['Succeeded', 'Failed', 'Stopped'];

export type NewDeployment = Pick<
  DeploymentRecord,
  'creator' | 'description' | 'revision' | 'previousRevision' | 'appSpec' | 'config' | 'group'
>;

/** Records a deployment that has not begun. */
export function addDeployment(world: World, given: NewDeployment): DeploymentRecord {
  const now = world.clock.now();
  const deployment: DeploymentRecord = {
    ...given,
    group: structuredClone(given.group),
    id: newId(),
    createTime: now,
    updatedTime: now,
    events: pendingEvents(testListener(given.group) !== undefined),
    status: 'Created',
    greenWeight: 0,
    terminationWaitStarted: false,
  };
  world.state.codedeploy.deployments[deployment.id] = deployment;
  keepLatest(world.state.codedeploy.deployments, MOST_KEPT, ({ status }) => OVER.includes(status));
  return deployment;
}
