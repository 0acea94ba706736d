import type {
  CreateConnectionInput,
  DeleteConnectionInput,
  GetConnectionInput,
  ListConnectionsInput,
  ListTagsForResourceInput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-codestar-connections';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import type { World } from '../../world.ts';
import type { ConnectionsService } from './connection.ts';

const resourceTags = (world: World, connectionArn: string): Record<string, string> =>
  Object.fromEntries(
    (world.state.codeconnections.connections[connectionArn]?.tags ?? []).map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value ?? '']),
  );

/** What IAM is asked; the actions bear the name of the API that is called (Service Authorization Reference, "AWS CodeConnections"). */
export function permissionsOf(service: ConnectionsService): Readonly<Record<string, NeedsOf<never>>> {
  const on = (world: World, action: string, connectionArn = '*', context: Need['context'] = {}): readonly Need[] => [
    { action: `${service}:${action}`, resource: connectionArn, context: { ...resourceTags(world, connectionArn), ...context } },
  ];
  return {
    CreateConnection: needs((world, { ProviderType, Tags = [] }: CreateConnectionInput) =>
      on(world, 'CreateConnection', '*', {
        ...(ProviderType !== undefined && { [`${service}:ProviderType`]: ProviderType }),
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value ?? ''])),
        ...(Tags.length > 0 && { 'aws:TagKeys': Tags.map(({ Key }) => Key ?? '') }),
      }),
    ),
    GetConnection: needs((world, input: GetConnectionInput) => on(world, 'GetConnection', input.ConnectionArn)),
    DeleteConnection: needs((world, input: DeleteConnectionInput) => on(world, 'DeleteConnection', input.ConnectionArn)),
    ListConnections: needs((world, { ProviderTypeFilter }: ListConnectionsInput) =>
      on(world, 'ListConnections', '*', ProviderTypeFilter === undefined ? {} : { [`${service}:ProviderTypeFilter`]: ProviderTypeFilter }),
    ),
    ListTagsForResource: needs((world, input: ListTagsForResourceInput) => on(world, 'ListTagsForResource', input.ResourceArn)),
    TagResource: needs((world, { ResourceArn, Tags = [] }: TagResourceInput) =>
      on(world, 'TagResource', ResourceArn, {
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value ?? ''])),
        'aws:TagKeys': Tags.map(({ Key }) => Key ?? ''),
      }),
    ),
    UntagResource: needs((world, { ResourceArn, TagKeys = [] }: UntagResourceInput) =>
      on(world, 'UntagResource', ResourceArn, { 'aws:TagKeys': TagKeys }),
    ),
  };
}
