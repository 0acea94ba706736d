import { GetResourcesCommand, type ResourceTagMapping, type TagFilter } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Aws } from './aws.ts';
import { APP_TAG, ENV_TAG, ownerOf } from './tags.ts';

/**
 * ARNs of everything in the region that carries the mark of this set-up, whatever its name. Roles are not in it, and what was deleted may be, for
 * hours. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export async function markedArns(aws: Aws): Promise<readonly string[]> {
  const found = await tagged(aws, [
    { Key: APP_TAG, Values: [aws.app] },
    { Key: ENV_TAG, Values: [aws.env] },
  ]);
  return found.flatMap(({ ResourceARN }) => ResourceARN ?? []);
}

/** The other set-ups of this tool in the region, as `app/env`, and how many things carry the mark of each; as `markedArns` sees them. */
export async function otherSetUps(aws: Aws): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { Tags } of await tagged(aws, [{ Key: APP_TAG }, { Key: ENV_TAG }])) {
    const owner = ownerOf(Tags);
    if (owner !== undefined && owner !== aws.owner) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return counts;
}

async function tagged(aws: Aws, TagFilters: TagFilter[]): Promise<readonly ResourceTagMapping[]> {
  const found: ResourceTagMapping[] = [];
  const tokens = new Set<string>();
  for (let PaginationToken: string | undefined; ;) {
    const page = await aws.tagging.send(new GetResourcesCommand({ TagFilters, ResourcesPerPage: 100, PaginationToken }));
    found.push(...(page.ResourceTagMappingList ?? []));
    PaginationToken = page.PaginationToken;
    // A page may be empty and not the last one; a token that comes again would lead round for ever: https://github.com/boto/boto3/issues/2461
    if (!PaginationToken || tokens.has(PaginationToken)) return found;
    tokens.add(PaginationToken);
  }
}
