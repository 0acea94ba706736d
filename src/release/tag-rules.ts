import type { Repository } from '@aws-sdk/client-ecr';

/** Whether a repository forbids that a tag of it moves to another image. */
export function isImmutable({ imageTagMutability, imageTagMutabilityExclusionFilters = [] }: Repository, tag: string): boolean {
  const isExcluded = imageTagMutabilityExclusionFilters.some(({ filter = '' }) => matches(filter, tag));
  if (imageTagMutability === 'IMMUTABLE_WITH_EXCLUSION') return !isExcluded;
  return imageTagMutability === 'IMMUTABLE' || (imageTagMutability === 'MUTABLE_WITH_EXCLUSION' && isExcluded);
}

/** `*` stands for anything. */
const matches = (filter: string, tag: string): boolean =>
  new RegExp(`^${filter.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`).test(tag);
