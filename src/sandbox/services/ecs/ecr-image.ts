import { isOwnRegistry } from '../ecr/repository-shape.ts';
import type { World } from '../../world.ts';

/** A repository of a private registry. */
export interface EcrRepository {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
}

/** The repository of an image in a private ECR registry, the sandbox's own host included; undefined for any other image. */
export function ecrRepositoryOf(world: World, image: string): EcrRepository | undefined {
  const [, host = '', path] = /^([^/]+)\/([^:@]+)/.exec(image) ?? [];
  if (path && isOwnRegistry(world, host)) return { account: world.account, region: world.region, repository: path };
  const [, account, region] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//.exec(image) ?? [];
  return account && region && path ? { account, region, repository: path } : undefined;
}
