import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from './world.ts';

/** The registry protocol v2 over the repositories of a region. */
export const handleRegistry = async (_world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  request.resume();
  response.writeHead(404, { 'content-type': 'application/json', 'docker-distribution-api-version': 'registry/2.0' });
  response.end(JSON.stringify({ errors: [{ code: 'NAME_UNKNOWN', message: 'repository name not known to registry' }] }));
};
