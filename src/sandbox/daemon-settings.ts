/** What a daemon is started with. */
export interface DaemonSettings {
  /** Absolute path of the folder for state, log and image layers. */
  readonly folder: string;
  /** That of last time, or a free one, where it is left out. */
  readonly port?: number | undefined;
  readonly speed?: number | undefined;
  readonly region?: string | undefined;
  /** Version of the program, told by `/_sandbox/health`. */
  readonly version: string;
}

/** Environment variable that carries the settings, as JSON, to a spawned daemon. */
export const DAEMON_SETTINGS = 'WIZARD_SANDBOX_SETTINGS';

/** Exit code of a spawned daemon that found another one on its folder. */
export const LOST_RACE = 75;
