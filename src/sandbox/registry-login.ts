import type { IncomingMessage, ServerResponse } from 'node:http';
import { RegistryError } from './registry-error.ts';
import type { WorldOf } from './registry.ts';
import { downloadSignature, isPassword, isSame, regionOfPassword } from './services/ecr/authorization.ts';
import type { World } from './world.ts';

interface Target {
  readonly url: URL;
  readonly repositoryName: string;
  readonly reference: string;
  /** Anybody may do this. */
  readonly isOpen: boolean;
}

/** The world that the caller is logged in to. ECR takes the user `AWS` with the password from `GetAuthorizationToken`. */
export function authorizeRegistry(worldOf: WorldOf, request: IncomingMessage, response: ServerResponse, target: Target): World {
  const world = worldOfLogin(worldOf, request.headers.authorization) ?? worldOfSignature(worldOf, target);
  if (world) return world;
  if (target.isOpen) return worldOf();
  response.setHeader('www-authenticate', `Basic realm="${worldOf().endpoint}/",service="ecr.amazonaws.com"`);
  const isMissing = request.headers.authorization === undefined;
  throw new RegistryError(401, 'UNAUTHORIZED', isMissing ? 'authentication required' : 'Not Authorized');
}

function worldOfLogin(worldOf: WorldOf, header: string | undefined): World | undefined {
  const [, encoded] = /^Basic (.+)$/i.exec(header ?? '') ?? [];
  const [, password] = /^AWS:(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  const region = password === undefined ? undefined : regionOfPassword(password);
  if (password === undefined || region === undefined) return undefined;
  const world = worldOf(region);
  return isPassword(world, password) ? world : undefined;
}

/** A URL from `GetDownloadUrlForLayer`. */
function worldOfSignature(worldOf: WorldOf, { url, repositoryName, reference }: Target): World | undefined {
  const signature = url.searchParams.get('signature');
  if (signature === null) return undefined;
  const world = worldOf(url.searchParams.get('region') ?? undefined);
  return isSame(downloadSignature(world, repositoryName, reference), signature) ? world : undefined;
}
