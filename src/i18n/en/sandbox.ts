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
