import type { SandboxService } from '../../operation.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

/** AWS Security Token Service. */
export const sts: SandboxService = {
  name: 'sts',
  protocol: 'query',
  version: '2011-06-15',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  validationCode: 'ValidationError',
  operations: [getCallerIdentity],
};
