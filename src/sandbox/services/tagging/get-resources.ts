import {
  GetResources$,
  type GetResourcesInput,
  type GetResourcesOutput,
  type ResourceTagMapping,
  type TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { invalidParameter, tokenExpired } from './faults.ts';
import { allTagged, type Tagged } from './tagged.ts';

const PER_PAGE = 50;

/** Types of things whose ARN does not tell its own. */
const TYPES: Readonly<Record<string, string>> = { codecommit: 'repository', codepipeline: 'pipeline', s3: 'bucket' };

/** `service[:type]`, both as they stand in the ARN. */
const isOfType = ({ arn }: Tagged, wanted: string): boolean => {
  const [, , service = '', , , ...resource] = arn.split(':');
  const [type = ''] = resource.join(':').split(/[:/]/);
  return wanted === service || wanted === `${service}:${TYPES[service] ?? type}`;
};

const has = ({ tags }: Tagged, { Key = '', Values = [] }: TagFilter): boolean =>
  Object.hasOwn(tags, Key) && (Values.length === 0 || Values.includes(tags[Key] ?? ''));

/** What may not be said together. */
function check(input: GetResourcesInput): void {
  const { ResourceARNList: arns, TagFilters, ResourceTypeFilters, ResourcesPerPage, TagsPerPage, PaginationToken } = input;
  if (arns?.length && [TagFilters, ResourceTypeFilters, ResourcesPerPage, TagsPerPage, PaginationToken].some(Boolean)) {
    throw invalidParameter('ResourceARNList cannot be specified together with filters or pagination parameters.');
  }
  if (TagsPerPage !== undefined && (TagsPerPage < 100 || TagsPerPage > 500 || TagsPerPage % 100 > 0)) {
    throw invalidParameter('TagsPerPage must be between 100 and 500, in increments of 100.');
  }
  if (ResourcesPerPage !== undefined && (ResourcesPerPage < 1 || ResourcesPerPage > 100)) {
    throw invalidParameter('ResourcesPerPage must be between 1 and 100.');
  }
  if (input.ExcludeCompliantResources === true && input.IncludeComplianceDetails !== true) {
    throw invalidParameter('ExcludeCompliantResources can be used only if IncludeComplianceDetails is true.');
  }
}

/** As many things as have so many tags together: none is divided. */
const fitting = (items: readonly Tagged[], most: number): number => {
  let tags = 0;
  const count = items.findIndex(item => (tags += Object.keys(item.tags).length) > most);
  return count < 0 ? items.length : Math.max(1, count);
};

/** There are no tag policies in the sandbox: everything is compliant. */
const mappingOf =
  (withCompliance: boolean) =>
  ({ arn, tags }: Tagged): ResourceTagMapping => ({
    ResourceARN: arn,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(withCompliance && { ComplianceDetails: { ComplianceStatus: true, KeysWithNoncompliantValues: [], NoncompliantKeys: [] } }),
  });

export const getResources = operation(GetResources$, (world: World, input: GetResourcesInput): GetResourcesOutput => {
  check(input);
  const { ResourceARNList: arns, TagFilters = [], ResourceTypeFilters: types, ResourcesPerPage, TagsPerPage } = input;
  const found = allTagged(world).filter(
    thing =>
      (!arns?.length || arns.includes(thing.arn)) &&
      TagFilters.every(filter => has(thing, filter)) &&
      (!types?.length || types.some(type => isOfType(thing, type))) &&
      input.ExcludeCompliantResources !== true,
  );
  const token = input.PaginationToken === '' ? undefined : input.PaginationToken;
  const whole = page(found, token, ResourcesPerPage ?? PER_PAGE, tokenExpired);
  const size = TagsPerPage === undefined ? whole.items.length : fitting(whole.items, TagsPerPage);
  const { items, next = '' } = size < whole.items.length ? page(found, token, size, tokenExpired) : whole;
  return { ResourceTagMappingList: items.map(mappingOf(input.IncludeComplianceDetails === true)), PaginationToken: next };
});
