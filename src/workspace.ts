import { createHash } from 'node:crypto';
import { mkdir, readdir, readlink, realpath, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ConnectOptions, Connection } from './aws/connect.ts';
import { answersFor, CONFIG_FILE } from './config-file.ts';
import { readIfThere } from './engine/read-if-there.ts';
import type { Entry, State } from './engine/types.ts';
import { UserError } from './errors.ts';
import { DEFAULT_ENV } from './naming.ts';
import type { Session } from './session.ts';
import { addressOf } from './state/address.ts';
import { note } from './ui/note.ts';

/** Folder of what the wizard itself keeps in a project. */
const FOLDER = '.wizard';

export const envOf = ({ options }: Pick<Session, 'options'>): string => options.env ?? DEFAULT_ENV;

type Here = Pick<Session, 'io' | 'options'>;

export const configPath = ({ io, options }: Here): string => resolve(io.cwd, options.config ?? CONFIG_FILE);

/** The state of a set-up. A rehearsal has one of its own, so that it never touches the real one. */
export const statePath = (session: Here): string =>
  join(session.io.cwd, FOLDER, `${envOf(session)}${session.options.sandbox === true ? '.sandbox' : ''}.state.json`);

/** The state of the set-up that is here, as far as it can be read. */
export const stateHere = async (session: Here): Promise<Partial<State> | undefined> => parseState(await textOf(statePath(session)));

/** Whether something has been made here, as far as the state knows. */
export const hasState = async (session: Here): Promise<boolean> => Object.keys((await stateHere(session))?.entries ?? {}).length > 0;

/** Whether others may have made the set-up, since wizard.yaml keeps its state in a bucket. */
export async function sharesState(session: Here): Promise<boolean> {
  const text = session.options.sandbox === true ? undefined : await textOf(configPath(session));
  if (text === undefined) return false;
  const { parseConfig } = await import('./parse-config.ts');
  return addressOf(answersFor(parseConfig(text), envOf(session)).answers.state ?? '') !== undefined;
}

/** Folder of the project's sandbox: its state, its log, its image layers. */
export const sandboxFolder = ({ io }: Session): string => resolve(io.cwd, io.env['WIZARD_SANDBOX_FOLDER'] ?? join(FOLDER, 'sandbox'));

/** Where the sandbox of this project answers, started if it does not run; what else `connect` must know to go there. */
export async function wayIn(session: Session, region: string): Promise<Pick<ConnectOptions, 'endpoint' | 'sandbox'>> {
  if (session.options.sandbox !== true) return { endpoint: session.options.endpointUrl };
  const { ensureSandbox } = await import('./sandbox-daemon.ts');
  const { endpoint } = await ensureSandbox(session, { region });
  return { endpoint, sandbox: true };
}

/** Tells, before anything is made, who works where. */
export function showPlace({ output, messages }: Session, aws: Connection, regionSource: string): void {
  const { account, region, principal } = aws;
  output.event({
    type: 'place',
    account,
    region,
    principal,
    sandbox: aws.sandbox,
    ...(aws.endpoint !== undefined && { endpoint: aws.endpoint }),
  });
  if (aws.sandbox) output.note(messages.ui.sandboxPlace({ endpoint: aws.endpoint ?? '', region }));
  else output.note(messages.ui.place({ account, region, regionSource, principal }));
  for (const { code, facts } of aws.notes) note({ output, messages }, code, facts);
}

/** The text of a file, or undefined when there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readIfThere(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new UserError('fileTrouble', { file: path, error: code }, { cause: error });
  }
}

/** Writes a file, or the one that a link leads to, so that at every instant the old or the new one is there. `mode` says who may read it. */
export async function writeText(file: string, text: string, mode?: number): Promise<void> {
  const path = await targetOf(file);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode });
  await rename(draft, path);
}

/** Where links lead, also when nothing is there yet. */
async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const link = await readlink(file).catch(() => undefined);
    return link === undefined ? file : targetOf(resolve(dirname(file), link));
  }
}

/**
 * SHA-256 of every file that a set-up of this project has rendered, rehearsals and other environments included: a file with one of
 * these contents is ours to render anew, any other is the user's own.
 */
export async function renderedHashes(session: Session): Promise<ReadonlySet<string>> {
  const folder = join(session.io.cwd, FOLDER);
  const names = await readdir(folder).catch(() => []);
  const states = await Promise.all(
    names.filter(name => name.endsWith('.state.json')).map(async name => parseState(await textOf(join(folder, name)))),
  );
  return new Set(states.flatMap(hashesIn));
}

/** SHA-256 of the files that a state says were rendered. */
export const hashesIn = (state: Partial<State> | undefined): readonly string[] =>
  Object.values(state?.entries ?? {})
    .flatMap((entry: Partial<Entry> | null) => (entry?.type === 'local-file' ? String(entry.outputs?.['hash'] ?? '') : []))
    .filter(hash => hash !== '');

/** A state of another set-up is only looked at: what cannot be read there is that set-up's own trouble. */
function parseState(text: string | undefined): Partial<State> | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Partial<State>);
  } catch {
    return undefined;
  }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
