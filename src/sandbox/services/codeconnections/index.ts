import type { SandboxService } from '../../operation.ts';
import { restoreRepository } from '../codecommit/state.ts';
import type { ConnectionsService } from './connection.ts';
import { createConnection } from './create-connection.ts';
import { deleteConnection, getConnection, listConnections } from './get-connection.ts';
import { permissionsOf } from './permissions.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

const connectionsService = (name: ConnectionsService): Omit<SandboxService, 'target'> => ({
  name,
  jsonVersion: '1.0',
  protocol: 'json',
  validationCode: 'ValidationException',
  operations: [createConnection(name), deleteConnection, getConnection, listConnections, listTagsForResource, tagResource, untagResource],
  permissions: permissionsOf(name),
});

/** AWS CodeConnections: leave to use repositories at other providers. */
export const codeconnections: SandboxService = {
  ...connectionsService('codeconnections'),
  otherProtocols: ['cbor'],
  start: world => {
    for (const repository of Object.values(world.global.gitProviders.repositories)) restoreRepository(repository);
  },
};

/** Its API under the name of before. */
export const codestarConnections: SandboxService = connectionsService('codestar-connections');
