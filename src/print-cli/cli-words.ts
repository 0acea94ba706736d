import type { Services } from '../aws/aws.ts';
import { piecesOf } from './markers.ts';

/** What the AWS CLI calls the services. */
export const CLI_SERVICES = {
  cloudwatch: 'cloudwatch',
  codecommit: 'codecommit',
  codedeploy: 'deploy',
  codepipeline: 'codepipeline',
  ec2: 'ec2',
  ecr: 'ecr',
  ecs: 'ecs',
  elbv2: 'elbv2',
  eventbridge: 'events',
  iam: 'iam',
  logs: 'logs',
  s3: 's3api',
  sts: 'sts',
  tagging: 'resourcegroupstaggingapi',
} as const satisfies Readonly<Record<keyof Services, string>>;

/** `CreateLoadBalancer` -> `create-load-balancer`, as botocore does it. */
export const cliName = (name: string): string =>
  name
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z])([0-9]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('--', '-')
    .toLowerCase();

/** The words of a request to the AWS CLI: an option a member, structures as JSON. */
export const cliWords = (service: keyof Services, operation: string, input: object): readonly string[] => [
  'aws',
  CLI_SERVICES[service],
  cliName(operation),
  ...Object.entries(input).flatMap(([name, value]) => optionOf(`--${cliName(name)}`, value)),
];

function optionOf(option: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (value === true) return [option];
  if (value === false) return [option.replace('--', '--no-')];
  if (typeof value === 'string') return [option, value];
  if (Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'string')) return [option, ...value];
  return [option, JSON.stringify(value, (_key, item: unknown) => (item instanceof Uint8Array ? new TextDecoder().decode(item) : item))];
}

/** Whether a request holds bytes, which both versions of the AWS CLI take as text only when they are told to. */
export const holdsBytes = (value: unknown): boolean =>
  value instanceof Uint8Array || (typeof value === 'object' && value !== null && Object.values(value).some(holdsBytes));

/** Texts as bash reads them back, with the variables in the place of their markers. */
export const bashWord = (text: string, variable: (marker: number) => string): string =>
  text === ''
    ? "''"
    : piecesOf(text)
        .map(piece => {
          if ('text' in piece)
            return /^[\w@%+=:,./-]+$/.test(piece.text) ? piece.text : `'${piece.text.replaceAll("'", String.raw`'\''`)}'`;
          return piece.cut === undefined ? `"$${variable(piece.marker)}"` : `"\${${variable(piece.marker)}${piece.cut}}"`;
        })
        .join('');
