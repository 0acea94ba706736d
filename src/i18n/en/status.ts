/** What `status` says beside its rows. */
export const statusTexts = {
  version: 'version',
  brought: 'brought by',
  notByPipeline: 'This is not what the pipeline released last; its next run brings that back, or something newer.',
  kept: (facts: { until: string }) => `the old version is kept until ${facts.until}`,
  cost: 'cost',
  costs: (facts: { usd: string; doubled: string; date: string }) =>
    `about ${facts.usd} USD a month${facts.doubled === '' ? '' : `, and ${facts.doubled} more at this rate while both versions run`} (prices of ${facts.date})`,
  drift: 'drift',
  none: 'none',
  differs: (facts: { count: number; command: string }) => `not as wanted: ${facts.count}; see ${facts.command}`,
};
