import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Aws } from './aws.ts';
import { APP_TAG, ENV_TAG } from './tags.ts';

/**
 * ARNs of everything in the region that carries the mark of this set-up, whatever its name. Roles are not in it, and what was deleted may be, for
 * hours. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export async function markedArns(aws: Aws): Promise<readonly string[]> {
  const TagFilters = [
    { Key: APP_TAG, Values: [aws.app] },
    { Key: ENV_TAG, Values: [aws.env] },
  ];
  const found: string[] = [];
  const tokens = new Set<string>();
  for (let PaginationToken: string | undefined; ;) {
    const page = await aws.tagging.send(new GetResourcesCommand({ TagFilters, ResourcesPerPage: 100, PaginationToken }));
    found.push(...(page.ResourceTagMappingList ?? []).flatMap(({ ResourceARN }) => ResourceARN ?? []));
    PaginationToken = page.PaginationToken;
    // A page may be empty and not the last one; a token that comes again would lead round for ever: https://github.com/boto/boto3/issues/2461
    if (!PaginationToken || tokens.has(PaginationToken)) return found;
    tokens.add(PaginationToken);
  }
}
