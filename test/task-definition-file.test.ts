import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTaskDefinition, type TaskDefinitionOptions } from '../src/task-definition-file.ts';

const OPTIONS: TaskDefinitionOptions = {
  file: 'taskdef.json',
  place: { account: '111122223333', region: 'ap-northeast-2', partition: 'aws' },
  family: 'shop-taskdef',
  logGroup: '/ecs/shop',
  ourRoles: { executionRoleArn: 'shop-execution-ap-northeast-2', taskRoleArn: 'shop-task-ap-northeast-2' },
  hasExecutionRole: false,
  imageTrigger: true,
  sandbox: false,
};

const web = { name: 'web', image: '<IMAGE1_NAME>', essential: true, portMappings: [{ containerPort: 80, protocol: 'tcp' }] };
const fargate = {
  family: 'shop',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::111122223333:role/mine',
  containerDefinitions: [web],
};

const read = (definition: unknown, more: Partial<TaskDefinitionOptions> = {}) =>
  readTaskDefinition(JSON.stringify(definition), { ...OPTIONS, ...more });
const why = (definition: unknown, more: Partial<TaskDefinitionOptions> = {}) =>
  read(definition, more).changes.map(({ path, why }) => `${path}: ${why}`);
const codes = (definition: unknown, more: Partial<TaskDefinitionOptions> = {}) => read(definition, more).problems.map(({ code }) => code);
const fixture = (name: string): string => readFileSync(new URL(`fixtures/taskdef/${name}`, import.meta.url), 'utf8');

