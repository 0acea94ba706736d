import { FLUSH, pktLine } from './git-pkt-line.ts';
import { commitBehind } from './services/codecommit/git-objects.ts';
import type { GitRepository } from './services/codecommit/state.ts';

export type GitService = 'git-upload-pack' | 'git-receive-pack';

const AGENT = 'agent=ecs-bluegreen-sandbox';
const CAPABILITIES: Readonly<Record<GitService, string>> = {
  'git-upload-pack': `multi_ack_detailed side-band-64k ofs-delta shallow no-progress ${AGENT}`,
  'git-receive-pack': `report-status delete-refs side-band-64k quiet atomic ofs-delta ${AGENT}`,
};

const NOTHING = '0'.repeat(40);

/** All references of a repository, by full name, in git's order. */
export const referencesOf = ({ branches, references }: GitRepository): (readonly [name: string, id: string])[] =>
  [...Object.entries(branches).map(([name, id]) => [`refs/heads/${name}`, id] as const), ...Object.entries(references)].sort(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );

/** The default branch is what HEAD stands for. */
function headOf({ defaultBranch, branches }: GitRepository): { readonly id: string; readonly branch: string } | undefined {
  const id = defaultBranch === undefined ? undefined : branches[defaultBranch];
  return defaultBranch === undefined || id === undefined ? undefined : { id, branch: `refs/heads/${defaultBranch}` };
}

function advertised(repository: GitRepository, service: GitService): string[] {
  const lines = referencesOf(repository).flatMap(([name, id]) => {
    const commit = commitBehind(repository, id);
    const peeled = service === 'git-upload-pack' && commit !== undefined && commit !== id;
    return [`${id} ${name}`, ...(peeled ? [`${commit} ${name}^{}`] : [])];
  });
  const head = headOf(repository);
  if (service === 'git-upload-pack' && head !== undefined) lines.unshift(`${head.id} HEAD`);
  return lines.length > 0 ? lines : [`${NOTHING} capabilities^{}`];
}

/** What a service tells about a repository before anything else: its references, and what the service can do. */
export function advertise(repository: GitRepository, service: GitService): Buffer {
  const head = headOf(repository);
  const symbolic = service === 'git-upload-pack' && head !== undefined ? ` symref=HEAD:${head.branch}` : '';
  const lines = advertised(repository, service).map((line, index) =>
    pktLine(index === 0 ? `${line}\0${CAPABILITIES[service]}${symbolic}\n` : `${line}\n`),
  );
  return Buffer.concat([pktLine(`# service=${service}\n`), FLUSH, ...lines, FLUSH]);
}
