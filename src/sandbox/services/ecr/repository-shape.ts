import type { Repository } from '@aws-sdk/client-ecr';
import { arn, type World } from '../../world.ts';
import type { RepositoryState } from './state.ts';

/** Host that `docker push` must be able to reach, so it is the sandbox's own and not an amazonaws.com one. */
export const registryHost = (world: Pick<World, 'endpoint'>): string => new URL(world.endpoint).host;

/** Whether a host in an image's name means the sandbox. Its port may have been another when the name was written. */
export const isOwnRegistry = (world: Pick<World, 'endpoint'>, host: string): boolean =>
  host === registryHost(world) || /^(?:127\.0\.0\.1|localhost):\d+$/.test(host);

const repositoryArn = (world: World, name: string): string => arn(world, 'ecr', `repository/${name}`);

/** A repository as the API shows it. */
export const repositoryShape = (world: World, repository: RepositoryState): Repository => ({
  repositoryArn: repositoryArn(world, repository.name),
  registryId: world.account,
  repositoryName: repository.name,
  repositoryUri: `${registryHost(world)}/${repository.name}`,
  createdAt: repository.createdAt,
  imageTagMutability: repository.imageTagMutability,
  ...(repository.exclusionFilters.length > 0 && { imageTagMutabilityExclusionFilters: [...repository.exclusionFilters] }),
  imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
  encryptionConfiguration: repository.encryption,
});
