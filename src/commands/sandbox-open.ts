import { spawn } from 'node:child_process';
import { askSandbox, sandboxEndpoint } from '../sandbox-call.ts';
import type { ListenerAddress } from '../sandbox/listener-address.ts';
import type { CommandResult, Session } from '../session.ts';
import { columns } from '../ui/columns.ts';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] };

/** Hands an address to the browser; a machine without one is left in peace. */
function openInBrowser(url: string): void {
  const [program = '', ...parameters] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...parameters, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

/** Prints where the sandbox and its load balancers answer; a person at a terminal gets the production address opened. */
export async function sandboxOpen(session: Session): Promise<CommandResult> {
  const { io, output, messages, interactive } = session;
  const endpoint = await sandboxEndpoint(session);
  const { body: listeners } = await askSandbox<readonly ListenerAddress[]>(endpoint, 'GET', 'listeners');
  const rows = listeners.map(({ loadBalancerName, listenerPort, role, url }) => [`${loadBalancerName}:${listenerPort}`, role ?? '', url]);
  columns([['AWS', '', endpoint], ...rows]).forEach(row => output.print(row));
  if (listeners.length === 0) output.note(messages.sandbox.noListeners);
  const chosen = listeners.find(({ role }) => role === 'production') ?? listeners[0];
  const opened = interactive && io.stdout.isTTY === true && (io.env['CI'] ?? '') === '' ? chosen?.url : undefined;
  if (opened !== undefined) openInBrowser(opened);
  output.event({ type: 'result', ok: true, endpoint, listeners, opened: opened ?? null });
  return undefined;
}
