import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { behaviourOf } from './image-behaviour.ts';
import { listenOn } from './listen-on.ts';
import { takesProductionTraffic } from './production-traffic.ts';
import type { SandboxImage } from './services/ecr/resolve-image.ts';
import { findTaskDefinition } from './services/ecs/find.ts';
import type { ContainerRecord, TaskRecord } from './services/ecs/state.ts';
import { logLine } from './services/ecs/task-log.ts';
import { answerStatus, serveFile } from './task-content.ts';
import type { RunningTask, World } from './world.ts';

/** Starts the local web servers of a task: one for each port that one of its containers maps and its image listens on. Those of containers that are still starting come later. */
export async function startTaskServers(world: World, task: TaskRecord, images: ReadonlyMap<string, SandboxImage>): Promise<RunningTask> {
  const servers = new Map<number, { readonly server: Server; readonly port: number }>();
  for (const container of task.containers.filter(({ starting }) => !starting)) {
    const image = images.get(container.name);
    for (const port of image ? openPorts(world, task, container, image) : []) {
      const server = createServer({ keepAliveTimeout: 0 }, requestHandler(world, task, container, image));
      servers.set(port, { server, port: await listenOn(server) });
    }
  }
  return {
    ports: new Map([...servers].map(([containerPort, { port }]) => [containerPort, port])),
    close: async () => {
      await Promise.all([...servers.values()].map(({ server }) => closeServer(server)));
    },
  };
}

/** Two sets of servers of one task as one. */
export const joined = (first: RunningTask | undefined, second: RunningTask): RunningTask => ({
  ports: new Map([...(first?.ports ?? []), ...second.ports]),
  close: async () => {
    await Promise.all([first?.close(), second.close()]);
  },
});

/** Ports of the container that something listens on: those its image exposes, the one that PORT names; all that are mapped if the image says nothing. */
function openPorts(world: World, task: TaskRecord, container: ContainerRecord, image: SandboxImage): number[] {
  const definition = findTaskDefinition(world, task.taskDefinitionArn)?.containerDefinitions.find(({ name }) => name === container.name);
  const mapped = (definition?.portMappings ?? [])
    .filter(({ protocol }) => protocol !== 'udp')
    .flatMap(({ containerPort }) => containerPort ?? []);
  const chosen = definition?.environment?.find(({ name }) => name === 'PORT')?.value ?? image.environment['PORT'];
  const listening = chosen === undefined ? image.exposedPorts : [...image.exposedPorts, Number(chosen)];
  return listening.length > 0 ? mapped.filter(port => listening.includes(port)) : mapped;
}

function requestHandler(world: World, task: TaskRecord, container: ContainerRecord, image: SandboxImage | undefined) {
  const headers = identity(world, task, container);
  const files = image?.files ?? new Map<string, Uint8Array>();
  const behaviour = image && behaviourOf(image);
  const mayLog = oncePerSecond();
  return (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    const isCheck = /^(?:ELB-HealthChecker|ECS-HealthCheck)/.test(request.headers['user-agent'] ?? '');
    const isLive = !isCheck && behaviour?.productionStatus !== undefined && takesProductionTraffic(world, task);
    const status = isCheck ? behaviour?.healthStatus : isLive ? behaviour.productionStatus : undefined;
    if (status === undefined) serveFile(files, headers, request, response);
    else answerStatus(status, headers, request, response);
    // A passing health check is no news, and would fill the log of an idle sandbox.
    if (isCheck && response.statusCode < 400) return;
    if (mayLog(response.statusCode)) logLine(world, task, container.name, accessLine(request, response, world.clock.now()));
  };
}

/** Headers by which a rehearsal can tell who answered. */
function identity(world: World, task: TaskRecord, container: ContainerRecord): Readonly<Record<string, string>> {
  const target = task.targets.find(({ containerName }) => containerName === container.name);
  const group = target && world.state.elbv2.targetGroups[target.targetGroupArn]?.name;
  return {
    'x-sandbox-image': container.image,
    ...(container.imageDigest && { 'x-sandbox-digest': container.imageDigest }),
    'x-sandbox-task': task.id,
    ...(group && { 'x-sandbox-target-group': group, 'x-sandbox-colour': /(?:^|-)(blue|green)$/.exec(group)?.[1] ?? group }),
  };
}

/** At most one line a second for each status, so that a load test does not flood the log. */
function oncePerSecond(): (status: number) => boolean {
  const latest = new Map<number, number>();
  return status => {
    const now = Date.now();
    if (now - (latest.get(status) ?? 0) < 1000) return false;
    latest.set(status, now);
    return true;
  };
}

function accessLine({ headers, method, url, httpVersion, socket }: IncomingMessage, response: ServerResponse, now: Date): string {
  const client = [headers['x-forwarded-for'] ?? socket.remoteAddress ?? '-'].flat().join(', ');
  return `${client} - - [${now.toISOString()}] "${method} ${url} HTTP/${httpVersion}" ${response.statusCode} "${headers['user-agent'] ?? '-'}"`;
}

/** Stops accepting, lets answers under way finish, and gives up on them after a while. */
function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    const timeout = setTimeout(() => server.closeAllConnections(), 5000);
    server.close(() => {
      clearTimeout(timeout);
      resolve();
    });
    server.closeIdleConnections();
  });
}
