import type { World } from '../../world.ts';

/** Does what a handshake with the provider in the console does: a pending connection becomes available. False where there is none of this ARN. */
export function completeConnection(worlds: readonly World[], arn: string): boolean {
  const connection = worlds.map(world => world.state.codeconnections.connections[arn]).find(found => found !== undefined);
  if (connection === undefined) return false;
  connection.status = 'AVAILABLE';
  return true;
}
