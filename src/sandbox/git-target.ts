import type { IncomingMessage } from 'node:http';
import { hostOf, pathOf } from './request-parts.ts';
import type { Repository } from './services/codecommit/state.ts';
import { isGitProvider, type GitProvider } from './services/codeconnections/provider.ts';
import type { World } from './world.ts';

const LAST = String.raw`\/(info\/refs|git-upload-pack|git-receive-pack)$`;
const CODECOMMIT = new RegExp(String.raw`^\/v1\/repos\/([^/]+)${LAST}`);
const PROVIDER = new RegExp(String.raw`^\/_sandbox\/git\/([^/]+)\/([^/]+\/[^/]+?)(?:\.git)?${LAST}`);

/** What the address of a git request names. */
export type GitTarget =
  | {
      readonly kind: 'codecommit';
      readonly world: World;
      readonly repository: Repository | undefined;
      readonly name: string;
      readonly what: string;
    }
  | { readonly kind: 'provider'; readonly world: World; readonly provider: GitProvider; readonly fullName: string; readonly what: string };

/**
 * The repository that a request is for. The address of a CodeCommit repository has no region: it is one of the sandbox's own region, or of another
 * that has one of this name; `http://REGION.localhost:PORT/…` says which.
 */
export function gitTarget(
  worldOf: (region?: string) => World,
  worlds: () => readonly World[],
  request: IncomingMessage,
): GitTarget | undefined {
  const path = decodeURIComponent(pathOf(request));
  const [, name, what = ''] = CODECOMMIT.exec(path) ?? [];
  if (name !== undefined) {
    const [, region] = /^([a-z0-9-]+)\.localhost$/i.exec(hostOf(request)) ?? [];
    const own = worldOf(region);
    const has = (world: World): boolean => world.state.codecommit.repositories[name] !== undefined;
    const world = region !== undefined || has(own) ? own : (worlds().find(has) ?? own);
    return { kind: 'codecommit', world, repository: world.state.codecommit.repositories[name], name, what };
  }
  const [, provider = '', fullName = '', service = ''] = PROVIDER.exec(path) ?? [];
  return isGitProvider(provider) ? { kind: 'provider', world: worldOf(), provider, fullName, what: service } : undefined;
}