describe('a task definition of the user', () => {
  it('is taken as it is when AWS and the pipeline can use it', () => {
    const { own, changes, problems } = read(fargate);
    expect({ changes, problems }).toEqual({ changes: [], problems: [] });
    expect(own).toMatchObject({ definition: fargate, container: 'web', port: 80, family: 'shop', image: undefined });
  });

  it('keeps sidecars, secrets, volumes, health checks and tags', () => {
    const text = fixture('sidecars.json');
    const { own, changes, problems } = readTaskDefinition(text, OPTIONS);
    expect({ changes, problems }).toEqual({ changes: [], problems: [] });
    expect(own?.definition).toEqual(JSON.parse(text));
    expect(own).toMatchObject({ container: 'api', port: 8080 });
  });

  it('is taken out of the answer of describe-task-definition, without what AWS fills in itself', () => {
    const { own, changes, problems } = readTaskDefinition(fixture('described.json'), OPTIONS);
    expect(problems).toEqual([]);
    expect(changes.filter(change => change.why === 'readOnly').map(({ path }) => path)).toEqual([
      'taskDefinitionArn',
      'revision',
      'status',
      'requiresAttributes',
      'compatibilities',
      'registeredAt',
      'registeredBy',
    ]);
    expect(own?.definition).toMatchObject({ family: 'orders', tags: [{ key: 'team', value: 'orders' }] });
    expect(own?.definition).not.toHaveProperty('revision');
    expect(own).toMatchObject({ container: 'orders', port: 8080 });
  });

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    const text = `\uFEFF${JSON.stringify(fargate, null, 2).replaceAll('\n', '\r\n')}`;
    expect(readTaskDefinition(text, OPTIONS).own?.definition).toEqual(fargate);
  });

  it.each(['<IMAGE1_NAME>'])('keeps the placeholder of the pipeline: %s', image => {
    expect(why({ ...fargate, containerDefinitions: [{ ...web, image }] })).toEqual([]);
  });

  it.each([
    '<IMAGE_NAME>',
    '<IMAGE>',
    '${IMAGE}',
    '$IMAGE_URI',
    '__IMAGE__',
    '{{ image }}',
    '%IMAGE%',
    'IMAGE_PLACEHOLDER',
    '',
    '${ECR_REGISTRY}/web:${TAG}',
    'nginx',
    '999988887777.dkr.ecr.us-east-1.amazonaws.com/web:v1',
  ])('gets the placeholder of the pipeline instead of %j', image => {
    const { own, changes } = read({ ...fargate, containerDefinitions: [{ ...web, image }] });
    expect(own?.definition['containerDefinitions']).toEqual([web]);
    expect(changes).toEqual([{ path: 'containerDefinitions.0.image', from: image, to: '<IMAGE1_NAME>', why: 'image' }]);
  });

  it('keeps the image that it names when only files start the pipeline', () => {
    const named = { ...fargate, containerDefinitions: [{ ...web, image: 'nginx:1.27' }] };
    expect(read(named, { imageTrigger: false }).own).toMatchObject({ definition: named, image: 'nginx:1.27', changes: [] });
    expect(read(fargate, { imageTrigger: false }).own?.image).toBeUndefined();
  });

  it('gets the types that AWS wants', () => {
    const { own, problems } = read({
      ...fargate,
      cpu: 256,
      memory: 512,
      requiresCompatibilities: 'FARGATE',
      containerDefinitions: [
        {
          ...web,
          essential: 'true',
          cpu: '128',
          portMappings: [{ containerPort: '80' }],
          environment: [
            { name: 'PORT', value: 80 },
            { name: 'DEBUG', value: false },
          ],
          healthCheck: { command: 'curl -f http://localhost/ || exit 1', interval: '30' },
        },
      ],
    });
    expect(problems).toEqual([]);
    expect(own?.definition).toMatchObject({
      cpu: '256',
      memory: '512',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [
        {
          essential: true,
          cpu: 128,
          portMappings: [{ containerPort: 80 }],
          environment: [
            { name: 'PORT', value: '80' },
            { name: 'DEBUG', value: 'false' },
          ],
          healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'], interval: 30 },
        },
      ],
    });
  });

  it('loses what is null or unknown to AWS, at every depth, and says so', () => {
    const odd = {
      ...fargate,
      $schema: 'x',
      taskRoleArn: null,
      containerDefinitions: [{ ...web, comment: 'mine', user: null, healthcheck: {} }],
    };
    expect(read(odd).own?.definition).toEqual(fargate);
    expect(why(odd)).toEqual([
      'containerDefinitions.0.comment: unknownField',
      'containerDefinitions.0.user: empty',
      'containerDefinitions.0.healthcheck: unknownField',
      '$schema: unknownField',
      'taskRoleArn: empty',
    ]);
  });

  it('gets what Fargate needs and loses what only EC2 has', () => {
    const ec2 = {
      family: 'shop',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['EC2'],
      placementConstraints: [{ type: 'memberOf', expression: 'x' }],
      executionRoleArn: fargate.executionRoleArn,
      containerDefinitions: [
        {
          ...web,
          cpu: 200,
          memory: 900,
          portMappings: [{ containerPort: 80, hostPort: 0 }],
          links: ['db'],
          dnsServers: [],
          linuxParameters: { sharedMemorySize: 64, initProcessEnabled: true },
        },
      ],
    };
    expect(read(ec2).own?.definition).toMatchObject({
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '1024',
      containerDefinitions: [{ portMappings: [{ containerPort: 80, hostPort: 80 }], linuxParameters: { initProcessEnabled: true } }],
    });
    expect(why(ec2)).toEqual([
      'requiresCompatibilities: fargate',
      'placementConstraints: ec2Only',
      'containerDefinitions.0.links: ec2Only',
      'containerDefinitions.0.linuxParameters.sharedMemorySize: ec2Only',
      'containerDefinitions.0.portMappings.0.hostPort: hostPort',
      'cpu: size',
      'memory: size',
    ]);
  });

  it.each([
    ['1 vCPU', '2 GB'],
    ['.25 vCPU', '0.5 GB'],
    ['512', '1024'],
    ['16384', '122880'],
  ])('may say its size as %s and %s', (cpu, memory) => {
    expect(read({ ...fargate, cpu, memory })).toMatchObject({ problems: [], changes: [] });
  });

  it('writes its logs where Fargate can', () => {
    const log = (logConfiguration: object) => read({ ...fargate, containerDefinitions: [{ ...web, logConfiguration }] });
    const ours = { 'awslogs-group': '/ecs/shop', 'awslogs-region': 'ap-northeast-2', 'awslogs-stream-prefix': 'web' };
    expect(log({ logDriver: 'json-file' }).own?.definition['containerDefinitions']).toMatchObject([
      { logConfiguration: { logDriver: 'awslogs', options: ours } },
    ]);
    expect(log({ logDriver: 'awslogs', options: { 'awslogs-group': '/mine' } }).own?.definition['containerDefinitions']).toMatchObject([
      { logConfiguration: { options: { ...ours, 'awslogs-group': '/mine' } } },
    ]);
    expect(log({ logDriver: 'awsfirelens' }).changes).toEqual([]);
  });

  it('gets account and region where its ARNs and addresses leave them open, but never in what the application reads', () => {
    const open = {
      ...fargate,
      executionRoleArn: 'arn:aws:iam::<AWS_ACCOUNT_ID>:role/ecsTaskExecutionRole',
      taskRoleArn: 'arn:aws:iam::ACCOUNT_ID:role/app',
      containerDefinitions: [
        {
          ...web,
          environment: [{ name: 'TOPIC', value: 'arn:aws:sns:${AWS_REGION}:${AWS_ACCOUNT_ID}:orders' }],
          secrets: [{ name: 'DB', valueFrom: 'arn:aws:ssm:${AWS_REGION}:${AWS_ACCOUNT_ID}:parameter/db' }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/x', 'awslogs-region': '$AWS_REGION', 'awslogs-stream-prefix': 'x' },
          },
        },
        { name: 'proxy', image: '<account-id>.dkr.ecr.<region>.amazonaws.com/proxy:1', essential: true },
      ],
    };
    const { own, problems } = read(open);
    expect(problems).toEqual([]);
    expect(own?.definition).toMatchObject({
      executionRoleArn: 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
      taskRoleArn: 'arn:aws:iam::111122223333:role/app',
      containerDefinitions: [
        {
          environment: [{ value: 'arn:aws:sns:${AWS_REGION}:${AWS_ACCOUNT_ID}:orders' }],
          secrets: [{ valueFrom: 'arn:aws:ssm:ap-northeast-2:111122223333:parameter/db' }],
          logConfiguration: { options: { 'awslogs-region': 'ap-northeast-2' } },
        },
        { image: '111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/proxy:1' },
      ],
    });
  });

  it.each([
    ['ecsTaskExecutionRole', 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole', 'role'],
    ['${EXECUTION_ROLE_ARN}', undefined, 'roleLeftOut'],
    ['', undefined, 'empty'],
    [
      'arn:aws:iam::999988887777:role/x/shop-execution-ap-northeast-2',
      'arn:aws:iam::111122223333:role/shop-execution-ap-northeast-2',
      'place',
    ],
  ])('has the role %j understood', (executionRoleArn, wanted, reason) => {
    const { own, changes } = read({ ...fargate, executionRoleArn });
    expect(own?.definition['executionRoleArn']).toBe(wanted);
    expect(changes.map(change => change.why)).toContain(reason);
  });

  it('may not name a role of another account, except in a rehearsal, where no role of its own exists', () => {
    const foreign = { ...fargate, executionRoleArn: 'arn:aws:iam::999988887777:role/x' };
    expect(codes(foreign)).toEqual(['taskdefForeignRole']);
    expect(why(foreign, { sandbox: true })).toEqual(['executionRoleArn: roleUnknown']);
  });

  it('has stand-ins for its sidecars in a rehearsal, which has no network', () => {
    const two = { ...fargate, containerDefinitions: [web, { name: 'agent', image: 'public.ecr.aws/x/agent:1', essential: false }] };
    expect(why(two, { sandbox: true })).toContain('containerDefinitions.1.image: standIn');
    expect(read(two, { sandbox: true }).own?.definition['containerDefinitions']).toMatchObject([
      { image: '<IMAGE1_NAME>' },
      { image: 'sandbox/nginx:latest' },
    ]);
  });

  it('asks for no secrets in a rehearsal, which keeps none', () => {
    const secrets = [{ name: 'DB', valueFrom: 'arn:aws:ssm:ap-northeast-2:111122223333:parameter/db' }];
    const logConfiguration = { logDriver: 'splunk', options: { 'splunk-url': 'https://x' }, secretOptions: secrets };
    const secretive = { ...fargate, containerDefinitions: [{ ...web, secrets, logConfiguration }] };
    expect(why(secretive)).toEqual([]);
    expect(why(secretive, { sandbox: true }).filter(change => change.endsWith('secretUnknown'))).toEqual([
      'containerDefinitions.0.secrets: secretUnknown',
      'containerDefinitions.0.logConfiguration.secretOptions: secretUnknown',
    ]);
  });

  it('logs to the one region of a rehearsal', () => {
    const options = { 'awslogs-group': '/mine', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'x' };
    const logging = { ...fargate, containerDefinitions: [{ ...web, logConfiguration: { logDriver: 'awslogs', options } }] };
    expect(why(logging)).toEqual([]);
    expect(read(logging, { sandbox: true }).own?.definition['containerDefinitions']).toMatchObject([
      { logConfiguration: { options: { 'awslogs-region': 'ap-northeast-2' } } },
    ]);
  });

  it('gets its log groups made when our role starts it', () => {
    const { executionRoleArn: _, ...without } = fargate;
    const options = { 'awslogs-group': '/mine', 'awslogs-region': 'ap-northeast-2', 'awslogs-stream-prefix': 'x' };
    const logging = { ...without, containerDefinitions: [{ ...web, logConfiguration: { logDriver: 'awslogs', options } }] };
    expect(why(logging)).toEqual(['containerDefinitions.0.logConfiguration.options.awslogs-create-group: logGroup']);
    expect(why(logging, { hasExecutionRole: true })).toEqual([]);
  });

  it.each([
    ['no family', undefined],
    ['a family to be filled in', '<FAMILY>'],
    ['a family that AWS refuses', 'my family'],
  ])('gets a family where it has %s', (_, family) => {
    expect(read({ ...fargate, family }).own?.family).toBe('shop-taskdef');
  });
});

