import { ensureSandbox } from './sandbox-daemon.ts';
import type { Session } from './session.ts';

export interface SandboxAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/** Asks a sandbox something of its own API: `GET`, `faults`. */
export async function askSandbox<T>(endpoint: string, method: string, path: string, body?: object): Promise<SandboxAnswer<T>> {
  const response = await fetch(`${endpoint}/_sandbox/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  // What the sandbox of this same version answers.
  return { status: response.status, body: (await response.json()) as T };
}

/** Where the project's sandbox answers, started if it does not run, in the project's region. */
export async function sandboxEndpoint(session: Session): Promise<string> {
  const { rehearsalRegion } = await import('./prepare.ts');
  return (await ensureSandbox(session, { region: await rehearsalRegion(session) })).endpoint;
}
