import { join } from 'node:path';
import { packageRoot } from './package-root.ts';
import { startDaemon, type Daemon } from './sandbox/daemon.ts';
import type { Session } from './session.ts';
import { version } from './version.ts';
import { sandboxFolder } from './workspace.ts';

/** What a user may say about a sandbox that is started. */
export interface SandboxSettings {
  readonly port?: number | undefined;
  readonly speed?: number | undefined;
  readonly region?: string | undefined;
}

/** How often faster than AWS, unless said. */
export const DEFAULT_SPEED = 60;

/** The project's sandbox, started when it does not run. */
export const ensureSandbox = (session: Session, settings: SandboxSettings = {}): Promise<Daemon> =>
  startDaemon({
    folder: sandboxFolder(session),
    version: version(),
    speed: settings.speed ?? DEFAULT_SPEED,
    port: settings.port,
    region: settings.region ?? session.options.region,
    command: [process.execPath, join(packageRoot(), 'bin', 'wizard.js'), 'sandbox', 'start', '--foreground'],
  });
