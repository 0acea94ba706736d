import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { checkSettings, checkTotals, checkVolumes } from './container-rules.ts';
import { checkDependencies } from './dependency-rules.ts';
import { each, hasDuplicates, isBetween } from './each.ts';
import { clientException } from './faults.ts';
import { cpuUnits, isFargateCpu, isFargateSize, memoryMiB } from './fargate-sizes.ts';

type Definition = RegisterTaskDefinitionRequest;
type Rule = (
  definition: Definition,
  containers: readonly ContainerDefinition[],
  isEcrImage: (image: string) => boolean,
) => string | undefined;

/** Refuses a task definition that AWS would refuse. */
export function checkTaskDefinition(definition: Definition, isEcrImage: (image: string) => boolean): void {
  const containers = definition.containerDefinitions ?? [];
  const rules = isFargate(definition) ? [...RULES, ...FARGATE_RULES] : [...RULES, ...EC2_RULES];
  for (const rule of rules) {
    const refusal = rule(definition, containers, isEcrImage);
    if (refusal !== undefined) throw clientException(refusal);
  }
}

const isFargate = (definition: Definition): boolean => definition.requiresCompatibilities?.includes('FARGATE') ?? false;

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const IMAGE = /^[A-Za-z0-9][A-Za-z0-9_.:/@#-]*$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

const RULES: readonly Rule[] = [
  ({ family }) => (family ? undefined : 'Family should not be null or empty.'),
  ({ family = '' }) => (NAME.test(family) ? undefined : 'Family contains invalid characters.'),
  (_, containers) => (containers.length > 0 ? undefined : 'Container list cannot be empty.'),
  (_, containers) => each(containers, checkContainer),
  (_, containers) =>
    hasDuplicates(containers.map(({ name }) => name)) ? 'Container.name should be unique within a task definition.' : undefined,
  (_, containers) =>
    containers.some(({ essential }) => essential !== false) ? undefined : 'A task definition must have at least one essential container.',
  ({ taskRoleArn, executionRoleArn }) =>
    each([taskRoleArn, executionRoleArn], role => (role === undefined || ROLE.test(role) ? undefined : 'Role is not valid')),
  ({ networkMode }, containers) => (networkMode === 'awsvpc' ? checkAwsvpcPorts(containers) : undefined),
  (_, containers) => (containers.length <= 10 ? undefined : 'A task definition can contain at most 10 containers.'),
  ({ executionRoleArn }, containers) =>
    !executionRoleArn && containers.some(({ secrets }) => secrets?.length)
      ? "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
      : undefined,
  (_, containers) => each(containers, checkSettings),
  ({ volumes }, containers) => checkVolumes(volumes ?? [], containers),
  checkTotals,
  (_, containers) => checkDependencies(containers),
  definition => checkLength(Buffer.byteLength(JSON.stringify(definition))),
];

/** Bytes that a task definition may have. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const LONGEST = 65_536;

const checkLength = (length: number): string | undefined =>
  length > LONGEST ? `Actual length: '${length}'. Max allowed length is '${LONGEST}' bytes.` : undefined;

function checkContainer({ name, image, logConfiguration, portMappings }: ContainerDefinition): string | undefined {
  if (!name) return 'Container.name should not be null or empty.';
  if (!NAME.test(name)) return 'Container.name contains invalid characters.';
  if (!image) return 'Container.image should not be null or empty.';
  if (!IMAGE.test(image)) return 'Container.image contains invalid characters.';
  for (const { containerPort } of portMappings ?? []) {
    if (containerPort !== undefined && (containerPort < 1 || containerPort > 65_535))
      return `Container port ${containerPort} must be between 1 and 65535.`;
  }
  const options = logConfiguration?.logDriver === 'awslogs' ? (logConfiguration.options ?? {}) : undefined;
  if (options && (!options['awslogs-group'] || !options['awslogs-region']))
    return 'Log driver awslogs requires options: awslogs-region, awslogs-group';
  return undefined;
}

function checkAwsvpcPorts(containers: readonly ContainerDefinition[]): string | undefined {
  const mappings = containers.flatMap(({ portMappings }) => portMappings ?? []);
  if (mappings.some(({ hostPort, containerPort }) => hostPort !== undefined && hostPort !== 0 && hostPort !== containerPort)) {
    return 'When networkMode=awsvpc, the host ports and container ports in port mappings must match.';
  }
  const ports = mappings.map(({ containerPort, protocol }) => `${containerPort}/${protocol ?? 'tcp'}`);
  return hasDuplicates(ports)
    ? 'When networkMode=awsvpc, the container ports in port mappings must be unique within a task definition.'
    : undefined;
}

const FARGATE_RULES: readonly Rule[] = [
  ({ networkMode }) => (networkMode === 'awsvpc' ? undefined : "Fargate only supports network mode 'awsvpc'."),
  ({ cpu }) => (cpu ? undefined : "Fargate requires that 'cpu' be defined at the task level."),
  ({ memory }) => (memory ? undefined : "Fargate requires that 'memory' be defined at the task level."),
  ({ cpu = '' }) =>
    isFargateCpu(cpuUnits(cpu) ?? 0)
      ? undefined
      : "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
  // https://github.com/towardsthecloud/aws-cdk-examples/issues/1
  ({ cpu = '', memory = '' }) =>
    isFargateSize(cpuUnits(cpu) ?? 0, memoryMiB(memory) ?? 0)
      ? undefined
      : `No Fargate configuration exists for given values: ${cpuUnits(cpu)} CPU, ${memoryMiB(memory)} memory. See the Amazon ECS documentation for the valid values.`,
  ({ executionRoleArn }, containers) =>
    !executionRoleArn && containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs')
      ? 'Fargate requires task definition to have execution role ARN to support log driver awslogs.'
      : undefined,
  ({ executionRoleArn }, containers, isEcrImage) =>
    !executionRoleArn && containers.some(({ image }) => isEcrImage(image ?? ''))
      ? 'Fargate requires task definition to have execution role ARN to support ECR images.'
      : undefined,
  (_, containers) => each(containers, checkFargateContainer),
  (_, containers) =>
    each(containers, ({ stopTimeout = 0 }) =>
      stopTimeout > 120 ? 'Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.' : undefined,
    ),
  ({ ephemeralStorage }) =>
    ephemeralStorage && !isBetween(ephemeralStorage.sizeInGiB, 21, 200)
      ? 'The ephemeral storage size must be between 21 and 200 GiB.'
      : undefined,
  ({ runtimePlatform }) =>
    runtimePlatform?.cpuArchitecture === 'ARM64' && runtimePlatform.operatingSystemFamily?.startsWith('WINDOWS')
      ? `The CPU architecture ARM64 is not supported for the operating system family ${runtimePlatform.operatingSystemFamily}.`
      : undefined,
  ({ volumes }) =>
    volumes?.some(({ dockerVolumeConfiguration }) => dockerVolumeConfiguration)
      ? 'Fargate compatible task definitions do not support docker volumes.'
      : undefined,
  ({ volumes }) =>
    volumes?.some(({ host }) => host?.sourcePath)
      ? 'Fargate compatible task definitions do not support host volumes with a sourcePath.'
      : undefined,
];

const FARGATE_LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];

function checkFargateContainer(container: ContainerDefinition): string | undefined {
  const driver = container.logConfiguration?.logDriver;
  if (driver && !FARGATE_LOG_DRIVERS.includes(driver)) return `Fargate does not support log driver '${driver}'.`;
  if (driver === 'awslogs' && !container.logConfiguration?.options?.['awslogs-stream-prefix']) {
    return 'Fargate requires log driver awslogs to have option awslogs-stream-prefix.';
  }
  if (container.privileged) return 'Fargate compatible task definitions do not support privileged containers.';
  if (container.links?.length) return 'Links are not supported on container when networkMode=awsvpc.';
  if (container.extraHosts?.length) return 'Extra hosts are not supported on container when networkMode=awsvpc.';
  if (container.dockerSecurityOptions?.length) return 'Fargate compatible task definitions do not support dockerSecurityOptions.';
  if (container.resourceRequirements?.some(({ type }) => type === 'GPU')) return 'Fargate compatible task definitions do not support GPU.';
  return undefined;
}

const EC2_RULES: readonly Rule[] = [
  ({ memory }, containers) =>
    each(containers, container =>
      memory || container.memory || container.memoryReservation
        ? undefined
        : `Invalid setting for container '${container.name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    ),
];
