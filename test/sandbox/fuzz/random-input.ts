import { checkConstraint } from '../../../src/sandbox/check-constraint.ts';
import type { Constraint } from '../../../src/sandbox/constraints.ts';
import { constraintsOf } from '../../../src/sandbox/constraints.ts';
import type { Member, Shape, Structure } from '../../../src/sandbox/protocols/schema.ts';
import type { Names } from './names.ts';
import type { Random } from './random.ts';

/** What a random input is made with. */
export interface InputOptions {
  readonly service: string;
  readonly random: Random;
  /** Values that earlier answers held, so that inputs meet things that exist. */
  readonly names: Names;
  /** How often a value breaks the model: 0 for inputs that only a service's own rules can refuse. */
  readonly wild: number;
}

const HOSTILE: readonly string[] = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '',
  ' ',
  '..',
  '../../etc/passwd',
  '.',
  '/',
  '//',
  '%',
  '%2e%2e%2f',
  '${jndi}',
  '$(id)',
  '*',
  '?',
  '[',
  '(',
  '\\',
  '"',
  "'",
  '<IMAGE1_NAME>',
  '<a>&amp;</a>',
  '한글',
  '\u202Eabc',
  '\u0000',
  '\uD800',
  '\r\nX: y',
  'arn:',
  'arn:aws:::',
  'arn:aws:iam::111122223333:role/',
  'x'.repeat(300),
  'x'.repeat(5000),
  '-1',
  'NaN',
  '1e999',
  '{}',
  '[]',
  'null',
  '{"a":',
  'd-',
  'sha256:',
  '0.0.0.0/0',
  '::/0',
  '999.999.999.999/99',
];

const NUMBERS: readonly number[] = [0, 1, 2, 3, 5, 10, 50, 80, 100, 256, 512, 1024, 8080, 65_535, -1, 0.5, 2_147_483_647, 1e15];

const WORDS: readonly string[] = [
  'a',
  'app',
  'shop',
  'blue',
  'green',
  'main',
  'v1',
  'test-1',
  'x_y',
  'latest',
  '1',
  'true',
  'Value',
  '10.0.0.0/16',
  '10.0.1.0/24',
];

const STATEMENT = { Effect: 'Allow', Action: '*' };
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...STATEMENT, Resource: '*' }] });
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: ['ecs-tasks', 'codedeploy', 'codepipeline', 'codebuild', 'events'].map(name => `${name}.amazonaws.com`) },
      Action: 'sts:AssumeRole',
    },
  ],
});

