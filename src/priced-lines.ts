import type { Change, Plan } from './engine/types.ts';
import { priceOf } from './prices.ts';
import { KINDS } from './resources/index.ts';

/** A part of what a thing costs a month. */
export interface PricedLine {
  readonly change: Change;
  /** Key of the price in `prices.ts`. */
  readonly price: string;
  readonly units: number;
  /** Undefined where the price is not known for the region. */
  readonly usd: number | undefined;
}

/** All that costs something of what is there after a plan. */
export const pricedLines = ({ changes }: Plan, region: string): readonly PricedLine[] =>
  changes
    .filter(({ action, spec }) => action !== 'delete' && spec !== undefined)
    .flatMap(change => (KINDS.get(change.type)?.cost?.(change.spec) ?? []).map(line => ({ change, ...line })))
    .filter(({ units }) => units > 0)
    .map(line => ({ ...line, usd: usdOf(line, region) }));

function usdOf({ price, units }: { readonly price: string; readonly units: number }, region: string): number | undefined {
  const one = priceOf(price, region);
  return one === undefined ? undefined : one * units;
}
