import type { Plan } from '../engine/types.ts';
import type { Messages } from '../i18n/index.ts';
import { costReport, type CostReport } from '../cost-report.ts';
import type { Prepared } from '../prepare.ts';
import { typicalDuration } from '../typical-duration.ts';
import { columns } from './columns.ts';
import { durationWords } from './duration-words.ts';
import { isChange } from './plan-view.ts';
import { setUpRows } from './set-up-rows.ts';

/** The review of a plan: who makes what where, how it will be, what it costs and how long it takes. `missing` says which permissions lack. */
export function reviewLines(
  { aws, config, nodes, setup }: Prepared,
  plan: Plan,
  messages: Messages,
  missing: string | undefined,
): readonly string[] {
  const { wizard, ask } = messages;
  const cost = costReport(plan, aws.region, config);
  const seconds = typicalDuration(plan, nodes) * aws.pace;
  const count = (fits: (change: Plan['changes'][number]) => boolean): number => plan.changes.filter(fits).length;
  const things = wizard.thingsLine({
    create: count(({ action }) => action === 'create'),
    change: count(change => isChange(change) && change.action !== 'create' && change.adopt !== true),
    // As the plan counts them: what is only looked up is nothing that this set-up has.
    reuse: count(({ action, found, adopt }) => action === 'keep' && found !== true && adopt !== true),
    adopt: count(({ adopt }) => adopt === true),
  });
  return columns([
    [wizard.account, aws.account],
    [ask.region.message, aws.region],
    [wizard.principal, aws.principal],
    ...setUpRows(setup, plan, messages),
    [wizard.things, things],
    ...(cost
      ? [
          [wizard.cost, wizard.costLine({ usd: cost.usd.toFixed(2) })],
          ['', partsOf(cost)],
        ]
      : []),
    [wizard.time, wizard.timeLine({ time: durationWords(seconds, messages) })],
    ...(missing === undefined ? [] : [[wizard.permissions, missing]]),
  ]).map(line => `  ${line}`);
}

const partsOf = ({ resources }: CostReport): string =>
  resources
    .filter(({ usd }) => usd >= 0.01)
    .map(({ kind, usd }) => `${kind} ${usd.toFixed(2)}`)
    .join(', ');
