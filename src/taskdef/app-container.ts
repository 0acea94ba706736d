import { UserError } from '../errors.ts';
import { textOf, treesIn } from '../paths.ts';
import { isImagePlaceholder } from './placeholders.ts';

type Container = Readonly<Record<string, unknown>>;

const nameOf = (container: Container): string => String(container['name']);

/** Container ports that a load balancer can reach. */
export const tcpPorts = (container: Container): readonly number[] =>
  treesIn(container['portMappings'])
    .filter(({ protocol }) => protocol !== 'udp')
    .flatMap(({ containerPort }) => (typeof containerPort === 'number' ? [containerPort] : []));

const only = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

/** The container that gets the new image and the traffic: the one that was named, else the only one that it can be, else that of the AppSpec. */
export function appContainer(
  containers: readonly Container[],
  asked: string | undefined,
  file: string,
  ofAppspec?: string,
): Container | UserError {
  const candidates = containers.map(nameOf).join(', ');
  if (asked !== undefined) {
    return containers.find(one => nameOf(one) === asked) ?? new UserError('taskdefContainer', { file, candidates, asked });
  }
  const open = containers.filter(one => isImagePlaceholder(textOf(one['image'])));
  const reachable = containers.filter(one => tcpPorts(one).length > 0);
  const found =
    only(containers) ??
    only(open.filter(one => reachable.includes(one))) ??
    only(open) ??
    only(reachable) ??
    containers.find(one => nameOf(one) === ofAppspec);
  return found ?? new UserError('taskdefContainer', { file, candidates, asked: undefined });
}

/** The port that gets the traffic: the one that was named, else the only one, else that of the AppSpec. */
export function appPort(container: Container, asked: number | undefined, file: string, ofAppspec?: number): number | UserError {
  const ports = [...new Set(tcpPorts(container))];
  if (asked !== undefined && ports.includes(asked)) return asked;
  const found = asked === undefined ? (only(ports) ?? ports.find(port => port === ofAppspec)) : undefined;
  return found ?? new UserError('taskdefPort', { file, container: nameOf(container), ports: ports.join(', ') });
}
