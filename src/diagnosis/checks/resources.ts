import { makePlan } from '../../engine/plan.ts';
import type { Change } from '../../engine/types.ts';
import { found, type Check, type CheckContext, type Finding } from './check.ts';

/** Without these no release comes up; the rest can wait. */
const VITAL = new Set(['iam.role', 'logs.log-group', 'ec2.security-group', 'elbv2.target-group', 'elbv2.listener', 's3.bucket']);

/** What somebody has changed or taken away, and names that belong to others: a plan that is shown, not applied. */
export const resources: Check = {
  name: 'resources',
  run: async context => {
    const { nodes, aws, state } = context;
    const { changes } = await makePlan(nodes, state, aws);
    const isMade = Object.keys(state.entries).length > 0;
    // What is not made yet is no drift.
    const drifted = isMade ? changes.filter(({ action, type }) => action !== 'keep' && action !== 'delete' && type !== 'local-file') : [];
    if (!isMade) return found('skipped', 'notMade', {});
    return drifted.length === 0
      ? found('ok', 'asWanted', { count: String(changes.length) })
      : drifted.map(change => driftOf(change, context));
  },
};

function driftOf({ id, type, step, action, fields, outputs }: Change, { command }: CheckContext): Finding {
  const facts = { node: id, command: command(step) };
  const names = fields.map(({ field }) => field).join(', ');
  if (action === 'create') return found('failed', 'gone', facts);
  if (type === 'iam.role')
    return found('failed', 'roleChanged', { role: String(outputs?.['name'] ?? id), fields: names, command: command(step) });
  return found(VITAL.has(type) ? 'failed' : 'warning', 'changed', { ...facts, fields: names });
}
