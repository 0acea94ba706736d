const CODES = [
  'alreadyRunning',
  'brokenState',
  'folderTrouble',
  'notReset',
  'notStarted',
  'notStopped',
  'otherState',
  'portTaken',
  'portUnusable',
] as const;

/** Why the sandbox cannot start or stop. The commands put it into words. */
export type SandboxErrorCode = (typeof CODES)[number];

/** What goes wrong around the sandbox itself, as opposed to what its services refuse. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;
  readonly facts: Readonly<Record<string, string>>;

  constructor(code: SandboxErrorCode, facts: Readonly<Record<string, string>>, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
  }
}

/** The error behind its own message, as a daemon leaves it in the last lines of its log. */
export const parseSandboxError = (tail: string): SandboxError | undefined => {
  const [, word, json = '{}'] = [...tail.matchAll(/^(\w+) (\{.*\})$/gm)].at(-1) ?? [];
  const code = CODES.find(known => known === word);
  // Written by the constructor above.
  return code && new SandboxError(code, JSON.parse(json) as Readonly<Record<string, string>>);
};
