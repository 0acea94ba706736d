/** What a sandbox calls itself, so that another AWS fake on a remembered port is not taken for one. */
export const SANDBOX_NAME = 'ecs-bluegreen-sandbox';

/** What a sandbox says of itself at `/_sandbox/health`. */
export interface Health {
  readonly name: typeof SANDBOX_NAME;
  readonly version: string;
  readonly pid: number;
  readonly account: string;
  readonly region: string;
  readonly speed: number;
  /** When it started. */
  readonly since: string;
  /** Folder that its state is in. */
  readonly folder: string;
}

const isHealth = (value: unknown): value is Health =>
  typeof value === 'object' && value !== null && 'name' in value && value.name === SANDBOX_NAME && 'pid' in value && 'folder' in value;

/** Asks a port who is there; undefined where no sandbox answers. */
export const askHealth = async (port: number): Promise<Health | undefined> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_sandbox/health`, { signal: AbortSignal.timeout(2000) });
    const health: unknown = await response.json();
    return isHealth(health) ? health : undefined;
  } catch {
    // Nobody there, or something that is not a sandbox.
    return undefined;
  }
};
