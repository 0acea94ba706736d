import { randomUUID } from 'node:crypto';
import {
  CreateConnection$,
  ResourceNotFoundException$,
  type CreateConnectionInput,
  type CreateConnectionOutput,
} from '@aws-sdk/client-codestar-connections';
import { fault } from '../../fault.ts';
import { operation, type Operation } from '../../operation.ts';
import { arn } from '../../world.ts';
import { invalid, type ConnectionsService } from './connection.ts';
import { gitProviderOf } from './provider.ts';
import type { ConnectionRecord } from './state.ts';
import { checkTags } from './tags.ts';

/** Makes a connection, which is pending: it becomes available only by a handshake in the console, `completeConnection`. */
export const createConnection = (service: ConnectionsService): Operation =>
  operation(CreateConnection$, (world, input: CreateConnectionInput): CreateConnectionOutput => {
    const { ConnectionName: name = '', ProviderType: providerType, HostArn: hostArn, Tags: tags = [] } = input;
    if ((providerType === undefined) === (hostArn === undefined)) {
      throw invalid('Either a ProviderType or a HostArn is required, and not both.');
    }
    // The sandbox has no hosts.
    if (providerType === undefined) throw fault(ResourceNotFoundException$, `Host ${hostArn} not found`);
    if (gitProviderOf(providerType) === undefined) throw invalid(`A HostArn is required for the provider type ${providerType}.`);
    checkTags(tags);
    const connection: ConnectionRecord = {
      arn: arn(world, service, `connection/${randomUUID()}`),
      name,
      providerType,
      status: 'PENDING',
      tags,
    };
    world.state.codeconnections.connections[connection.arn] = connection;
    return { ConnectionArn: connection.arn, Tags: tags };
  });
