import type { Place } from '../aws/aws.ts';
import { textOf, treeOf, treesIn } from '../paths.ts';
import { arnOf } from '../resources/arn.ts';
import { policy, type Statement } from './policy.ts';

type Definition = Readonly<Record<string, unknown>>;

const textIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

/** Everything that the agent reads before the containers start: secrets, the passwords of private registries. */
function references(definition: Definition): readonly string[] {
  return treesIn(definition['containerDefinitions']).flatMap(container => [
    ...treesIn(container['secrets']).flatMap(({ valueFrom }) => textIn(valueFrom)),
    ...treesIn(treeOf(container['logConfiguration'])?.['secretOptions']).flatMap(({ valueFrom }) => textIn(valueFrom)),
    ...textIn(treeOf(container['repositoryCredentials'])?.['credentialsParameter']),
  ]);
}

/** A secret's ARN may go on with the key, stage and version that are wanted. */
const secretArn = (reference: string): string => reference.split(':').slice(0, 7).join(':');

/** A parameter is given by its ARN, or by its name when it is in the same region. */
const parameterArn = (place: Place, reference: string): string =>
  reference.startsWith('arn:') ? reference : arnOf(place, 'ssm', `parameter/${reference.replace(/^\//, '')}`);

const isSecret = (reference: string): boolean => /^arn:[^:]+:secretsmanager:/.test(reference);

/** Log groups that the log driver makes by itself. IAM is asked about them with and without an ending. */
const madeGroups = (definition: Definition, place: Place): readonly string[] =>
  treesIn(definition['containerDefinitions']).flatMap(container => {
    const options = treeOf(treeOf(container['logConfiguration'])?.['options']);
    if (options?.['awslogs-create-group'] !== 'true') return [];
    const region = textOf(options['awslogs-region']) || place.region;
    return textIn(options['awslogs-group']).map(group => arnOf({ ...place, region }, 'logs', `log-group:${group}`));
  });

const environmentFiles = (definition: Definition): readonly string[] =>
  treesIn(definition['containerDefinitions']).flatMap(container =>
    treesIn(container['environmentFiles']).flatMap(({ value }) => textIn(value)),
  );

const unique = (items: readonly string[]): string[] => [...new Set(items)];

/** What a task execution role needs beyond AWS's managed policy; undefined when that is enough. */
export function executionPolicy(definition: Definition, place: Place): object | undefined {
  const wanted = references(definition);
  const rows: readonly (readonly [sid: string, action: string, resources: readonly string[]])[] = [
    ['Secrets', 'secretsmanager:GetSecretValue', unique(wanted.filter(isSecret).map(secretArn))],
    ['Parameters', 'ssm:GetParameters', unique(wanted.filter(one => !isSecret(one)).map(one => parameterArn(place, one)))],
    ['EnvironmentFiles', 's3:GetObject', unique(environmentFiles(definition))],
    ['EnvironmentBuckets', 's3:GetBucketLocation', unique(environmentFiles(definition).map(arn => arn.replace(/\/.*$/, '')))],
    ['LogGroups', 'logs:CreateLogGroup', unique(madeGroups(definition, place)).flatMap(arn => [arn, `${arn}:*`])],
  ];
  const statements = rows.flatMap(([Sid, Action, Resource]): Statement[] =>
    Resource.length > 0 ? [{ Sid, Effect: 'Allow', Action, Resource }] : [],
  );
  return statements.length > 0 ? policy(statements) : undefined;
}
