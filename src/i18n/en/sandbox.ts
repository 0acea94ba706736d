import type { Problem } from '../en.ts';

/** The command that shows what can be typed. */
const helpFor = (field: string): string => (field === 'id' ? 'wizard sandbox fault list' : 'wizard sandbox fault add --help');

/** Problems of the sandbox's own commands. */
export const sandboxProblems = {
  faultMistake: (facts: {
    field: string;
    problem: 'unknown' | 'missing' | 'number' | 'type' | 'unfit';
    value: string;
    choices: string;
    min: number;
    max: number;
    suggestion: string | undefined;
  }): Problem => ({
    message: {
      unknown: `There is no ${facts.field} ${facts.value}.`,
      missing: `It is not said which ${facts.field} is meant.`,
      number: `${facts.field} ${facts.value} is not possible.`,
      type: `${facts.field} ${facts.value} is not possible.`,
      unfit: `This kind of fault takes no ${facts.field}.`,
    }[facts.problem],
    remedy: [
      facts.suggestion === undefined ? '' : `Did you mean ${facts.suggestion}? `,
      facts.problem === 'number' ? `Give a number from ${facts.min} to ${facts.max}.` : '',
      facts.choices !== '' ? `There are: ${facts.choices}.` : '',
      facts.problem === 'number' || facts.choices !== '' || facts.suggestion !== undefined
        ? ''
        : `See what there is: ${helpFor(facts.field)}`,
    ].join(''),
  }),
};

/** What the sandbox's own commands say. */
export const sandboxTexts = {
  kept: (facts: { folder: string }) => `What it holds is kept in ${facts.folder}. In your shell:`,
  inRegion: (facts: { region: string }) => `Region ${facts.region}`,
  /** What a sort of thing is called; the sandbox names it in English. */
  sort: ({ sort = '' }: { sort?: string }) => sort,
  speedIs: (facts: { speed: number }) => `The sandbox is now ${facts.speed} times faster than AWS.`,
  skipped: (facts: { seconds: number }) => `${facts.seconds} seconds of AWS time have passed.`,
  noListeners: 'No load balancer answers yet.',
  startedForThis: 'No sandbox was running here: one is started. Stop it: wizard sandbox stop',
  noLogs: ({ group }: { group: string | undefined }) =>
    group === undefined ? 'No task has logged anything yet.' : `Nothing is logged in ${group}. All groups: wizard sandbox logs`,
  faultArmed: (facts: { kind: string; id: string }) =>
    `Armed: ${facts.kind} (${facts.id}). Take it back: wizard sandbox fault clear ${facts.id}`,
  faultFired: (facts: { count: number; limit: number | undefined }) =>
    facts.limit === undefined ? `happened: ${facts.count}` : `happened: ${facts.count} of ${facts.limit}`,
  faultsCleared: (facts: { count: number }) => `Faults cleared: ${facts.count}`,
  noFaults: 'No fault is armed.',
};

/** One line for each of the sandbox's commands that came later. */
export const sandboxCommands = {
  'sandbox speed': 'Change how many times faster than AWS it runs',
  'sandbox skip': 'Let so many seconds of AWS time pass at once',
  'sandbox open': 'Show where the load balancers answer, and open the production address',
  'sandbox logs': 'Show what the tasks log and, with --calls, what AWS is asked',
  'sandbox fault': 'Let things go wrong on purpose',
  'sandbox fault add': 'Arm a fault',
  'sandbox fault list': 'Show the armed faults and how often each has happened',
  'sandbox fault clear': 'Clear one fault, or all',
};

/** Their options. */
export const sandboxOptions = {
  tree: 'show what belongs to what',
  follow: 'go on until Ctrl-C',
  calls: 'show the calls of the API too',
  service: 'service, as it signs its requests: ecs, elasticloadbalancing, registry (* for any text)',
  operation: 'operation, such as CreateService (* for any text)',
  match: 'only where this text occurs in the input of the call or in the name of the thing',
  times: 'how often it happens',
  always: 'until it is cleared',
  for: 'for how many seconds of AWS time it can happen',
  after: 'how many matching calls go well first',
  probability: 'how likely it is at each call, from 0 to 1',
  seed: 'the same seed hits the same calls again',
  seconds: 'how long it takes (AWS seconds; real ones for latency and clock-skew)',
  status: 'HTTP status: 500, 502, 503, 504',
  code: "error code in place of AWS's usual one",
  effect: 'carry the operation out; only its answer is lost',
  action: 'IAM action to deny, to service roles too (* for any text)',
  state: 'state in which a load balancer stays: provisioning, failed',
  event: 'lifecycle event that a deployment does not get through: Install, AllowTraffic, …',
};

/** What stands below the options in the help of a command, by its name. */
export const moreHelp = {
  'sandbox fault add': `
Kinds:
  throttling            "Rate exceeded", in each service's own words
  server-error          500, or 502, 503, 504 with --status
  html                  an HTML page in place of an answer
  drop                  the connection breaks; with --effect after the operation was carried out
  timeout               no answer ever comes
  latency               each answer is late (--seconds)
  expired-credentials   the security token has expired
  invalid-signature     the signature does not match
  clock-skew            the clock of the caller is wrong
  access-denied         an action is denied by a policy of the organization (--action iam:PassRole)
  quota                 there is no room for one more
  iam-propagation       services do not see new roles and policies yet
  listing-lag           what was just made is in no list and not found by name
  tag-lag               tags are seen later than what they are on
  capacity              Fargate has no capacity: no task is placed
  stuck-load-balancer   a load balancer stays provisioning, or failed (--state failed)
  unsteady-service      a service never gets steady
  stuck-deployment      a deployment does not go on (--event Install)

Examples:
  wizard sandbox fault add throttling --service ecs --operation 'Describe*' --times 3
  wizard sandbox fault add drop --service ecs --operation CreateService --effect
  wizard sandbox fault add iam-propagation --seconds 30
  wizard sandbox fault add access-denied --action iam:PassRole
  wizard sandbox fault add stuck-deployment --event AllowTraffic
`,
};
