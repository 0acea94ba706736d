import type { Config } from './config.ts';
import type { Plan } from './engine/types.ts';
import { monthlyCost, type MonthlyCost } from './monthly-cost.ts';
import { pricedLines, type PricedLine } from './priced-lines.ts';
import { HOURS_A_MONTH, priceOf } from './prices.ts';
import { nameOf } from './ui/plan-view.ts';

/** What a set-up costs a month in USD, by what causes it. */
export interface CostReport extends MonthlyCost {
  readonly region: string;
  /** The dearest first. */
  readonly resources: readonly { readonly kind: string; readonly name: string; readonly usd: number }[];
  /** What the tasks of the old version cost while they are kept, once a release. */
  readonly release: { readonly usd: number; readonly minutes: number };
  /** What would make it cheaper, and by how much a month. */
  readonly savings: readonly { readonly by: 'arm' | 'internal'; readonly usd: number }[];
}

/** What the same costs on Graviton. */
const ARM: Readonly<Record<string, string>> = { 'fargate-vcpu-hour': 'fargate-arm-vcpu-hour', 'fargate-gb-hour': 'fargate-arm-gb-hour' };

const SERVICE = 'ecs.service';

/** The cost of what is there after a plan, in a region; undefined where nothing is known of the region's prices. */
export function costReport(plan: Plan, region: string, { codedeploy: { terminationWait: minutes } }: Config): CostReport | undefined {
  const cost = monthlyCost(plan, region);
  if (cost === undefined) return undefined;
  const lines = pricedLines(plan, region);
  const sum = (fits: (line: PricedLine) => boolean): number => lines.filter(fits).reduce((total, { usd = 0 }) => total + usd, 0);
  const dear = [...new Set(lines.filter(({ usd }) => usd !== undefined).map(({ change }) => change))];
  const resources = dear.map(change => ({ kind: change.type, name: nameOf(change), usd: sum(line => line.change === change) }));
  const saved = {
    arm: lines.reduce((total, { price, units, usd = 0 }) => total + usd - units * (priceOf(ARM[price] ?? price, region) ?? 0), 0),
    internal: sum(({ price, change }) => price === 'public-ipv4-hour' && change.type !== SERVICE),
  };
  return {
    ...cost,
    region,
    resources: resources.toSorted((a, b) => b.usd - a.usd),
    release: { usd: (sum(({ change }) => change.type === SERVICE) / HOURS_A_MONTH / 60) * minutes, minutes },
    savings: (['arm', 'internal'] as const).map(by => ({ by, usd: saved[by] })).filter(({ usd }) => usd >= 0.01),
  };
}
