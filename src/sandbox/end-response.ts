import type { ServerResponse } from 'node:http';

const LARGEST = 16_384;

/**
 * Ends a response with its body. Node puts a body that is a string behind the head and sends both as one piece, which takes
 * the system a third of the time that it needs for two.
 */
export function endResponse(response: ServerResponse, body: Buffer | undefined): void {
  if (body && body.length <= LARGEST) response.end(body.toString('latin1'), 'latin1');
  else response.end(body);
}
