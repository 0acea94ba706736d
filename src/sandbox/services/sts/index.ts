import type { SandboxService } from '../../operation.ts';
import { assumeRole } from './assume-role.ts';
import { getAccessKeyInfo } from './get-access-key-info.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getSessionToken } from './get-session-token.ts';
import { permissions } from './permissions.ts';

/** AWS Security Token Service. */
export const sts: SandboxService = {
  name: 'sts',
  protocol: 'query',
  version: '2011-06-15',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  validationCode: 'ValidationError',
  operations: [assumeRole, getAccessKeyInfo, getCallerIdentity, getSessionToken],
  permissions,
};