describe('the container that gets image and traffic', () => {
  const sidecar = { name: 'agent', image: 'public.ecr.aws/datadog/agent:7', essential: false };
  const other = { ...web, name: 'admin', image: 'nginx', portMappings: [{ containerPort: 81 }] };
  const found = (containers: readonly object[], more: Partial<TaskDefinitionOptions> = {}) =>
    read({ ...fargate, containerDefinitions: containers }, more).own?.container;

  it.each([
    ['the only one', [{ ...web, image: 'nginx' }], 'web'],
    ['the one with the placeholder', [other, web], 'web'],
    ['the one with a port', [sidecar, { ...web, image: 'nginx' }], 'web'],
  ])('is %s', (_, containers, name) => {
    expect(found(containers)).toBe(name);
  });

  it('is the one that was named', () => {
    expect(found([other, { ...web, image: 'x' }], { container: 'admin' })).toBe('admin');
  });

  it('must be named when several could be it, or when the name is wrong', () => {
    const two = { ...fargate, containerDefinitions: [other, { ...web, image: 'x' }] };
    expect(read(two).problems).toMatchObject([{ code: 'taskdefContainer', facts: { candidates: 'admin, web', asked: undefined } }]);
    expect(read(two, { container: 'api' }).problems).toMatchObject([{ code: 'taskdefContainer', facts: { asked: 'api' } }]);
  });

  it('needs one clear TCP port', () => {
    const ports = (portMappings: readonly object[], port?: number) =>
      read({ ...fargate, containerDefinitions: [{ ...web, portMappings }] }, { port });
    expect(ports([]).problems).toMatchObject([{ code: 'taskdefPort', facts: { ports: '' } }]);
    expect(ports([{ containerPort: 53, protocol: 'udp' }]).problems).toMatchObject([{ code: 'taskdefPort' }]);
    expect(ports([{ containerPort: 80 }, { containerPort: 9090 }]).problems).toMatchObject([
      { code: 'taskdefPort', facts: { ports: '80, 9090' } },
    ]);
    expect(ports([{ containerPort: 80 }, { containerPort: 9090 }], 9090).own?.port).toBe(9090);
    expect(ports([{ containerPort: 80 }], 443).problems).toMatchObject([{ code: 'taskdefPort', facts: { ports: '80' } }]);
  });

  it('may share its image with another container, but no other placeholder is filled in', () => {
    const worker = (image: string) => ({ name: 'worker', image, essential: false });
    expect(
      read({ ...fargate, containerDefinitions: [{ ...web, image: '$IMAGE' }, worker('$IMAGE')] }).own?.definition['containerDefinitions'],
    ).toMatchObject([{ image: '<IMAGE1_NAME>' }, { image: '<IMAGE1_NAME>' }]);
    expect(codes({ ...fargate, containerDefinitions: [web, worker('<IMAGE2_NAME>')] })).toEqual(['taskdefPlaceholder']);
  });
});

