import { DescribeTasksCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { Agent } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { emptyProject, runWizard, type Run } from '../helpers/cli.ts';
import { ask, hammer, type Answer } from '../helpers/hammer.ts';
import { clientConfig } from '../helpers/client-config.ts';

const UNATTENDED = ['--sandbox', '--yes', '--non-interactive', '--json'];

/** Slow enough that the shifts of test and production traffic, a few seconds apart on AWS, are well apart here too. */
const SPEED = '20';

/** A fault, or the version that the sample's page says it is. */
const versionOf = ({ status, body }: Answer): string => {
  const version = /sample · (v\d)/.exec(body)?.[1];
  return status === 200 && version !== undefined ? version : `failed: ${status}`;
};

/** Asks an address again and again until it answers with a version; tells when that was. */
async function firstSight(address: string, version: string): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  for (;;) {
    const seen = versionOf(await ask(address, agent));
    if (seen === version) break;
    await setImmediate();
  }
  const at = performance.now();
  agent.destroy();
  return at;
}

interface Live {
  readonly image: string;
  readonly taskDefinition: string;
  readonly targetGroup: string;
}

const liveOf = ({ result }: Run): Live => result?.['live'] as Live;

it('does not lose one request while releases go live and back', { timeout: 180_000 }, async () => {
  const folder = await emptyProject();
  const wizard = (...args: readonly string[]): Promise<Run> => runWizard(folder, [...args, ...UNATTENDED]);
  await runWizard(folder, ['sandbox', 'start', '--speed', SPEED]);
  const made = await wizard('init', '--image', 'sandbox/sample:v1', '--codedeploy-termination-wait', '1');
  expect(made.result).toMatchObject({ ok: true, answers: true });
  const { url, testUrl } = made.result as unknown as { readonly url: string; readonly testUrl: string };

  const { variables } = (await runWizard(folder, ['sandbox', 'env', '--json'])).result as unknown as {
    readonly variables: Readonly<Record<string, string>>;
  };
  const ecs = new ECSClient(clientConfig({ endpoint: variables['AWS_ENDPOINT_URL'] ?? '', region: variables['AWS_REGION'] ?? '' }));
  const runningTaskDefinitions = async (): Promise<readonly (string | undefined)[]> => {
    const { taskArns: tasks } = await ecs.send(new ListTasksCommand({ cluster: 'ecs-codepipeline' }));
    const described = await ecs.send(new DescribeTasksCommand({ cluster: 'ecs-codepipeline', tasks }));
    return described.tasks?.map(task => task.taskDefinitionArn) ?? [];
  };

  const kept = Array.from({ length: 6 }, () => new Agent({ keepAlive: true }));
  const fresh = Array.from({ length: 2 }, () => new Agent({ keepAlive: false }));
  const stop = hammer({ address: url, agents: [...kept, ...fresh], describe: versionOf });

  const sightings = Promise.all([firstSight(testUrl, 'v2'), firstSight(url, 'v2')]);
  const released = await wizard('release', '--image', 'sandbox/sample:v2', '--wait', 'complete');
  expect(released.code).toBe(0);
  expect(released.result).toMatchObject({ ok: true, url });
  const [tested, served] = await sightings;
  expect(tested).toBeLessThan(served);

  const second = liveOf(released);
  const pushed = released.events.find(event => event.type === 'pushed');
  expect(second.image).toMatch(new RegExp(`@${String(pushed?.['digest'])}$`));
  expect(await runningTaskDefinitions()).toEqual([second.taskDefinition]);

  const back = await wizard('release', '--image', 'sandbox/sample:v1', '--wait', 'complete');
  expect(back.code).toBe(0);
  const third = liveOf(back);
  expect(third.targetGroup).not.toBe(second.targetGroup);
  expect(third.image).not.toBe(second.image);
  expect(await runningTaskDefinitions()).toEqual([third.taskDefinition]);

  const again = await wizard('init');
  expect(again.result).toMatchObject({ ok: true, changed: false });
  expect(again.events.filter(event => event.type === 'resource')).toEqual([]);
  expect(versionOf(await ask(url, new Agent()))).toBe('v1');

  const counts = await stop();
  expect([...counts.keys()].sort()).toEqual(['v1', 'v2']);
  expect(counts.get('v1')).toBeGreaterThan(500);
  expect(counts.get('v2')).toBeGreaterThan(500);
  ecs.destroy();
});
