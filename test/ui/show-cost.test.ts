import { describe, expect, it } from 'vitest';
import type { CostReport } from '../../src/cost-report.ts';
import { showCost } from '../../src/ui/show-cost.ts';
import { eventsOf, viewSession } from './stage.ts';

const REPORT: CostReport = {
  region: 'ap-northeast-2',
  date: '2026-11-24',
  usd: 24.08,
  resources: [
    { kind: 'elbv2.load-balancer', name: 'shop', usd: 23.98 },
    { kind: 'cloudwatch.alarm', name: 'shop-errors', usd: 0.1 },
  ],
  without: ['s3-gb-month'],
  release: { usd: 0.00123, minutes: 5 },
  savings: [{ by: 'internal', usd: 7.3 }],
};

describe('showCost', () => {
  it('is a table with what a release adds, what is not counted, and what would be cheaper', () => {
    const session = viewSession();
    showCost(session, REPORT);
    expect(session.io.stdout.text).toBe(
      [
        'USD a month in ap-northeast-2, while nothing much happens:',
        '  elbv2.load-balancer  shop         23.98',
        '  cloudwatch.alarm     shop-errors   0.10',
        '  in all                            24.08',
        'Prices of 2026-11-24, from the AWS Price List; without taxes and traffic.',
        'Not in the sum, since its price is not known for this region: s3-gb-month',
        'Blue/green: the tasks of both versions run while a release is on and for 5 minutes after it. That\ncosts some 0.0012 USD a release.',
        'Cheaper by 7.30: --alb-scheme internal, if only your VPC must reach it.',
        'Nothing more is due after: wizard destroy. A rehearsal costs nothing: --sandbox',
        '',
      ].join('\n'),
    );
  });

  it('is aligned in Korean, and one event for programs', () => {
    const korean = viewSession({ language: 'ko' });
    showCost(korean, REPORT);
    expect(korean.io.stdout.text).toContain('\n  합계                              24.08\n');
    const json = viewSession({ json: true });
    showCost(json, REPORT);
    expect(eventsOf(json.io)).toEqual([{ type: 'cost', ...REPORT }]);
  });
});
