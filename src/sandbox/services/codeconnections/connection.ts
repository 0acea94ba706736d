import { ResourceNotFoundException$, type Connection } from '@aws-sdk/client-codestar-connections';
import { Fault, fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import type { ConnectionRecord } from './state.ts';

/** The name that comes first in the ARN is the API's that made the connection; both APIs know all connections. */
export type ConnectionsService = 'codeconnections' | 'codestar-connections';

/** The connection of this ARN, or AWS's refusal. */
export function findConnection(world: World, arn: string | undefined): ConnectionRecord {
  const connection = world.state.codeconnections.connections[arn ?? ''];
  if (connection === undefined) throw fault(ResourceNotFoundException$, `Connection ${arn} not found`);
  return connection;
}

/** A connection as the API shows it. */
export const describeConnection = (world: World, connection: ConnectionRecord): Connection => ({
  ConnectionName: connection.name,
  ConnectionArn: connection.arn,
  ProviderType: connection.providerType,
  OwnerAccountId: world.account,
  ConnectionStatus: connection.status,
});

/** Operations of connections have no error of their own for input that they refuse. */
export const invalid = (message: string): Fault => new Fault('ValidationException', message);
