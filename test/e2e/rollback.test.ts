import { CodeDeployClient, CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { BatchDeleteImageCommand, ECRClient } from '@aws-sdk/client-ecr';
import { DescribeTaskDefinitionCommand, ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { applicationName, deploymentGroupName } from '../../src/naming.ts';
import { EXIT } from '../../src/errors.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { emptyProject, runWizard, startWizard, type Run } from '../helpers/cli.ts';
import { clientConfig } from '../helpers/client-config.ts';
import { ask, hammer, type Answer } from '../helpers/hammer.ts';

const UNATTENDED = ['--sandbox', '--yes', '--non-interactive', '--json'];

/** A fault, or the version that the sample's page says it is. */
const versionOf = ({ status, body }: Answer): string => {
  const version = /sample · (v\d)/.exec(body)?.[1];
  return status === 200 && version !== undefined ? version : `failed: ${status}`;
};

interface Version {
  readonly revision: string;
  readonly taskDefinition: string;
  readonly digest: string;
  readonly by: string;
  readonly live: boolean;
  readonly next: boolean;
}

const backTo = ({ result }: Run): Version => result?.['to'] as Version;

it('goes back at once or anew, by hand or again after a crash, without losing one request', { timeout: 600_000 }, async () => {
  const folder = await emptyProject();
  const wizard = (...args: readonly string[]): Promise<Run> => runWizard(folder, [...args, ...UNATTENDED]);
  const rollback = (...args: readonly string[]): Promise<Run> => wizard('rollback', ...args);
  const list = async (): Promise<readonly Version[]> => (await rollback('--list')).result?.['versions'] as readonly Version[];
  await runWizard(folder, ['sandbox', 'start', '--speed', '60']);
  const windowIsOver = () => runWizard(folder, ['sandbox', 'skip', '7200']);
  const made = await wizard('init', '--image', 'sandbox/sample:v1', '--codedeploy-termination-wait', '120');
  expect(made.result).toMatchObject({ ok: true, answers: true });
  const url = String(made.result?.['url']);
  const { variables } = (await runWizard(folder, ['sandbox', 'env', '--json'])).result as unknown as {
    readonly variables: Readonly<Record<string, string>>;
  };
  const config = clientConfig({ endpoint: variables['AWS_ENDPOINT_URL'] ?? '', region: variables['AWS_REGION'] ?? '' });
  const served = async (): Promise<string> => versionOf(await ask(url, new Agent()));

  // Nothing was live before.
  expect((await rollback()).code).toBe(EXIT.config);
  await windowIsOver();

  const stop = hammer({ address: url, agents: Array.from({ length: 4 }, () => new Agent({ keepAlive: true })), describe: versionOf });
  expect((await wizard('release', '--image', 'sandbox/sample:v2', '--tag', 'two')).code).toBe(EXIT.done);
  const atOnce = await rollback();
  expect(atOnce.result).toMatchObject({
    ok: true,
    changed: true,
    way: 'stopped',
    repository: { files: [], image: expect.stringMatching(/^sha256:/) },
  });
  expect(await served()).toBe('v1');

  expect((await wizard('release')).result).toMatchObject({ errors: [{ code: 'releaseImageFailed' }] });
  expect((await wizard('release', '--image', 'sandbox/sample:v2')).code).toBe(EXIT.done);
  const inLine = await rollback('--revert-files');
  expect(inLine.result).toMatchObject({
    ok: true,
    way: 'stopped',
    executionId: expect.any(String),
    repository: { files: [], image: null },
  });
  expect(await served()).toBe('v1');
  await windowIsOver();

  expect((await wizard('release', '--image', 'sandbox/sample:v2')).code).toBe(EXIT.done);
  await windowIsOver();
  expect(await served()).toBe('v2');
  const anew = await rollback();
  expect(anew.result).toMatchObject({ ok: true, way: 'deployed', deploymentId: expect.stringMatching(/^d-/) });
  expect(await served()).toBe('v1');
  // A rollback of the rollback would lead one further back; forward one must say so.
  expect((await rollback()).result).toMatchObject({
    ok: false,
    errors: [{ code: 'nothingBefore', remedy: expect.stringContaining('rollback --to ') }],
  });
  expect((await rollback('--to', 'two')).result).toMatchObject({ ok: true, way: 'stopped' });
  expect(await served()).toBe('v2');

  // Killed in the middle, the same command goes on; killed at its end, it does not go back one further.
  await windowIsOver();
  const child = startWizard(folder, ['rollback', ...UNATTENDED]);
  let seen = '';
  for await (const chunk of child.stdout ?? []) {
    seen += String(chunk);
    if (seen.includes('"rollback-step"')) break;
  }
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const resumed = await rollback();
  expect(resumed.result).toMatchObject({ ok: true, live: expect.stringContaining(backTo(anew).revision) });
  expect(await served()).toBe('v1');

  // The files and the image go back too, and the pipeline runs once.
  await windowIsOver();
  const reverted = await rollback('--to', backTo(resumed).revision, '--revert-files');
  expect(reverted.result).toMatchObject({
    ok: true,
    executionId: expect.stringMatching(/^[\da-f-]{36}$/),
    repository: { files: [], image: null },
  });
  expect((await wizard('status')).result).toMatchObject({ execution: { id: reverted.result?.['executionId'] } });
  expect(await served()).toBe('v1');
  await windowIsOver();

  // What somebody has deployed by hand is a version too.
  const ecs = new ECSClient(config);
  const codedeploy = new CodeDeployClient(config);
  const before = (await list()).find(({ live }) => live);
  const { taskDefinition: definition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: before?.taskDefinition }));
  const { family, containerDefinitions, networkMode, cpu, memory, executionRoleArn, taskRoleArn, requiresCompatibilities } =
    definition ?? {};
  const copy = { family, containerDefinitions, networkMode, cpu, executionRoleArn, taskRoleArn, requiresCompatibilities };
  expect(memory).toBe('512');
  const { taskDefinition: byHand } = await ecs.send(new RegisterTaskDefinitionCommand({ ...copy, memory: '1024' }));
  const [cluster, service] = ['ecs-codepipeline', 'ecs-codepipeline-service'];
  const content = JSON.stringify({
    version: '0.0',
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: byHand?.taskDefinitionArn,
            LoadBalancerInfo: {
              ContainerName: containerDefinitions?.[0]?.name,
              ContainerPort: containerDefinitions?.[0]?.portMappings?.[0]?.containerPort,
            },
          },
        },
      },
    ],
  });
  const { deploymentId } = await codedeploy.send(
    new CreateDeploymentCommand({
      applicationName: applicationName(cluster ?? '', service ?? ''),
      deploymentGroupName: deploymentGroupName(cluster ?? '', service ?? ''),
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    }),
  );
  while (!(await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo?.instanceTerminationWaitTimeStarted)
    await delay(200);
  expect((await list())[0]).toMatchObject({ taskDefinition: byHand?.taskDefinitionArn, by: 'hand', live: true });
  expect((await wizard('status')).result).toMatchObject({
    live: { taskDefinition: byHand?.taskDefinitionArn, by: 'hand', executionId: null, deploymentId },
    running: { executionId: null, deploymentId, phase: 'kept', shifted: true, rollback: false },
    byPipeline: false,
    cost: { usd: expect.any(Number), doubled: expect.any(Number) },
    drift: 0,
  });
  expect((await rollback()).result).toMatchObject({ ok: true, way: 'stopped', live: before?.taskDefinition });
  const logs = await wizard('logs', '--since', '1h');
  expect(logs.result?.['count']).toBe(logs.events.filter(({ type }) => type === 'log').length);
  expect(logs.events.find(({ type }) => type === 'log')).toMatchObject({
    at: expect.stringMatching(/^\d{4}-/),
    container: 'nginx-website',
    message: expect.any(String),
  });
  expect((await wizard('exec')).result).toMatchObject({ ok: false, errors: [{ code: 'execInSandbox' }] });

  const counts = await stop();
  expect([...counts.keys()].sort()).toEqual(['v1', 'v2']);

  // What is no longer there is refused with the reason.
  const two = (await list()).find(({ digest }) => digest !== before?.digest);
  await new ECRClient(config).send(
    new BatchDeleteImageCommand({ repositoryName: 'ecs-codepipeline-ecr-repo', imageIds: [{ imageDigest: two?.digest }] }),
  );
  await windowIsOver();
  const gone = await rollback('--to', two?.revision ?? '');
  expect(gone.code).toBe(EXIT.refused);
  expect(gone.result).toMatchObject({ ok: false, errors: [{ code: 'versionGone', facts: { reason: 'image' } }] });
  expect(await served()).toBe('v1');
});

it('says that the files here are not put back with those of the repository', { timeout: 180_000 }, async () => {
  const folder = await emptyProject();
  await runWizard(folder, ['sandbox', 'start', '--speed', '240']);
  await runWizard(folder, ['init', ...UNATTENDED]);
  const file = join(folder, 'taskdef.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"memory": "512"', '"memory": "1024"'));
  expect((await runWizard(folder, ['release', ...UNATTENDED])).code).toBe(EXIT.done);
  const reverted = await runWizard(folder, ['rollback', '--sandbox', '--yes', '--non-interactive', '--revert-files']);
  expect(reverted.code).toBe(EXIT.done);
  expect(reverted.stderr).toContain(LANGUAGES.en.rollback.filesHere({ files: 'taskdef.json' }));
  expect(await readFile(file, 'utf8')).toContain('"memory": "1024"');
});
