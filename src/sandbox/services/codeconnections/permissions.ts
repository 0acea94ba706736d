import type {
  CreateConnectionInput,
  DeleteConnectionInput,
  GetConnectionInput,
  ListConnectionsInput,
  ListTagsForResourceInput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-codestar-connections';
import { given, requestTags, resourceTags, tagKeys } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import type { World } from '../../world.ts';
import type { ConnectionsService } from './connection.ts';

/** What IAM is asked; the actions bear the name of the API that is called (Service Authorization Reference, "AWS CodeConnections"). */
export function permissionsOf(service: ConnectionsService): Readonly<Record<string, NeedsOf<never>>> {
  const on = (world: World, action: string, connectionArn = '*', context: Need['context'] = {}): readonly Need[] => [
    {
      action: `${service}:${action}`,
      resource: connectionArn,
      context: { ...resourceTags(world.state.codeconnections.connections[connectionArn]?.tags), ...context },
    },
  ];
  return {
    CreateConnection: needs((world, { ProviderType, Tags }: CreateConnectionInput) =>
      on(world, 'CreateConnection', '*', { ...given({ [`${service}:ProviderType`]: ProviderType }), ...requestTags(Tags) }),
    ),
    GetConnection: needs((world, input: GetConnectionInput) => on(world, 'GetConnection', input.ConnectionArn)),
    DeleteConnection: needs((world, input: DeleteConnectionInput) => on(world, 'DeleteConnection', input.ConnectionArn)),
    ListConnections: needs((world, { ProviderTypeFilter }: ListConnectionsInput) =>
      on(world, 'ListConnections', '*', given({ [`${service}:ProviderTypeFilter`]: ProviderTypeFilter })),
    ),
    ListTagsForResource: needs((world, input: ListTagsForResourceInput) => on(world, 'ListTagsForResource', input.ResourceArn)),
    TagResource: needs((world, { ResourceArn, Tags }: TagResourceInput) => on(world, 'TagResource', ResourceArn, requestTags(Tags))),
    UntagResource: needs((world, { ResourceArn, TagKeys }: UntagResourceInput) =>
      on(world, 'UntagResource', ResourceArn, tagKeys(TagKeys)),
    ),
  };
}
