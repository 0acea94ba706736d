import { faultIn } from './git-check-object.ts';
import { readPack } from './git-pack-read.ts';
import { FLUSH, GitProtocolError, pktLine, readSection, sideBand } from './git-pkt-line.ts';
import { namedBy } from './git-reach.ts';
import { isReferenceName } from './services/codecommit/branch.ts';
import { referenceOf } from './services/codecommit/move-branch.ts';
import { loadObject, storeObject } from './services/codecommit/object-store.ts';
import type { GitObject, GitRepository } from './services/codecommit/state.ts';
import type { World } from './world.ts';

const NOTHING = '0'.repeat(40);
/** https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html */
const MOST_REFERENCES = 4000;

interface Command {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly reference: string;
}

/** What is pushed to. */
export interface PushTarget {
  readonly repository: GitRepository;
  /** Why the caller may not move a reference; undefined where they may. */
  readonly refuse?: (reference: string) => string | undefined;
  /** Moves a reference, or removes it. */
  readonly move: (reference: string, id: string | undefined) => void;
}

function parseCommand(line: string): Command {
  const [, before = '', after = '', reference = ''] = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+)$/.exec(line) ?? [];
  if (reference === '') throw new GitProtocolError(`expected a command, got ${line}`);
  const given = (id: string): string | undefined => (id === NOTHING ? undefined : id);
  return { before: given(before), after: given(after), reference };
}

/** The pushed objects that a reference needs and the repository lacks; an error where some are in neither. */
function lacking(repository: GitRepository, pushed: ReadonlyMap<string, GitObject>, tip: string): Map<string, GitObject> {
  const found = new Map<string, GitObject>();
  const stack = [tip];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (repository.objects[id] !== undefined || found.has(id)) continue;
    const object = pushed.get(id);
    if (object === undefined) throw new GitProtocolError('missing necessary objects');
    const wrong = faultIn(object);
    if (wrong !== undefined) throw new GitProtocolError(`${object.type} ${id}: ${wrong}`);
    found.set(id, object);
    stack.push(...namedBy(object));
  }
  return found;
}

/** Why a reference cannot be moved, in git's words; undefined where it can. */
function refusal({ repository, refuse }: PushTarget, pushed: ReadonlyMap<string, GitObject>, command: Command): string | undefined {
  const { before, after, reference } = command;
  const name = /^refs\/(?:heads|tags)\/(.*)$/.exec(reference)?.[1] ?? reference;
  const branch = /^refs\/heads\/(.*)$/.exec(reference)?.[1];
  if (!reference.startsWith('refs/') || !isReferenceName(name)) return 'funny refname';
  if (referenceOf(repository, reference) !== before) return 'failed to update ref';
  const denied = refuse?.(reference);
  if (denied !== undefined) return denied;
  if (after === undefined)
    return branch !== undefined && branch === repository.defaultBranch ? 'deletion of the current branch prohibited' : undefined;
  try {
    lacking(repository, pushed, after);
  } catch (error) {
    if (error instanceof GitProtocolError) return error.message;
    throw error;
  }
  const type = (repository.objects[after] ?? pushed.get(after))?.type;
  return branch !== undefined && type !== 'commit' ? 'a branch must point at a commit' : undefined;
}

function unpack(world: World, repository: GitRepository, pack: Buffer): ReadonlyMap<string, GitObject> | string {
  try {
    return pack.length === 0 ? new Map<string, GitObject>() : readPack(pack, id => loadObject(world, repository, id));
  } catch (error) {
    if (error instanceof GitProtocolError) return error.message;
    if (error instanceof RangeError) return 'the pack is cut off';
    throw error;
  }
}

function apply(world: World, target: PushTarget, commands: readonly Command[], pack: Buffer, atomic: boolean): string[] {
  const { repository, move } = target;
  const pushed = unpack(world, repository, pack);
  if (typeof pushed === 'string') return [`unpack ${pushed}`, ...commands.map(({ reference }) => `ng ${reference} unpacker error`)];
  const refusals = commands.map(command => refusal(target, pushed, command));
  const all = atomic && refusals.some(reason => reason !== undefined);
  const results = commands.map(({ reference, after }, index) => {
    const reason = refusals[index] ?? (all ? 'atomic transaction failed' : undefined);
    if (reason !== undefined) return `ng ${reference} ${reason}`;
    if (after !== undefined) for (const [id, object] of lacking(repository, pushed, after)) storeObject(world, repository, object, id);
    move(reference, after);
    return `ok ${reference}`;
  });
  return ['unpack ok', ...results];
}

/** Answers a push (https://git-scm.com/docs/pack-protocol): takes the pack in, moves the references, tells how each of them fared. */
export function receivePack(world: World, target: PushTarget, body: Buffer): Buffer {
  const { lines, end } = readSection(body);
  const orders = lines.filter(line => !line.startsWith('shallow '));
  const capabilities = new Set(orders[0]?.split('\0')[1]?.split(' '));
  const commands = orders.map(line => parseCommand(line.split('\0')[0] ?? ''));
  if (commands.length === 0) return Buffer.alloc(0);
  if (commands.length > MOST_REFERENCES) throw new GitProtocolError(`a push may change at most ${MOST_REFERENCES} references`);
  const results = apply(world, target, commands, body.subarray(end), capabilities.has('atomic'));
  if (!capabilities.has('report-status')) return Buffer.alloc(0);
  const report = Buffer.concat([...results.map(line => pktLine(`${line}\n`)), FLUSH]);
  return capabilities.has('side-band-64k') ? Buffer.concat([...sideBand(1, report), FLUSH]) : report;
}
