import { ImageTagMutability, type ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';
import { fitsGlob, starGlob } from '../../glob.ts';
import { invalidParameter } from './faults.ts';
import type { RepositoryState } from './state.ts';

/** The setting and its exceptions, checked as ECR does: filters belong to the `_WITH_EXCLUSION` settings, one to five of them. */
export function checkMutability(
  mutability: string | undefined,
  filters: readonly ImageTagMutabilityExclusionFilter[] | undefined,
): ImageTagMutability {
  const setting = Object.values(ImageTagMutability).find(value => value === (mutability ?? 'MUTABLE'));
  if (setting === undefined) {
    throw invalidParameter('imageTagMutability', `Member must satisfy enum value set: [${Object.values(ImageTagMutability).join(', ')}]`);
  }
  const count = filters?.length ?? 0;
  if (setting.endsWith('_WITH_EXCLUSION') ? count === 0 : count > 0) {
    throw invalidParameter(
      'imageTagMutabilityExclusionFilters',
      count === 0
        ? `imageTagMutabilityExclusionFilters must be given when imageTagMutability is ${setting}`
        : `imageTagMutabilityExclusionFilters cannot be given when imageTagMutability is ${setting}`,
    );
  }
  if (count > 5) throw invalidParameter('imageTagMutabilityExclusionFilters', 'Member must have length less than or equal to 5');
  const bad = filters?.find(filter => filter.filterType !== 'WILDCARD' || !/^[0-9a-zA-Z._*-]{1,128}$/.test(filter.filter ?? ''));
  if (bad) throw invalidParameter('imageTagMutabilityExclusionFilters', `Invalid filter '${bad.filter}' of type '${bad.filterType}'`);
  return setting;
}

/** Whether a tag of this repository may not move once it is set. */
export function isImmutable(repository: Pick<RepositoryState, 'imageTagMutability' | 'exclusionFilters'>, tag: string): boolean {
  const excluded = repository.exclusionFilters.some(filter => fitsGlob(starGlob(filter.filter ?? ''), tag));
  return repository.imageTagMutability.startsWith('IMMUTABLE') !== excluded;
}
