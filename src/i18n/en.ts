/** What a problem is and what to do about it, as sentences. */
export interface Problem {
  readonly message: string;
  readonly remedy: string;
}

/**
 * Every sentence that the product says, in English. Its shape is the type that each other language must satisfy.
 * Texts with facts in them are functions, so that word order is the translator's business.
 */
export const en = {
  /** Thrown as `UserError(code, facts)`; see errors.ts. Each returns a message and a remedy. */
  problems: {
    accessDenied: (facts: { action: string; resource: string; principal: string }): Problem => ({
      message: `AWS did not let ${facts.principal} call ${facts.action} on ${facts.resource}.`,
      remedy: `Ask your administrator to allow ${facts.action}, then run the same command again.`,
    }),
    awsRefused: (facts: { action: string; error: string; message: string }): Problem => ({
      message: `AWS refused ${facts.action}: ${facts.error}: ${facts.message}`,
      remedy: 'Mend what AWS names, then run the same command again; what is already made is kept.',
    }),
    foreign: (facts: { node: string; type: string; name: string; owner: string | undefined }): Problem => ({
      message: `${facts.type} ${facts.name} exists already and ${facts.owner === undefined ? 'does not carry the mark of this tool' : `belongs to ${facts.owner}`}.`,
      remedy: `Choose another name, or take it over with --adopt.`,
    }),
    irreplaceable: (facts: { node: string; type: string; fields: string }): Problem => ({
      message: `${facts.type} cannot be changed in place (${facts.fields}), and replacing it would stop traffic or lose data.`,
      remedy: 'Set the value back in wizard.yaml, or destroy the set-up and make it anew.',
    }),
    missingStep: (facts: { step: string; node: string }): Problem => ({
      message: `${facts.node} does not exist yet.`,
      remedy: `Run \`wizard ${facts.step}\` first.`,
    }),
    locked: (facts: { pid: number; host: string; since: string; command: string; file: string }): Problem => ({
      message: `Another wizard is at work on this set-up: process ${facts.pid} on ${facts.host} since ${facts.since} (${facts.command}).`,
      remedy: `Wait until it ends. If you are sure that it is gone, delete ${facts.file}.`,
    }),
    waitTimedOut: (facts: { what: string; minutes: number; last: string }): Problem => ({
      message: `${facts.what} was not ready after ${facts.minutes} minutes; last seen: ${facts.last}.`,
      remedy: 'Run the same command again: it goes on waiting where it stopped.',
    }),
  },
  /** What a kind waits for, shown beside the running line; see `Intent.note`. */
  notes: {},
} as const;