/** What services ask for that no answer holds and no pattern tells, by member. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  assumerolepolicydocument: [TRUST],
  policydocument: [POLICY, TRUST],
  policytext: [JSON.stringify({ Version: '2012-10-17', Statement: [{ ...STATEMENT, Principal: '*' }] })],
  eventpattern: [JSON.stringify({ source: ['aws.ecs', 'a', 'app'] })],
  event: [
    JSON.stringify({
      id: '1',
      source: 'aws.ecs',
      'detail-type': 'a',
      account: '1',
      time: '2026-01-01T00:00:00Z',
      region: 'r',
      resources: [],
      detail: {},
    }),
  ],
  detail: ['{}', '{"state":["a"]}'],
  lifecyclepolicytext: [
    JSON.stringify({
      rules: [
        { rulePriority: 1, selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 2 }, action: { type: 'expire' } },
      ],
    }),
  ],
  cidr: ['10.0.0.0/16', '0.0.0.0/0'],
  cidrip: ['10.0.0.0/16', '0.0.0.0/0'],
  cidrblock: ['10.0.0.0/16', '172.31.128.0/24', '172.31.129.0/24', '172.31.130.0/24'],
  cpu: ['256', '512'],
  memory: ['512', '1024'],
  image: ['sandbox/sample:v1', 'sandbox/nginx', 'sandbox/never-healthy'],
  availabilityzone: ['us-east-1a', 'us-east-1b'],
  content: [
    JSON.stringify({
      version: 0.0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: { TaskDefinition: 'app:1', LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 80 } },
          },
        },
      ],
    }),
  ],
  schedule: ['rate(5 minutes)', 'cron(0 0 * * ? *)'],
  scheduleexpression: ['rate(5 minutes)', 'cron(0 0 * * ? *)'],
  copysource: ['app/a', 'app/latest'],
  domainname: ['example.com', '*.example.com'],
  email: ['a@example.com'],
  target: ['10.0.0.1', '172.31.0.9'],
  sourcearn: ['arn:aws:s3:::app'],
};

const within = ({ min, max }: Constraint, { random, wild }: InputOptions): number => {
  if (random.chance(wild)) return random.pick(NUMBERS);
  const least = min ?? 0;
  const most = Math.min(max ?? least + 100, least + 1000);
  return least + random.below(Math.max(1, most - least + 1));
};

const stretched = (text: string, { min = 0, max = Infinity }: Constraint): string => {
  const long = text.length < min ? text.padEnd(min, 'a1') : text;
  return long.length > max ? long.slice(0, max) : long;
};

const randomText = (shape: Shape, member: string, constraint: Constraint, options: InputOptions): string => {
  const { service, random, names, wild } = options;
  if (random.chance(wild)) return random.pick(HOSTILE);
  if (constraint.enum) return random.pick(constraint.enum);
  const fits = (text: string): boolean => checkConstraint(constraint, shape, text).length === 0;
  const samples = SAMPLES[member.toLowerCase()];
  if (samples && random.chance(0.6)) return random.pick(samples);
  const known = random.chance(0.8) ? names.named(service, member, fits, random) : random.chance(0.3) ? names.any(fits, random) : undefined;
  if (known !== undefined) return known;
  const words = WORDS.map(word => stretched(word, constraint)).filter(fits);
  return random.pick(words.length > 0 ? words : WORDS);
};

const TEXT: Shape = { kind: 'string', traits: {} };

const ILL_TYPED: readonly unknown[] = [null, 'text', 7, true, [], {}, [[]], { a: { b: [1] } }, '', -1];

const count = (constraint: Constraint, { random, wild }: InputOptions): number => {
  if (random.chance(wild * 0.3)) return random.pick([0, 1, 30, 101]);
  return Math.max(constraint.min ?? 0, random.below(3));
};

const LAST_DEPTH = 6;

const randomValue = (shape: Shape, member: string, constraint: Constraint, options: InputOptions, depth: number): unknown => {
  const { random } = options;
  const at = (position: number | undefined): Constraint =>
    (position === undefined ? undefined : constraintsOf(options.service).constraints[position]) ?? {};
  const inside = (inner: Member, position: number | undefined): unknown =>
    randomValue(inner.shape, member, at(position), options, depth + 1);
  switch (shape.kind) {
    case 'structure':
      return randomStructure(shape, options, depth + 1);
    case 'list':
      if (depth > LAST_DEPTH) return [];
      return Array.from({ length: count(constraint, options) }, () => inside(shape.member, constraint.member));
    case 'map':
      if (depth > LAST_DEPTH) return {};
      return Object.fromEntries(
        Array.from({ length: count(constraint, options) }, () => [
          randomText(TEXT, 'key', at(constraint.key), options),
          inside(shape.value, constraint.value),
        ]),
      );
    case 'number':
      return within(constraint, options);
    case 'bigint':
      return BigInt(Math.trunc(within(constraint, options)));
    case 'boolean':
      return random.chance(0.5);
    case 'timestamp':
      return new Date(Date.now() + (random.next() - 0.5) * 1e7);
    case 'blob':
      return Buffer.from(randomText(TEXT, member, constraint, options));
    case 'document':
      return random.pick(ILL_TYPED);
    case 'string':
    default:
      return randomText(shape, member, constraint, options);
  }
};

const randomStructure = (shape: Structure, options: InputOptions, depth: number): Record<string, unknown> => {
  const { random, wild } = options;
  const table = constraintsOf(options.service);
  // Few of the optional members go together: some inputs have hardly any of them.
  const optional = depth > LAST_DEPTH ? 0 : random.pick(depth === 0 ? [0, 0.1, 0.35] : [0, 0.05, 0.25]);
  const value: Record<string, unknown> = {};
  // A union holds one of its members.
  const only = shape.traits.unionShape === undefined ? undefined : random.pick([...shape.members.keys()]);
  for (const [name, member] of shape.members) {
    if (only !== undefined && name !== only) continue;
    const wanted = shape.required.has(name) ? !random.chance(wild * 0.3) : random.chance(optional);
    if (!wanted) continue;
    const position = table.structures[shape.name]?.[name];
    value[name] = randomValue(member.shape, name, (position === undefined ? undefined : table.constraints[position]) ?? {}, options, depth);
  }
  return value;
};

/** An input of an operation that has the types of its schema; the more `wild`, the more often its values break the model. */
export const randomInput = (shape: Structure, options: InputOptions): Record<string, unknown> => randomStructure(shape, options, 0);

/** A copy of an input in which values stand where values of other types belong. */
export const illTyped = (input: unknown, random: Random): unknown => {
  if (random.chance(0.15)) return random.pick(ILL_TYPED);
  if (Array.isArray(input)) return input.map(item => illTyped(item, random));
  if (typeof input === 'bigint') return Number(input);
  if (input instanceof Date) return input.getTime() / 1000;
  if (input instanceof Uint8Array) return Buffer.from(input).toString('base64');
  if (typeof input !== 'object' || input === null) return input;
  const entries = Object.entries(input).map(([key, value]) => [random.chance(0.03) ? random.pick(HOSTILE) : key, illTyped(value, random)]);
  return Object.fromEntries(entries);
};
