import { InvalidRevisionException$ } from '@aws-sdk/client-codedeploy';
import { parse } from 'yaml';
import { fault } from '../../fault.ts';

/** What an AppSpec file for Amazon ECS says. */
export interface AppSpec {
  readonly taskDefinition: string;
  readonly containerName: string;
  readonly containerPort: number;
  readonly platformVersion?: string;
  readonly network?: AppSpecNetwork;
  readonly capacityProviders?: readonly AppSpecCapacityProvider[];
  /** Lambda function by lifecycle event. */
  readonly hooks: Readonly<Record<string, string>>;
}

export interface AppSpecNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
}

export interface AppSpecCapacityProvider {
  readonly capacityProvider: string;
  readonly weight: number;
  readonly base: number;
}

/** Lifecycle events that may run a function. */
const HOOKS = ['BeforeInstall', 'AfterInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'];

type Values = Readonly<Record<string, unknown>>;

const invalid = (message: string): Error => fault(InvalidRevisionException$, message);

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const strings = (value: unknown): string[] => list(value).map(String);

function parseText(text: string): Values {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw invalid('The AppSpec content is neither valid JSON nor valid YAML.');
  }
  if (!isRecord(value)) throw invalid('The AppSpec content is neither valid JSON nor valid YAML.');
  return value;
}

function serviceProperties(spec: Values): Values {
  const resources = list(spec['Resources']);
  const resource = isRecord(resources[0]) ? Object.values(resources[0])[0] : undefined;
  if (resources.length !== 1 || !isRecord(resource))
    throw invalid('The AppSpec file must contain exactly one resource in its Resources section.');
  if (resource['Type'] !== 'AWS::ECS::Service')
    throw invalid(
      `The AppSpec file contains an unsupported resource type: ${String(resource['Type'])}. Only AWS::ECS::Service is supported for an Amazon ECS deployment.`,
    );
  const properties = resource['Properties'];
  if (!isRecord(properties)) throw invalid('The AppSpec file lacks the Properties of its AWS::ECS::Service.');
  return properties;
}

function parseNetwork(properties: Values): AppSpecNetwork | undefined {
  const configuration = properties['NetworkConfiguration'];
  if (configuration === undefined || configuration === null) return undefined;
  const vpc = isRecord(configuration) ? configuration['AwsvpcConfiguration'] : undefined;
  if (!isRecord(vpc)) throw invalid('The AppSpec file has a NetworkConfiguration without AwsvpcConfiguration.');
  return {
    subnets: strings(vpc['Subnets']),
    securityGroups: strings(vpc['SecurityGroups']),
    assignPublicIp: vpc['AssignPublicIp'] === 'ENABLED' ? 'ENABLED' : 'DISABLED',
  };
}

const parseCapacity = (value: unknown): AppSpecCapacityProvider[] =>
  list(value)
    .filter(isRecord)
    .map(entry => ({
      capacityProvider: String(entry['CapacityProvider']),
      weight: Number(entry['Weight'] ?? 0),
      base: Number(entry['Base'] ?? 0),
    }));

function parseHooks(value: unknown): Record<string, string> {
  const hooks = Object.fromEntries(list(value).filter(isRecord).flatMap(Object.entries)) as Values; // fromEntries of unknown values
  const unknown = Object.keys(hooks).find(name => !HOOKS.includes(name));
  if (unknown !== undefined) throw invalid(`The AppSpec file contains an unknown lifecycle event hook: ${unknown}.`);
  return Object.fromEntries(Object.entries(hooks).map(([event, name]) => [event, String(name)]));
}

/** Reads an AppSpec file for Amazon ECS, YAML or JSON, or refuses it as CodeDeploy does. */
export function parseAppSpec(text: string): AppSpec {
  const spec = parseText(text);
  if (Number(spec['version']) !== 0) throw invalid('The AppSpec file version is not valid. The only allowed value is 0.0.');
  const properties = serviceProperties(spec);
  const balancer = properties['LoadBalancerInfo'];
  const taskDefinition = properties['TaskDefinition'];
  if (typeof taskDefinition !== 'string' || taskDefinition === '')
    throw invalid('The AppSpec file lacks the TaskDefinition of its AWS::ECS::Service.');
  if (!isRecord(balancer) || typeof balancer['ContainerName'] !== 'string' || !Number.isInteger(balancer['ContainerPort'])) {
    throw invalid('The AppSpec file lacks a LoadBalancerInfo with a ContainerName and a numeric ContainerPort.');
  }
  const network = parseNetwork(properties);
  const capacityProviders = parseCapacity(properties['CapacityProviderStrategy']);
  return {
    taskDefinition,
    containerName: balancer['ContainerName'],
    containerPort: Number(balancer['ContainerPort']),
    hooks: parseHooks(spec['Hooks']),
    ...(typeof properties['PlatformVersion'] === 'string' && { platformVersion: properties['PlatformVersion'] }),
    ...(network && { network }),
    ...(capacityProviders.length > 0 && { capacityProviders }),
  };
}
