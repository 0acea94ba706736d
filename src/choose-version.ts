import { UserError } from './errors.ts';
import type { History, PastVersion } from './release/past-versions.ts';
import type { Standing } from './release/standing.ts';
import type { RollbackNote } from './rollback-note.ts';
import { commandFor, type Session } from './session.ts';
import { prompterOf } from './ui/prompter.ts';
import { versionChoice } from './ui/version-view.ts';

export interface Known {
  readonly history: History;
  readonly standing: Standing;
  /** A rollback that did not come to its end. */
  readonly note: RollbackNote | undefined;
}

/** The version to go back to: as said, as begun, as chosen from the list, or the one before. */
export async function chooseVersion(session: Session, said: string | undefined, known: Known): Promise<PastVersion> {
  const { history } = known;
  if (said !== undefined) return namedVersion(session, said, history.versions);
  const begun = begunVersion(known);
  if (begun !== undefined) return begun;
  const usual = usualVersion(known);
  const others = history.versions.filter(version => version !== history.live || version === usual);
  if (session.interactive && session.options.yes !== true && others.length > 0) return pick(session, others, usual);
  if (usual !== undefined) return usual;
  const left = others[0]?.revision;
  throw new UserError('nothingBefore', {
    revision: history.live?.revision ?? '',
    left,
    command: commandFor(session, left === undefined ? 'release' : `rollback --to ${left}`),
  });
}

/** By number, `FAMILY:NUMBER`, ARN, digest or the beginning of one, tag, or the deployment that brought it; the newest of those that fit. */
function namedVersion(session: Session, said: string, versions: readonly PastVersion[]): PastVersion {
  const digest = said.replace(/^sha256:/, '');
  const isDigest = /^[\da-f]{7,64}$/.test(digest);
  const isMeant = ({ taskDefinition, revision, deploymentId, tags, digest: full = '' }: PastVersion): boolean =>
    [taskDefinition, revision, revision.split(':')[1], deploymentId, ...tags].includes(said) ||
    (isDigest && full.startsWith(`sha256:${digest}`));
  const found = versions.find(isMeant);
  if (found !== undefined) return found;
  const names = versions.map(({ revision }) => revision).join(', ');
  throw new UserError('versionUnknown', { version: said, versions: names, command: `${commandFor(session, 'rollback')} --list` });
}

/** A note counts as long as nobody else has changed what serves. */
function begunVersion({ history: { versions, live }, standing, note }: Known): PastVersion | undefined {
  const wanted = versions.find(({ taskDefinition }) => taskDefinition === note?.to);
  const isStill =
    standing.primary === note?.from || standing.primary === note?.to || (live !== undefined && live.content === wanted?.content);
  return isStill ? wanted : undefined;
}

/** While a new version comes, the one that serves; while CodeDeploy leads traffic back, the one that it leads to; else the one before. */
function usualVersion({ history: { live, before, versions, content }, standing: { running, primary } }: Known): PastVersion | undefined {
  if (running === undefined || running.isKeeping) return before;
  if (running.isRollback) return versions.find(version => version.content === content(running.taskDefinition ?? ''));
  if (running.rollsBack === undefined) return live;
  return running.leaves === primary ? before : live;
}

async function pick(session: Session, versions: readonly PastVersion[], usual: PastVersion | undefined): Promise<PastVersion> {
  const { messages } = session;
  const value = await prompterOf(session).select({
    message: messages.rollback.choose,
    initial: usual?.taskDefinition,
    choices: versions.map(version => ({ value: version.taskDefinition, name: versionChoice(version, messages) })),
  });
  return versions.find(({ taskDefinition }) => taskDefinition === value)!;
}
