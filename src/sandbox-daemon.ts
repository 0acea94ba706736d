import { dirname, join } from 'node:path';
import { packageRoot } from './package-root.ts';
import { findDaemon, startDaemon, stopDaemon, type Daemon } from './sandbox/daemon.ts';
import type { Session } from './session.ts';
import { hideFromGit } from './state/hide-from-git.ts';
import { version } from './version.ts';
import { sandboxFolder } from './workspace.ts';

/** What a user may say about a sandbox that is started. */
export interface SandboxSettings {
  readonly port?: number | undefined;
  readonly speed?: number | undefined;
  readonly region?: string | undefined;
  /** Its start is what was asked for, so it is no news. */
  readonly quiet?: boolean;
}

/** How often faster than AWS, unless said. */
export const DEFAULT_SPEED = 60;

/** The project's sandbox, started when it does not run; one that an older or newer program left running is replaced, with what it holds. */
export async function ensureSandbox(session: Session, settings: SandboxSettings = {}): Promise<Daemon> {
  const folder = sandboxFolder(session);
  const running = await findDaemon(folder);
  if (running?.version === version()) return running;
  // A folder that somebody has named is theirs.
  if (session.io.env['WIZARD_SANDBOX_FOLDER'] === undefined) await hideFromGit(dirname(folder));
  if (running !== undefined) await stopDaemon(folder);
  else if (settings.quiet !== true) session.output.note(session.messages.sandbox.startedForThis);
  return startDaemon({
    folder,
    version: version(),
    speed: settings.speed ?? DEFAULT_SPEED,
    port: settings.port,
    region: settings.region ?? session.options.region,
    command: [process.execPath, join(packageRoot(), 'bin', 'wizard.js'), 'sandbox', 'start', '--foreground'],
  });
}
