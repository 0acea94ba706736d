import type { Plan } from './engine/types.ts';
import { pricedLines } from './priced-lines.ts';
import { PRICES_DATE } from './prices.ts';

export interface MonthlyCost {
  /** While nothing much happens; taxes and traffic are left out. */
  readonly usd: number;
  /** Date of the price table. */
  readonly date: string;
  /** Prices that are not known for the region, and so not in the sum. */
  readonly without: readonly string[];
}

/**
 * What the wanted things cost a month in a region, or those of one kind; undefined where nothing is known of the region's prices.
 */
export function monthlyCost(plan: Plan, region: string, only?: string): MonthlyCost | undefined {
  const lines = pricedLines(plan, region).filter(({ change }) => only === undefined || change.type === only);
  const known = lines.flatMap(({ usd }) => usd ?? []);
  if (known.length === 0) return undefined;
  const without = new Set(lines.filter(({ usd }) => usd === undefined).map(({ price }) => price));
  return { usd: known.reduce((sum, usd) => sum + usd, 0), date: PRICES_DATE, without: [...without] };
}
