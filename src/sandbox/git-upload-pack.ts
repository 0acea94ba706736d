import { referencesOf } from './git-advertise.ts';
import { writePack } from './git-pack-write.ts';
import { FLUSH, GitProtocolError, pktLine, readSection, sideBand } from './git-pkt-line.ts';
import { leadsTo, parentsIn, reachable, withinDepth } from './git-reach.ts';
import { commitBehind } from './services/codecommit/git-objects.ts';
import { loadObject } from './services/codecommit/object-store.ts';
import type { GitRepository } from './services/codecommit/state.ts';
import type { World } from './world.ts';

/** What a client asks for. */
interface Wish {
  readonly wants: readonly string[];
  /** Commits whose parents the client does not have. */
  readonly shallow: ReadonlySet<string>;
  readonly depth: number | undefined;
  readonly capabilities: ReadonlySet<string>;
}

function parseWish(repository: GitRepository, lines: readonly string[]): Wish {
  const of = (word: string): string[] => lines.flatMap(line => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  const wants = of('want').map(line => line.slice(0, 40));
  const offered = new Set(referencesOf(repository).map(([, id]) => id));
  const foreign = wants.find(id => !offered.has(id));
  if (foreign !== undefined) throw new GitProtocolError(`upload-pack: not our ref ${foreign}`);
  const depth = of('deepen')[0];
  return {
    wants,
    shallow: new Set(of('shallow')),
    depth: depth === undefined ? undefined : Number(depth),
    capabilities: new Set(of('want')[0]?.slice(41).split(' ')),
  };
}

/** How the border of the client's history moves. */
interface Border {
  /** Commits whose parents are not sent. */
  readonly cut: ReadonlySet<string>;
  readonly unshallow: readonly string[];
  readonly lines: readonly Buffer[];
}

function moveBorder(repository: GitRepository, { wants, shallow, depth }: Wish): Border {
  if (depth === undefined) return { cut: shallow, unshallow: [], lines: [] };
  const tips = wants.flatMap(id => commitBehind(repository, id) ?? []);
  const { commits, border } = withinDepth(repository, tips, depth);
  const unshallow = [...shallow].filter(id => commits.has(id) && !border.has(id));
  const added = [...border].filter(id => !shallow.has(id));
  const lines = [...added.map(id => pktLine(`shallow ${id}`)), ...unshallow.map(id => pktLine(`unshallow ${id}`)), FLUSH];
  return { cut: border, unshallow, lines };
}

/** What both sides have: answers the client's `have` lines, and tells whether it is done asking. */
function negotiate(
  repository: GitRepository,
  { wants, capabilities }: Wish,
  sections: readonly { readonly lines: readonly string[]; readonly flushed: boolean }[],
): { readonly common: ReadonlySet<string>; readonly answers: readonly Buffer[]; readonly done: boolean } {
  const detailed = capabilities.has('multi_ack_detailed');
  const common = new Set<string>();
  const answers: Buffer[] = [];
  let last = '';
  const answer = (text: string): void => {
    answers.push(pktLine(`${text}\n`));
  };
  for (const { lines, flushed } of sections) {
    for (const line of lines) {
      if (line === 'done') {
        if (common.size === 0) answer('NAK');
        else if (detailed) answer(`ACK ${last}`);
        return { common, answers, done: true };
      }
      const id = /^have ([0-9a-f]{40})$/.exec(line)?.[1];
      if (id === undefined) throw new GitProtocolError(`expected a have line, got ${line}`);
      if (repository.objects[id] === undefined) continue;
      if (detailed) answer(`ACK ${id} common`);
      else if (common.size === 0) answer(`ACK ${id}`);
      common.add(id);
      last = id;
    }
    if (!flushed) break;
    const enough = common.size > 0 && wants.every(id => leadsTo(repository, commitBehind(repository, id) ?? id, common));
    if (detailed && enough) answer(`ACK ${last} ready`);
    if (detailed || common.size === 0) answer('NAK');
  }
  return { common, answers, done: false };
}

/** Answers a fetch (https://git-scm.com/docs/http-protocol, version 0): what is common so far, and in the end a pack of what the client lacks. */
export function* uploadPack(world: World, repository: GitRepository, body: Buffer): Generator<Buffer> {
  const first = readSection(body);
  const sections: { lines: readonly string[]; flushed: boolean }[] = [];
  for (let at = first.end; at < body.length;) {
    const section = readSection(body, at);
    sections.push(section);
    at = section.end;
  }
  const wish = parseWish(repository, first.lines);
  if (wish.wants.length === 0) return;
  const border = moveBorder(repository, wish);
  yield* border.lines;
  const { common, answers, done } = negotiate(repository, wish, sections);
  yield* answers;
  if (!done) return;
  const known = reachable(repository, common, { cut: wish.shallow });
  const from = [...wish.wants, ...border.unshallow.flatMap(id => parentsIn(repository, id))];
  const ids = reachable(repository, from, { known, cut: border.cut });
  const banded = wish.capabilities.has('side-band-64k');
  for (const piece of writePack(ids.size, loadAll(world, repository, ids))) yield* banded ? sideBand(1, piece) : [piece];
  if (banded) yield FLUSH;
}

function* loadAll(world: World, repository: GitRepository, ids: Iterable<string>) {
  for (const id of ids) {
    const object = loadObject(world, repository, id);
    if (object === undefined) throw new Error(`The repository ${repository.name} lacks the object ${id}.`);
    yield object;
  }
}
