import { createServer, type RequestListener, type Server } from 'node:http';
import { listenOn } from '../../src/sandbox/listen-on.ts';
import { afterRun } from './after-run.ts';
import type { Stage } from './stage.ts';

/** Puts servers of the test's own in the place of the tasks that run, one each; they answer with `handler`. */
export async function replaceTasks(stage: Stage, handler: (task: number) => RequestListener): Promise<readonly Server[]> {
  const { tasks } = stage.sandbox.world().runtime;
  const servers: Server[] = [];
  for (const [arn, running] of tasks) {
    const server = createServer(handler(servers.length));
    const port = await listenOn(server);
    afterRun(() => closeServer(server));
    tasks.set(arn, { ports: new Map([[80, port]]), close: running.close });
    servers.push(server);
  }
  // What the load balancer knows of the way to a target is out of date after a moment.
  await new Promise(resolve => {
    setTimeout(resolve, 250);
  });
  return servers;
}

const closeServer = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
};
