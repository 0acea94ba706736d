import type { Plan } from './engine/types.ts';
import { priceOf, PRICES_DATE } from './prices.ts';
import { KINDS } from './resources/index.ts';

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
export function monthlyCost({ changes }: Plan, region: string, only?: string): MonthlyCost | undefined {
  const lines = changes
    .filter(({ action, spec, type }) => action !== 'delete' && spec !== undefined && (only === undefined || type === only))
    .flatMap(({ type, spec }) => KINDS.get(type)?.cost?.(spec) ?? [])
    .filter(({ units }) => units > 0)
    .map(({ price, units }) => ({ price, units, usd: priceOf(price, region) }));
  const priced = lines.filter(({ usd }) => usd !== undefined);
  if (priced.length === 0) return undefined;
  const without = new Set(lines.filter(({ usd }) => usd === undefined).map(({ price }) => price));
  return { usd: priced.reduce((sum, { units, usd = 0 }) => sum + units * usd, 0), date: PRICES_DATE, without: [...without] };
}
