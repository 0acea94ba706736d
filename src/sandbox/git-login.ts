import type { IncomingMessage, ServerResponse } from 'node:http';
import { identityOf, refuseRealKeys } from './caller.ts';
import { Fault } from './fault.ts';
import type { Identity } from './services/iam/identity.ts';
import type { World } from './world.ts';

/**
 * Whoever asks CodeCommit over HTTP. The user name is one of git credentials, or an access key (with `%` and the session token behind it) as
 * `aws codecommit credential-helper` and git-remote-codecommit give it; the password, like any signature here, is not checked.
 */
export function gitIdentity(world: World, request: IncomingMessage, response: ServerResponse): Identity {
  const [, encoded = ''] = /^Basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  if (user === '' || password === '') {
    response.setHeader('www-authenticate', 'Basic realm="CodeCommit"');
    throw new Fault('MissingAuthenticationToken', 'Git needs a user name and a password here: any will do.', { status: 401 });
  }
  const [accessKeyId = '', sessionToken] = user.split(/%(.*)/s);
  const credential = { accessKeyId, sessionToken, region: world.region, service: 'codecommit' };
  refuseRealKeys(credential);
  // Git knows one status for those who may not.
  return identityOf(world, credential, 'query');
}
