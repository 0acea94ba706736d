/** Words of `plan`, `apply` and `policy`. */

export const policyTexts = {
  /** Told beside what is printed. */
  placeholder: (facts: { account: string }) =>
    `The account is not known here: ${facts.account} stands for it in the ARNs. Name it with --account.`,
  regionPlaceholder: (facts: { region: string }) =>
    `The region is not known here: ${facts.region} stands in names and ARNs. Name yours with --region.`,
  parts: (facts: { count: number; size: number; use: string }) =>
    `A managed policy holds ${facts.size} characters at most, so these are ${facts.count}. As files: wizard policy --for ${facts.use} --out FOLDER`,
  written: (facts: { file: string }) => `Written: ${facts.file}`,
};

export const policyProblems = {
  accountForm: (facts: { value: string }) => ({
    message: `An account is twelve digits, not ${facts.value}.`,
    remedy: 'Give it as --account 111122223333, or leave it out.',
  }),
};

export const planningTexts = {
  costTitle: (facts: { region: string }) => `USD a month in ${facts.region}, while nothing much happens:`,
  commandsNeed: 'What the commands below need first:',
  inAll: 'in all',
  prices: (facts: { date: string }) => `Prices of ${facts.date}, from the AWS Price List; without taxes and traffic.`,
  without: (facts: { prices: string }) => `Not in the sum, since its price is not known for this region: ${facts.prices}`,
  doubled: (facts: { usd: string; minutes: number }) =>
    `Blue/green: the tasks of both versions run while a release is on and for ${facts.minutes} minutes after it. That costs some ${facts.usd} USD a release.`,
  saving: {
    arm: (facts: { usd: string }) => `Cheaper by ${facts.usd}: --taskdef-architecture ARM64, if the image is there for it.`,
    internal: (facts: { usd: string }) => `Cheaper by ${facts.usd}: --alb-scheme internal, if only your VPC must reach it.`,
  },
  end: 'Nothing more is due after: wizard destroy. A rehearsal costs nothing: --sandbox',
  written: (facts: { file: string; command: string }) => `Written: ${facts.file}. To do just that: ${facts.command}`,
};

export const planProblems = {
  planFileMissing: (facts: { file: string }) => ({
    message: `There is no plan ${facts.file}.`,
    remedy: 'Write one: wizard plan --out FILE',
  }),
  planFileBroken: (facts: { file: string }) => ({
    message: `${facts.file} is not a plan of this version.`,
    remedy: 'Write it anew: wizard plan --out FILE',
  }),
  planPlaceTaken: (facts: { file: string }) => ({
    message: `${facts.file} exists and is not a plan: it is not overwritten.`,
    remedy: 'Name another file with --out, or move this one away.',
  }),
  planFolderMissing: (facts: { file: string; folder: string }) => ({
    message: `${facts.file} cannot be written: there is no folder ${facts.folder}.`,
    remedy: 'Make the folder, or name a file in one that exists with --out.',
  }),
  planElsewhere: (facts: { file: string; flags: string }) => ({
    message: `${facts.file} is the plan of another set-up.`,
    remedy: `It was made with ${facts.flags}: say the same here.`,
  }),
  planOfAnother: (facts: { file: string; planned: string; now: string }) => ({
    message: `${facts.file} was made for account and region ${facts.planned}; this is ${facts.now}.`,
    remedy: 'Use the credentials and region that it was made with.',
  }),
  planWithAnswers: (facts: { file: string; settings: string }) => ({
    message: `${facts.file} says already what is wanted; ${facts.settings} cannot be said beside it.`,
    remedy: 'Leave these options out, or make another plan with them: wizard plan --out FILE',
  }),
  planStale: (facts: { file: string; things: string }) => ({
    message: `${facts.file} does not hold any more. Other than planned: ${facts.things}.`,
    remedy: 'Look at what has changed, and make the plan anew: wizard plan --out FILE',
  }),
};
