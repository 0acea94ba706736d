import type { IncomingMessage, ServerResponse } from 'node:http';
import { RegistryError } from './registry-error.ts';
import type { WorldOf } from './registry.ts';
import { downloadSignature, isSame, readPassword, regionOfPassword } from './services/ecr/authorization.ts';
import { holderOfKey } from './services/iam/credentials.ts';
import type { Identity } from './services/iam/identity.ts';
import type { World } from './world.ts';

interface Target {
  readonly url: URL;
  readonly repositoryName: string;
  readonly reference: string;
  /** Anybody may do this. */
  readonly isOpen: boolean;
}

/** Where a caller is logged in, and as whom: nobody in particular where no login is needed. */
export interface RegistryLogin {
  readonly world: World;
  readonly identity?: Identity;
}

/** Where the caller is logged in. ECR takes the user `AWS` with the password from `GetAuthorizationToken`. */
export function logIn(worldOf: WorldOf, request: IncomingMessage, response: ServerResponse, target: Target): RegistryLogin {
  const login = passwordLogin(worldOf, request.headers.authorization) ?? signatureLogin(worldOf, target);
  if (login) return login;
  if (target.isOpen) return { world: worldOf() };
  response.setHeader('www-authenticate', `Basic realm="${worldOf().endpoint}/",service="ecr.amazonaws.com"`);
  const isMissing = request.headers.authorization === undefined;
  throw new RegistryError(401, 'UNAUTHORIZED', isMissing ? 'authentication required' : 'Not Authorized');
}

function passwordLogin(worldOf: WorldOf, header: string | undefined): RegistryLogin | undefined {
  const [, encoded] = /^Basic (.+)$/i.exec(header ?? '') ?? [];
  const [, password] = /^AWS:(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  const region = password === undefined ? undefined : regionOfPassword(password);
  if (password === undefined || region === undefined) return undefined;
  const world = worldOf(region);
  const login = readPassword(world, password);
  if (!login) return undefined;
  if (login.expiresAt <= world.clock.now()) {
    throw new RegistryError(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.');
  }
  const identity = holderOfKey(world, login.accessKeyId);
  return identity && { world, identity };
}

/** A URL from `GetDownloadUrlForLayer`. */
function signatureLogin(worldOf: WorldOf, { url, repositoryName, reference }: Target): RegistryLogin | undefined {
  const signature = url.searchParams.get('signature');
  if (signature === null) return undefined;
  const world = worldOf(url.searchParams.get('region') ?? undefined);
  return isSame(downloadSignature(world, repositoryName, reference), signature) ? { world } : undefined;
}
