import {
  DeleteConnection$,
  GetConnection$,
  ListConnections$,
  type DeleteConnectionInput,
  type GetConnectionInput,
  type GetConnectionOutput,
  type ListConnectionsInput,
  type ListConnectionsOutput,
} from '@aws-sdk/client-codestar-connections';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { describeConnection, findConnection, invalid } from './connection.ts';

export const getConnection = operation(GetConnection$, (world, input: GetConnectionInput): GetConnectionOutput => ({
  Connection: describeConnection(world, findConnection(world, input.ConnectionArn)),
}));

export const listConnections = operation(ListConnections$, (world, input: ListConnectionsInput): ListConnectionsOutput => {
  const { ProviderTypeFilter: type, HostArnFilter: host } = input;
  // No connection of the sandbox has a host.
  const found = Object.values(world.state.codeconnections.connections).filter(
    ({ providerType }) => host === undefined && (type === undefined || providerType === type),
  );
  const { items, next } = page(found, input.NextToken, input.MaxResults ?? 50, () => invalid('The NextToken is not valid.'));
  return { Connections: items.map(connection => describeConnection(world, connection)), NextToken: next };
});

export const deleteConnection = operation(DeleteConnection$, (world, input: DeleteConnectionInput): object => {
  const { arn } = findConnection(world, input.ConnectionArn);
  delete world.state.codeconnections.connections[arn];
  return {};
});
