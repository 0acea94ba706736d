import { UserError } from '../errors.ts';
import { textOf, treeOf, treesIn } from '../paths.ts';
import { FARGATE_SIZES } from '../rules.ts';
import type { Editor } from './file-change.ts';

interface Logs {
  readonly group: string;
  readonly region: string;
}

/** Fields that only tasks on EC2 have and that change nothing when they go. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const EC2_FIELDS = ['placementConstraints', 'ipcMode', 'inferenceAccelerators'] as const;
const EC2_CONTAINER_FIELDS = [
  'links',
  'hostname',
  'dnsServers',
  'dnsSearchDomains',
  'extraHosts',
  'dockerSecurityOptions',
  'disableNetworking',
] as const;
const EC2_LINUX_FIELDS = ['devices', 'sharedMemorySize', 'tmpfs', 'maxSwap', 'swappiness'] as const;

const FARGATE_LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Brings a task definition to Fargate where that loses nothing, and names what Fargate cannot do. */
export function toFargate(editor: Editor, file: string, logs: Logs): readonly UserError[] {
  const problems: UserError[] = [];
  const cannot = (path: string, value: unknown): void => {
    problems.push(new UserError('taskdefNotFargate', { file, path, value: typeof value === 'string' ? value : JSON.stringify(value) }));
  };
  const drop = (path: string): void => {
    if (editor.get(path) !== undefined && !isEmpty(editor.get(path))) editor.remove(path, 'ec2Only');
  };

  launch(editor, cannot);
  EC2_FIELDS.forEach(drop);
  if (editor.get('pidMode') === 'host') drop('pidMode');
  treesIn(editor.get('volumes')).forEach((volume, index) => {
    const host = treeOf(volume['host'])?.['sourcePath'];
    if (host !== undefined) cannot(`volumes.${index}.host.sourcePath`, host);
    if (volume['dockerVolumeConfiguration'] !== undefined) cannot(`volumes.${index}.dockerVolumeConfiguration`, volume['name'] ?? '');
  });
  treesIn(editor.get('containerDefinitions')).forEach((container, index) => {
    const at = `containerDefinitions.${index}`;
    EC2_CONTAINER_FIELDS.forEach(field => drop(`${at}.${field}`));
    EC2_LINUX_FIELDS.forEach(field => drop(`${at}.linuxParameters.${field}`));
    if (container['privileged'] === true) cannot(`${at}.privileged`, true);
    treesIn(container['resourceRequirements']).forEach((need, number) => {
      if (need['type'] === 'GPU') cannot(`${at}.resourceRequirements.${number}`, 'GPU');
    });
    ports(editor, at);
    logging(editor, at, logs, String(container['name']));
  });
  size(editor, file, problems);
  return problems;
}

/** `requiresCompatibilities` and `networkMode`. */
function launch(editor: Editor, cannot: (path: string, value: unknown) => void): void {
  const launchTypes = editor.get('requiresCompatibilities');
  if (!Array.isArray(launchTypes) || !launchTypes.includes('FARGATE')) editor.set('requiresCompatibilities', ['FARGATE'], 'fargate');
  const mode = editor.get('networkMode');
  if (mode === undefined) editor.set('networkMode', 'awsvpc', 'awsvpc');
  else if (mode !== 'awsvpc') cannot('networkMode', mode);
}

function ports(editor: Editor, at: string): void {
  treesIn(editor.get(`${at}.portMappings`)).forEach((mapping, index) => {
    const { hostPort, containerPort } = mapping;
    if (hostPort === undefined || hostPort === containerPort || containerPort === undefined) return;
    editor.set(`${at}.portMappings.${index}.hostPort`, containerPort, 'hostPort');
  });
}

function logging(editor: Editor, at: string, logs: Logs, container: string): void {
  const driver = editor.get(`${at}.logConfiguration.logDriver`);
  if (driver === undefined) return;
  const options = { 'awslogs-group': logs.group, 'awslogs-region': logs.region, 'awslogs-stream-prefix': container };
  if (!FARGATE_LOG_DRIVERS.includes(textOf(driver))) {
    editor.set(`${at}.logConfiguration`, { logDriver: 'awslogs', options }, 'logDriver');
  } else if (driver === 'awslogs') {
    for (const [option, value] of Object.entries(options)) {
      const path = `${at}.logConfiguration.options.${option}`;
      if (editor.get(path) === undefined) editor.set(path, value, 'logOptions');
    }
  }
}

/** `256`, `.25 vCPU` and `0.25 vcpu` are the same number of CPU units. */
const unitsOf = (text: string): number => {
  const vcpu = /^\s*(\d*\.?\d+)\s*vcpu\s*$/i.exec(text);
  return vcpu === null ? Number(text) : Number(vcpu[1]) * 1024;
};

/** `512`, `0.5 GB` and `.5gb` are the same number of MiB. */
const mebibytesOf = (text: string): number => {
  const gigabytes = /^\s*(\d*\.?\d+)\s*gb\s*$/i.exec(text);
  return gigabytes === null ? Number(text) : Number(gigabytes[1]) * 1024;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The smallest size of Fargate that holds the containers. */
function smallest(editor: Editor, cpu: number | undefined): readonly [number, number] | undefined {
  const containers = treesIn(editor.get('containerDefinitions'));
  const wantedCpu = cpu ?? sum(containers.map(one => Number(one['cpu'] ?? 0)));
  const wantedMemory = sum(containers.map(one => Number(one['memory'] ?? one['memoryReservation'] ?? 0)));
  const sizes = [...FARGATE_SIZES].flatMap(([units, memories]) => memories.map(memory => [units, memory] as const));
  return sizes.find(([units, memory]) => (cpu === undefined ? units >= wantedCpu : units === cpu) && memory >= wantedMemory);
}

function size(editor: Editor, file: string, problems: UserError[]): void {
  const said = { cpu: editor.get('cpu'), memory: editor.get('memory') };
  if (said.cpu === undefined || said.memory === undefined) {
    const found = smallest(editor, said.cpu === undefined ? undefined : unitsOf(textOf(said.cpu)));
    if (found !== undefined && said.cpu === undefined) editor.set('cpu', String(found[0]), 'size');
    if (found !== undefined && said.memory === undefined) editor.set('memory', String(found[1]), 'size');
  }
  const [cpu, memory] = [String(editor.get('cpu')), String(editor.get('memory'))];
  const memories = FARGATE_SIZES.get(unitsOf(cpu)) ?? [];
  if (memories.includes(mebibytesOf(memory))) return;
  const choices = memories.length > 0 ? memories.join(', ') : `cpu ${[...FARGATE_SIZES.keys()].join(', ')}`;
  problems.push(new UserError('taskdefSize', { file, cpu, memory, choices }));
}
