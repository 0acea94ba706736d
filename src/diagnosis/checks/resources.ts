import { makePlan } from '../../engine/plan.ts';
import type { Change } from '../../engine/types.ts';
import { isMade } from '../../made.ts';
import { VITAL } from '../../vital.ts';
import { found, foundProblem, type Check, type CheckContext, type Finding } from './check.ts';

/** What somebody has changed or taken away, and names that belong to others: a plan that is shown, not applied. */
export const resources: Check = {
  name: 'resources',
  run: async context => {
    const { nodes, aws, state, renamed } = context;
    if (renamed !== undefined) return foundProblem(renamed);
    const { changes } = await makePlan(nodes, state, aws);
    if (!Object.values(state.entries).some(isMade)) return found('ok', 'namesFree', { count: String(changes.length) });
    const isDrift = ({ action, type }: Change): boolean => action !== 'keep' && action !== 'delete' && type !== 'local-file';
    const drifted = changes.filter(isDrift);
    const missing = drifted.filter(({ action }) => action === 'create');
    const others = drifted.filter(({ action }) => action !== 'create').map(change => driftOf(change, context));
    return drifted.length === 0 ? found('ok', 'asWanted', { count: String(changes.length) }) : [...missingOf(missing, context), ...others];
  },
};

/** What is missing is told in one line: an interrupted set-up lacks a lot. */
function missingOf(missing: readonly Change[], { command }: CheckContext): readonly Finding[] {
  const [first] = missing;
  if (first === undefined) return [];
  const isOneStep = missing.every(({ step }) => step === first.step);
  return [found('failed', 'gone', { node: missing.map(({ id }) => id).join(', '), command: command(isOneStep ? first.step : 'init') })];
}

function driftOf({ id, type, step, fields, outputs }: Change, { command }: CheckContext): Finding {
  const facts = { node: id, command: command(step) };
  const names = fields.map(({ field }) => field).join(', ');
  if (type === 'iam.role')
    return found('failed', 'roleChanged', { role: String(outputs?.['name'] ?? id), fields: names, command: command(step) });
  return found(VITAL.has(type) ? 'failed' : 'warning', 'changed', { ...facts, fields: names });
}
