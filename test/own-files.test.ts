import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../src/config.ts';
import { readOwnFiles } from '../src/own-files.ts';
import { resolveConfig } from '../src/resolve-config.ts';

const PLACE = { account: '111122223333', region: 'ap-northeast-2', partition: 'aws' };
const TASKDEF = JSON.stringify({
  family: 'shop',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::111122223333:role/mine',
  containerDefinitions: [{ name: 'api', image: '<IMAGE1_NAME>', portMappings: [{ containerPort: 3000 }, { containerPort: 9090 }] }],
});
const APPSPEC =
  'version: 0.0\nResources:\n  - T:\n      Type: AWS::ECS::Service\n      Properties:\n        TaskDefinition: <TASK_DEFINITION>\n        LoadBalancerInfo: { ContainerName: x, ContainerPort: 1 }\n';

async function read(files: Readonly<Record<string, string>>, answers: Answers = {}, ours: readonly string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'own-files-'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  const { config } = resolveConfig(answers, { env: 'default', sandbox: false, region: 'ap-northeast-2' });
  return readOwnFiles({ folder, config, answers, place: PLACE, sandbox: false, isOurs: file => ours.includes(file) });
}

describe('readOwnFiles', () => {
  it('finds nothing where there is nothing', async () => {
    expect(await read({})).toMatchObject({ files: { taskdef: undefined, appspec: undefined }, problems: [] });
  });

  it('leaves alone what the wizard wrote itself', async () => {
    expect((await read({ 'taskdef.json': 'not even JSON' }, {}, ['taskdef.json'])).files.taskdef).toBeUndefined();
  });

  it('takes the port from what was said, never from a default', async () => {
    expect((await read({ 'taskdef.json': TASKDEF })).problems).toMatchObject([{ code: 'taskdefPort', facts: { ports: '3000, 9090' } }]);
    expect((await read({ 'taskdef.json': TASKDEF }, { 'taskdef.port': 9090 })).files.taskdef).toMatchObject({
      container: 'api',
      port: 9090,
    });
  });

  it('takes the container and the port of the AppSpec where several would do', async () => {
    const web = { name: 'web', image: 'web:1', portMappings: [{ containerPort: 3000 }, { containerPort: 9090 }] };
    const proxy = { name: 'proxy', image: 'envoy:1', portMappings: [{ containerPort: 9901 }] };
    const taskdef = JSON.stringify({ ...JSON.parse(TASKDEF), containerDefinitions: [proxy, web] });
    const appspec = APPSPEC.replace('ContainerName: x, ContainerPort: 1', 'ContainerName: web, ContainerPort: 9090');
    expect((await read({ 'taskdef.json': taskdef })).problems).toMatchObject([{ code: 'taskdefContainer' }]);
    const { files, changes } = await read({ 'taskdef.json': taskdef, 'appspec.yaml': appspec });
    expect(files.taskdef).toMatchObject({ container: 'web', port: 9090 });
    expect(changes.get('appspec.yaml')).toEqual([]);
  });

  it('brings the AppSpec in line with the task definition', async () => {
    const { files, changes, problems } = await read({ 'taskdef.json': TASKDEF, 'appspec.yaml': APPSPEC }, { 'taskdef.port': 3000 });
    expect(problems).toEqual([]);
    expect(files.appspec?.content).toContain('ContainerName: api, ContainerPort: 3000');
    expect(changes.get('appspec.yaml')?.map(({ why }) => why)).toEqual(['container', 'port']);
  });

  it('reads the files that the config names, and tells the problems of both at once', async () => {
    const { problems } = await read({ 'my.json': '{', 'my.yml': 'x' }, { 'taskdef.file': 'my.json', 'appspec.file': 'my.yml' });
    expect(problems.map(({ code, facts }) => [code, 'file' in facts && facts.file])).toEqual([
      ['jsonSyntax', 'my.json'],
      ['notAnAppspec', 'my.yml'],
    ]);
  });
});
