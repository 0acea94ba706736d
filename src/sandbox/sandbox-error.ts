/** Why the sandbox cannot start or be found. The commands put it into words. */
export type SandboxErrorCode = 'alreadyRunning' | 'brokenState' | 'newerState' | 'notStarted' | 'notStopped' | 'portTaken';

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
