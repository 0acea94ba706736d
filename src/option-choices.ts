/** When a rollback can return. */
export const WAITS = ['traffic', 'complete', 'none'] as const;

/** When a release can return. */
export const RELEASE_WAITS = ['alarms', ...WAITS] as const;

/** The two target groups, as people call them. */
export const COLOURS = ['blue', 'green'] as const;

/** What a caller is to be able to do, for `policy --for`. */
export const POLICY_USES = ['set-up', 'release', 'look', 'roles'] as const;

/** The shells whose syntax `sandbox env` writes, and JSON. */
export const ENVIRONMENT_FORMATS = ['sh', 'fish', 'powershell', 'json'] as const;

/** The shells that can complete commands. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** What `help` explains beside the commands. */
export const HELP_TOPICS = ['exit-codes', 'environment', 'config', 'sandbox', 'resume'] as const;

/** The hidden command that completion scripts ask; behind it stand the words of the command line, the last being the one at the cursor. */
export const COMPLETE = '__complete';
