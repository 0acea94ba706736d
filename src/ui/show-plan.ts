import type { Plan } from '../engine/types.ts';
import type { Session } from '../session.ts';
import { monthlyCost } from '../monthly-cost.ts';
import { PRICED_REGIONS } from '../prices.ts';
import { widthOf } from './output.ts';
import { countActions, hasChanges, isChange, legend, nameOf, planLines } from './plan-view.ts';

/** Shows a plan: to people as lines, to programs as one event. With a region also what a whole set-up costs there. */
export function showPlan({ output, messages, colour, io }: Session, plan: Plan, region?: string): void {
  const counts = countActions(plan);
  const cost = region === undefined ? undefined : monthlyCost(plan, region);
  output.event({
    type: 'plan',
    counts,
    changes: plan.changes.filter(isChange).map(change => ({
      id: change.id,
      kind: change.type,
      step: change.step,
      action: change.action,
      name: nameOf(change),
      fields: change.fields,
    })),
    ...(cost && { monthlyUsd: Number(cost.usd.toFixed(4)), pricesOf: cost.date }),
  });
  if (!hasChanges(plan)) return output.note(messages.ui.nothingToDo);
  output.note(`\n${messages.ui.planTitle}`);
  planLines(plan, messages, colour, widthOf(io.stderr)).forEach(line => output.note(line));
  output.note(colour.dim(`  ${legend(plan, messages)}`));
  output.note(messages.ui.planCounts(counts));
  if (region !== undefined && cost === undefined) output.note(messages.ui.costUnknown({ region, known: PRICED_REGIONS.join(', ') }));
  if (cost) output.note(messages.ui.monthlyCost({ usd: cost.usd.toFixed(2), date: cost.date, without: cost.without.join(', ') }));
}
