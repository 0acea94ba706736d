import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readAppspec, type AppspecOptions } from '../src/appspec-file.ts';

const OPTIONS: AppspecOptions = { file: 'appspec.yaml', container: 'web', port: 80, sandbox: false };
const read = (text: string, more: Partial<AppspecOptions> = {}) => readAppspec(text, { ...OPTIONS, ...more });

const MINIMAL = `# deploys the shop
version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION> # filled in
        LoadBalancerInfo:
          ContainerName: "web"
          ContainerPort: 80
`;

const FULL = `${MINIMAL}        PlatformVersion: "1.4.0"
        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: ["subnet-0aa1", "subnet-0bb2"]
            SecurityGroups: ["sg-0cc3"]
            AssignPublicIp: "DISABLED"
        CapacityProviderStrategy:
          - { Base: 1, CapacityProvider: "FARGATE_SPOT", Weight: 1 }
Hooks:
  - AfterAllowTestTraffic: "smoke-test"
`;

describe('an AppSpec of the user', () => {
  it.each([
    ['the smallest', MINIMAL],
    ['the largest', FULL],
  ])('is taken as it is, to the letter: %s', (_, text) => {
    expect(read(text)).toEqual({ own: { file: 'appspec.yaml', content: text, changes: [] }, changes: [], problems: [] });
  });

  it('gets the placeholder of the pipeline, and container and port of the task definition', () => {
    const text = MINIMAL.replace('<TASK_DEFINITION>', '"arn:aws:ecs:ap-northeast-2:111122223333:task-definition/shop:3"')
      .replace('"web"', '"nginx-website"')
      .replace('80', '"8080"');
    const { own, changes } = read(text);
    expect(own?.content).toBe(MINIMAL);
    expect(changes.map(({ path, from, to, why }) => ({ key: path.split('.').at(-1), from, to, why }))).toEqual([
      {
        key: 'TaskDefinition',
        from: 'arn:aws:ecs:ap-northeast-2:111122223333:task-definition/shop:3',
        to: '<TASK_DEFINITION>',
        why: 'taskDefinition',
      },
      { key: 'ContainerName', from: 'nginx-website', to: 'web', why: 'container' },
      { key: 'ContainerPort', from: '8080', to: 80, why: 'port' },
    ]);
  });

  it.each(['arn-of-task-def', '${TASK_DEF_ARN}', '<TASK_DEF>', ''])('has %j replaced by the placeholder', placeholder => {
    const { own } = read(MINIMAL.replace('<TASK_DEFINITION>', placeholder));
    expect(own?.content).toContain('TaskDefinition: <TASK_DEFINITION>');
  });

  it('may be JSON, and stays JSON', () => {
    const data = parse(FULL) as object;
    const json = JSON.stringify(data);
    expect(read(json).own?.content).toBe(json);
    const { own } = read(json, { port: 8080 });
    expect(own?.content).toContain('"version": 0.0,');
    expect(JSON.parse(own?.content ?? '')).toMatchObject({
      version: 0,
      Resources: [{ TargetService: { Properties: { TaskDefinition: '<TASK_DEFINITION>', LoadBalancerInfo: { ContainerPort: 8080 } } } }],
      Hooks: [{ AfterAllowTestTraffic: 'smoke-test' }],
    });
  });

  it('may name its service as it likes, begin with a byte order mark and end its lines as Windows does', () => {
    const text = `\uFEFF${MINIMAL.replace('TargetService', 'Shop').replaceAll('\n', '\r\n')}`;
    expect(read(text)).toMatchObject({ changes: [], problems: [] });
  });

  it('runs in the network of the service where it names none that exists', () => {
    const { own, changes } = read(FULL.replace('"subnet-0aa1", "subnet-0bb2"', '"subnet-name-1", "subnet-name-2"'));
    expect(changes).toMatchObject([{ why: 'network', to: undefined }]);
    expect(own?.content).not.toContain('NetworkConfiguration');
    expect(own?.content).toContain('FARGATE_SPOT');
    expect(read(FULL.replace('SecurityGroups: ["sg-0cc3"]', 'SecurityGroups: []')).changes).toMatchObject([{ why: 'network' }]);
  });

  it('is rehearsed without what exists only in the real account', () => {
    const { own, changes } = read(FULL, { sandbox: true });
    expect(changes.map(({ why }) => why)).toEqual(['sandboxNetwork', 'hooks']);
    expect(own?.content).not.toMatch(/subnet-|smoke-test/);
  });

  it('gets what it lacks of the load balancer', () => {
    const text = MINIMAL.replace(/ {8}LoadBalancerInfo:[^]*$/, '');
    expect(parse(read(text).own?.content ?? '')).toMatchObject({
      Resources: [{ TargetService: { Properties: { LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } } } }],
    });
  });

  it.each([
    ['an AppSpec for EC2', 'version: 0.0\nos: linux\nfiles: []\n', 'Resources'],
    [
      'an AppSpec for Lambda',
      'version: 0.0\nResources:\n  - f:\n      Type: AWS::Lambda::Function\n      Properties: {}\n',
      'Type: AWS::ECS::Service',
    ],
    ['no properties', 'version: 0.0\nResources:\n  - s:\n      Type: AWS::ECS::Service\n', 'Properties'],
    ['nothing', '', 'Resources'],
    ['a list', '- a\n', 'Resources'],
  ])('is refused when it is %s', (_, text, path) => {
    expect(read(text).problems).toMatchObject([{ code: 'notAnAppspec', facts: { file: 'appspec.yaml', path } }]);
  });

  it('is refused when it is JSON without end, or in UTF-16', () => {
    const endless =
      '{"Resources": [{"T": &t {"Type": "AWS::ECS::Service", "Properties": {"X": *t, "LoadBalancerInfo": {"ContainerName": "x", "ContainerPort": 1}}}}]}';
    expect(readAppspec(endless, OPTIONS).problems).toMatchObject([{ code: 'appspecSyntax' }]);
    const text = Buffer.from('\uFEFFversion: 0.0\n', 'utf16le').toString('utf8');
    expect(readAppspec(text, OPTIONS).problems).toMatchObject([{ code: 'fileEncoding' }]);
  });

  it('is refused with line and column when it is no YAML', () => {
    expect(read('version: 0.0\nResources: [\n').problems[0]).toMatchObject({ code: 'appspecSyntax', facts: { line: 3 } });
  });
});
