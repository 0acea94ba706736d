import { PLATFORM_OF } from '../../image/architecture.ts';
import { IMAGE_PLACEHOLDER } from '../../taskdef/placeholders.ts';
import { cause } from '../cause.ts';
import { said, type Evidence } from '../evidence.ts';

const appContainer = ({ definition, setup }: Evidence) => {
  const containers = definition?.containerDefinitions ?? [];
  return containers.find(({ name }) => name === setup.app.container) ?? containers[0];
};

const imageOf = (evidence: Evidence): string => appContainer(evidence)?.image ?? '?';

const groupOf = (evidence: Evidence): string =>
  appContainer(evidence)?.logConfiguration?.options?.['awslogs-group'] ?? evidence.setup.names.logGroup;

/** The role that pulls and logs, by name. */
const executionRole = ({ definition, setup }: Evidence): string =>
  definition?.executionRoleArn?.split('/').at(-1) ?? setup.names.executionRole;

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html
const NO_CONNECTION =
  /connection issue between the task and ([^.]+)|CannotPullContainerError.*(?:i\/o timeout|request canceled|deadline exceeded|dial tcp)|ResourceInitializationError.*(?:i\/o timeout|deadline exceeded)/i;

const target = (evidence: Evidence): string | undefined => {
  const match = said(evidence, NO_CONNECTION);
  if (match === undefined) return undefined;
  return match[1]?.trim().replace(/^AWS |^the /, '') ?? imageOf(evidence).split('/')[0] ?? '?';
};

const subnetsWith = ({ network }: Evidence, ...wanted: readonly string[]): readonly string[] =>
  Object.entries(network?.routes ?? {}).flatMap(([subnet, route]) => (wanted.includes(route) ? [subnet] : []));

/** Lines that the kernel or the runtime writes when it cannot start the program. */
const EXEC_FORMAT = /exec format error/i;
const NO_PROGRAM =
  /exec(?:utable file)?:? .*(?:no such file or directory|not found|permission denied)|executable file not found|starting container process caused/i;

const linesOf = ({ logs }: Evidence): readonly string[] => logs.flatMap(({ lines }) => lines);

/** The container that ended a task, most often. */
const ended = ({ stopped }: Evidence) =>
  stopped
    .filter(({ stopCode }) => stopCode === 'EssentialContainerExited')
    .flatMap(({ containers }) => containers)
    .find(({ exitCode, reason }) => (exitCode !== undefined && exitCode !== 0) || reason !== undefined);

const ARCHITECTURE: Evidence['setup']['app']['architecture'] = 'X86_64';

function wrongArchitecture(evidence: Evidence): { architecture: string; platform: string } | undefined {
  const isSaid = said(evidence, /does not contain descriptor matching platform|exec format error/i) !== undefined;
  if (!isSaid && !linesOf(evidence).some(line => EXEC_FORMAT.test(line))) return undefined;
  const architecture = evidence.definition?.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'ARM64' : ARCHITECTURE;
  return { architecture, platform: PLATFORM_OF[architecture] };
}

/** Why tasks do not start, the most specific first. */
export const taskCauses = [
  cause('logGroupMissing', evidence => {
    const match = said(evidence, /log group does not exist/i);
    return match && { group: groupOf(evidence) };
  }),
  cause('secretMissing', evidence => {
    const match =
      said(evidence, /invalid ssm parameters: ([^\s,]+)/) ??
      said(evidence, /failed to fetch secret (\S+) from secrets manager.*ResourceNotFound/) ??
      said(evidence, /(?:can't find the specified secret)()/);
    return match && { name: match[1] || '?', file: evidence.setup.config.taskdef.file };
  }),
  cause('wrongArchitecture', wrongArchitecture),
  cause('pullLimited', evidence => {
    const match = said(evidence, /toomanyrequests|pull rate limit/i);
    return match && { image: imageOf(evidence) };
  }),
  cause('pullDenied', evidence => {
    const match = said(evidence, /CannotPull\w*Error.*(?:403 Forbidden|pull access denied|no basic auth credentials)/s);
    return match && { image: imageOf(evidence), role: executionRole(evidence) };
  }),
  cause('imageNameInvalid', evidence => {
    const match = said(evidence, /invalid reference format/i);
    return match && { image: imageOf(evidence), wanted: IMAGE_PLACEHOLDER, file: evidence.setup.config.taskdef.file };
  }),
  cause('diskFull', evidence => {
    const match = said(evidence, /no space left on device/i);
    return match && { image: imageOf(evidence), file: evidence.setup.config.taskdef.file };
  }),
  cause('imageMissing', evidence => {
    const match = said(
      evidence,
      /CannotPull\w*Error.*failed to resolve ref (\S+?):? .*not found|CannotPull\w*Error.*manifest (?:for )?(\S+)? ?(?:not found|unknown)/s,
    );
    return match && { image: match[1] ?? imageOf(evidence) };
  }),
  cause('noPublicIp', evidence => {
    const to = target(evidence);
    const subnets = subnetsWith(evidence, 'public');
    return to !== undefined && evidence.network?.publicIp === false && subnets.length > 0
      ? { target: to, subnets: subnets.join(', ') }
      : undefined;
  }),
  cause('noRoute', evidence => {
    const to = target(evidence);
    const subnets = subnetsWith(evidence, 'none');
    return to !== undefined && subnets.length > 0 ? { target: to, subnets: subnets.join(', ') } : undefined;
  }),
  cause('noWayOut', evidence => {
    const to = target(evidence);
    return to === undefined ? undefined : { target: to };
  }),
  cause('vcpuQuota', evidence => said(evidence, /limit on the number of vCPUs/i) && {}),
  cause(
    'noCapacity',
    evidence => said(evidence, /Capacity is unavailable at this time|Timeout waiting for network interface provisioning/i) && {},
  ),
  cause(
    'noAddresses',
    evidence => said(evidence, /(?:not enough|insufficient|enough) free (?:ip )?addresses|InsufficientFreeAddresses/i) && {},
  ),
  cause('outOfMemory', evidence => {
    const killed = evidence.stopped.flatMap(({ containers }) => containers).find(({ reason }) => /OutOfMemory/i.test(reason ?? ''));
    if (killed === undefined) return undefined;
    const own = evidence.definition?.containerDefinitions?.find(({ name }) => name === killed.name)?.memory;
    const memory = own ?? Number(evidence.definition?.memory ?? 0);
    return { container: killed.name, memory: String(memory), more: String(memory * 2) };
  }),
  cause('commandMissing', evidence => {
    const reason = said(evidence, /CannotStartContainerError:? (.*)/s)?.[1];
    const line = reason ?? linesOf(evidence).findLast(one => NO_PROGRAM.test(one));
    const container = ended(evidence)?.name ?? evidence.setup.app.container;
    const isCode = ended(evidence)?.exitCode === 127 || ended(evidence)?.exitCode === 126;
    return reason !== undefined || (line !== undefined && (isCode || ended(evidence) !== undefined))
      ? { container, line: line ?? '' }
      : undefined;
  }),
  cause('containerCrashed', evidence => {
    const container = ended(evidence);
    if (container === undefined) return undefined;
    const lines = evidence.logs.find(log => log.container === container.name)?.lines ?? [];
    return { container: container.name, exitCode: String(container.exitCode ?? '?'), line: telling(lines) };
  }),
];

/** The newest line that speaks of an error, else the newest. */
const telling = (lines: readonly string[]): string =>
  lines.findLast(line => /error|exception|fatal|panic|fail/i.test(line)) ?? lines.at(-1) ?? '';
