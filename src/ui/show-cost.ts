import type { CostReport } from '../cost-report.ts';
import type { Session } from '../session.ts';
import { columns, displayWidth } from './columns.ts';

/** Shows what a set-up costs: to people as a table, to programs as one event. */
export function showCost({ output, messages }: Pick<Session, 'output' | 'messages'>, report: CostReport): void {
  const { planning } = messages;
  output.event({ type: 'cost', ...rounded(report) });
  const amounts = [...report.resources.map(({ usd }) => usd), report.usd].map(usd => usd.toFixed(2));
  const width = Math.max(...amounts.map(displayWidth));
  const rows = [...report.resources.map(({ kind, name }) => [kind, name]), [planning.inAll, '']];
  output.print(planning.costTitle({ region: report.region }));
  columns(rows.map((row, at) => [...row, (amounts[at] ?? '').padStart(width)])).forEach(line => output.print(`  ${line}`));
  output.print(planning.prices({ date: report.date }));
  if (report.without.length > 0) output.print(planning.without({ prices: report.without.join(', ') }));
  output.print(planning.doubled({ usd: report.release.usd.toFixed(4), minutes: report.release.minutes }));
  for (const { by, usd } of report.savings) output.print(planning.saving[by]({ usd: usd.toFixed(2) }));
  output.print(planning.end);
}

/** Sums of floating-point numbers, without what is left over behind the sixth digit. */
const rounded = (report: CostReport): CostReport =>
  JSON.parse(JSON.stringify(report, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value))) as CostReport;
