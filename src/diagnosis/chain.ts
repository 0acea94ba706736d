import type { Evidence } from './evidence.ts';

/** One fact of a chain. `what` is in the catalogue under `diagnosis.what`; the text is AWS's own. */
export interface Link {
  readonly what: 'action' | 'deployment' | 'lifecycle' | 'taskSet' | 'task' | 'container' | 'health' | 'event' | 'log' | 'alarm';
  readonly text: string;
}

const EVENTS = 3;
const LINES = 5;

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(part => part !== undefined && part !== '').join(': ');

/** The raw facts in the order in which they follow from each other, from the pipeline's action down to the log line. */
export function chainOf({ action, deployment, stopped, targets, events, logs, alarms }: Evidence): readonly Link[] {
  const [most] = stopped;
  return [
    ...(action ? [link('action', joined(`${action.stage}/${action.action}`, action.message))] : []),
    ...(deployment
      ? [link('deployment', joined(`${deployment.id} ${deployment.status}`, deployment.error?.code, deployment.error?.message))]
      : []),
    ...(deployment?.lifecycle ?? [])
      .filter(({ status }) => status === 'Failed')
      .map(({ event, message }) => link('lifecycle', joined(`${event} Failed`, message))),
    ...(deployment?.taskSets ?? [])
      .filter(({ label }) => label === 'Green')
      .map(({ id, targetGroup, running, desired, percent }) =>
        link('taskSet', `${id} (${targetGroup}) ${running}/${desired}, ${percent}%`),
      ),
    ...(most ? [link('task', joined(`${most.count}x ${most.stopCode}`, most.reason))] : []),
    ...(most?.containers ?? [])
      .filter(({ exitCode, reason }) => exitCode !== undefined || reason !== undefined)
      .filter(({ reason }) => reason !== most?.reason)
      .map(({ name, exitCode, reason }) =>
        link('container', joined(name, exitCode === undefined ? undefined : `exit code ${exitCode}`, reason)),
      ),
    ...targets
      .filter(({ state }) => state === 'unhealthy')
      .map(({ ip, port, reason, description }) => link('health', joined(`${ip}:${port}`, reason, description))),
    ...[...new Set(events)].slice(0, EVENTS).map(text => link('event', text)),
    ...logs.flatMap(({ container, lines }) => lines.slice(-LINES).map(line => link('log', joined(container, line)))),
    ...alarms.filter(({ state }) => state === 'ALARM').map(({ name, reason }) => link('alarm', joined(name, reason))),
  ];
}

const link = (what: Link['what'], text: string): Link => ({ what, text });
