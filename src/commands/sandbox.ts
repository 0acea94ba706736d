import { mkdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { UserError } from '../errors.ts';
import { ENVIRONMENT_FORMATS } from '../option-choices.ts';
import { DEFAULT_SPEED, ensureSandbox } from '../sandbox-daemon.ts';
import { runSpawnedDaemon, serveDaemon } from '../sandbox/daemon-process.ts';
import { FASTEST } from '../sandbox/clock-limits.ts';
import { DAEMON_SETTINGS } from '../sandbox/daemon-settings.ts';
import { findDaemon, stopDaemon } from '../sandbox/daemon.ts';
import { sandboxEnvironment } from '../sandbox/environment.ts';
import { canonicalFolder } from '../sandbox/canonical-folder.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { discardState } from '../sandbox/state-file.ts';
import type { Things } from '../sandbox/things/index.ts';
import { thingLines, thingTree } from '../ui/thing-view.ts';
import { choiceOption, textOption, type CommandResult, type Session } from '../session.ts';
import { version } from '../version.ts';
import { sandboxFolder } from '../workspace.ts';
import { setSpeed } from './sandbox-clock.ts';

/** Starts the sandbox of this project; with `--foreground` this process is the sandbox. */
export async function sandboxStart(session: Session): Promise<CommandResult> {
  const { io, options, output, messages } = session;
  if (io.env[DAEMON_SETTINGS] !== undefined) return runForever(runSpawnedDaemon());
  const folder = sandboxFolder(session);
  const settings = {
    port: numberOption(session, 'port', 1, 65_535),
    speed: numberOption(session, 'speed', 1, FASTEST),
    region: await regionOf(session),
  };
  const running = await findDaemon(folder);
  const foreground = options['foreground'] === true;
  if (running !== undefined && (foreground || (settings.port !== undefined && settings.port !== running.port)))
    throw new UserError('sandboxTrouble', { code: 'alreadyRunning', folder: await canonicalFolder(folder) });
  if (foreground) {
    await mkdir(folder, { recursive: true });
    const sandbox = await serveDaemon({ folder, version: version(), ...settings, speed: settings.speed ?? DEFAULT_SPEED });
    output.print(messages.sandbox.started(sandbox));
    output.event({ type: 'started', endpoint: sandbox.endpoint, region: sandbox.region });
    return runForever(Promise.resolve());
  }
  const { endpoint, region, account, ...started } = running ?? (await ensureSandbox(session, { ...settings, quiet: true }));
  const speed = running && settings.speed !== undefined ? await setSpeed(endpoint, settings.speed) : started.speed;
  output.print(running ? messages.sandbox.running({ endpoint, speed, region }) : messages.sandbox.started({ endpoint }));
  output.print(messages.sandbox.kept({ folder: relative(io.cwd, folder) || folder }));
  output.print('');
  for (const line of environmentLines('sh', { endpoint, region })) output.printWhole(`  ${line}`);
  output.printWhole('  aws ecs list-clusters');
  output.print('');
  output.printWhole(messages.sandbox.envHint({ command: HINTS.sh }));
  output.event({ type: 'result', ok: true, endpoint, region, speed, account, started: running === undefined });
  return undefined;
}

/** Imported when needed: the daemon itself starts faster without it. */
const regionOf = async (session: Session): Promise<string> => (await import('../prepare.ts')).rehearsalRegion(session);

/** The process goes on until it is told to stop; the sandbox ends it itself. */
async function runForever(started: Promise<void>): Promise<never> {
  await started;
  return new Promise<never>(() => {});
}

function numberOption(session: Session, name: string, min: number, max: number): number | undefined {
  const value = textOption(session, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    throw new UserError('numberOption', { flag: `--${name}`, value, min, max });
  return number;
}

export async function sandboxStop(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const stopped = await stopDaemon(sandboxFolder(session));
  output.print(stopped ? messages.sandbox.stopped : messages.sandbox.notRunning);
  output.event({ type: 'result', ok: true, stopped });
  return undefined;
}

/**
 * Whether it runs, and what exists in it. With `--json`: `running`; where it runs also `endpoint`, `region`, `account`, `speed`, `since`, `pid` and
 * `regions`: by region and service (`ecs`), a list of things in AWS's terms with `sort` (`cluster`), `name`, and where there are such, `status`,
 * `detail` (a few words) and `parts` (what belongs to it, things too).
 */
export async function sandboxStatus(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const daemon = await findDaemon(sandboxFolder(session));
  if (daemon === undefined) {
    output.print(messages.sandbox.notRunning);
    output.event({ type: 'result', ok: true, running: false });
    return undefined;
  }
  const answer = await fetch(`${daemon.endpoint}/_sandbox/status`);
  const { things } = (await answer.json()) as { readonly things: Readonly<Record<string, Things>> };
  const { endpoint, region, account, speed, since, pid } = daemon;
  output.print(messages.sandbox.running({ endpoint, speed, region }));
  const show = session.options['tree'] === true ? thingTree : thingLines;
  const view = { messages, width: session.io.stdout.columns ?? Number.POSITIVE_INFINITY };
  for (const [name, held] of Object.entries(things)) {
    const lines = show(held, view);
    if (lines.length === 0) continue;
    output.print('');
    output.print(messages.sandbox.inRegion({ region: name }));
    lines.forEach(line => output.print(line));
  }
  output.event({ type: 'result', ok: true, running: true, endpoint, region, account, speed, since, pid, regions: things });
  return undefined;
}

/** Forgets everything, also what cannot be read. One that does not run is not started for that. */
export async function sandboxReset(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const folder = sandboxFolder(session);
  const running = await findDaemon(folder);
  if (running === undefined) await discardState(folder);
  else {
    const answer = await fetch(`${running.endpoint}/_sandbox/reset`, { method: 'POST' });
    if (!answer.ok) throw new SandboxError('notReset', { folder, tail: (await answer.text()).trim() });
  }
  output.print(messages.sandbox.reset);
  output.event({ type: 'result', ok: true });
  return undefined;
}

type Format = (typeof ENVIRONMENT_FORMATS)[number];

const LINES: Readonly<Record<Exclude<Format, 'json'>, (name: string, value: string) => string>> = {
  sh: (name, value) => `export ${name}='${value}'`,
  fish: (name, value) => `set -gx ${name} '${value}'`,
  powershell: (name, value) => `$env:${name} = '${value}'`,
};

const HINTS: Readonly<Record<Exclude<Format, 'json'>, string>> = {
  sh: 'eval "$(wizard sandbox env)"',
  fish: 'wizard sandbox env --format fish | source',
  powershell: 'wizard sandbox env --format powershell | Invoke-Expression',
};

/** The environment with which the AWS CLI, the SDKs and Terraform talk to the sandbox. */
export async function sandboxEnv(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const region = await regionOf(session);
  const { endpoint } = await ensureSandbox(session, { region });
  const variables = sandboxEnvironment({ endpoint, region });
  const format = choiceOption(session, 'format', ENVIRONMENT_FORMATS, 'sh');
  if (format === 'json' || output.json) {
    output.printWhole(JSON.stringify(variables, undefined, 2));
    output.event({ type: 'result', ok: true, variables });
    return undefined;
  }
  for (const line of environmentLines(format, { endpoint, region })) output.printWhole(line);
  output.printWhole(messages.sandbox.envHint({ command: HINTS[format] }));
  return undefined;
}

const environmentLines = (
  shell: Exclude<Format, 'json'>,
  sandbox: { readonly endpoint: string; readonly region: string },
): readonly string[] => Object.entries(sandboxEnvironment(sandbox)).map(([name, value]) => LINES[shell](name, value));