describe('what Fargate or the pipeline cannot do', () => {
  it.each([
    ['bridge networking', { networkMode: 'bridge' }, 'taskdefNotFargate'],
    ['host networking', { networkMode: 'host' }, 'taskdefNotFargate'],
    ['a folder of the host', { volumes: [{ name: 'data', host: { sourcePath: '/data' } }] }, 'taskdefNotFargate'],
    ['a volume of Docker', { volumes: [{ name: 'data', dockerVolumeConfiguration: { scope: 'task' } }] }, 'taskdefNotFargate'],
    ['a privileged container', { containerDefinitions: [{ ...web, privileged: true }] }, 'taskdefNotFargate'],
    ['a GPU', { containerDefinitions: [{ ...web, resourceRequirements: [{ type: 'GPU', value: '1' }] }] }, 'taskdefNotFargate'],
    ['a size that there is not', { cpu: '256', memory: '4096' }, 'taskdefSize'],
    ['a size to be filled in', { cpu: '${CPU}' }, 'taskdefSize'],
    ['a container without a name', { containerDefinitions: [{ image: 'x', portMappings: [{ containerPort: 80 }] }] }, 'taskdefMissing'],
    ['a name to be filled in', { containerDefinitions: [{ ...web, name: '<CONTAINER_NAME>' }] }, 'taskdefPlaceholder'],
    ['a list where a text belongs', { family: 'x', cpu: ['256'] }, 'taskdefType'],
    ['a text where a number belongs', { containerDefinitions: [{ ...web, memory: '1 GB' }] }, 'taskdefType'],
  ])('is told: %s', (_, change, code) => {
    expect(codes({ ...fargate, ...change })).toContain(code);
  });

  it('is told all at once', () => {
    const bad = {
      ...fargate,
      networkMode: 'bridge',
      memory: '100',
      containerDefinitions: [{ ...web, privileged: true, portMappings: [] }],
    };
    expect(codes(bad)).toEqual(['taskdefNotFargate', 'taskdefNotFargate', 'taskdefSize', 'taskdefPort']);
  });

  it.each([
    ['{ "family": "x",\n  "cpu": }', 'jsonSyntax', { line: 2, column: 10 }],
    ['{ "family": "x"', 'jsonSyntax', { line: 1 }],
    ['', 'jsonSyntax', { line: 1, column: 1 }],
    ['[]', 'notATaskDefinition', {}],
    ['{"containerDefinitions": []}', 'notATaskDefinition', {}],
    ['{"AWSTemplateFormatVersion": "2010-09-09"}', 'notATaskDefinition', {}],
  ])('is told of %j', (text, code, facts) => {
    expect(readTaskDefinition(text, OPTIONS).problems).toMatchObject([{ code, facts }]);
  });
});
