import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mkdir, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { clientConfig } from '../helpers/client-config.ts';
import { emptyProject, runWizard, type Run } from '../helpers/cli.ts';
import { hammer } from '../helpers/hammer.ts';

const TIMEOUT = 180_000;

/** A whole set-up; what serves answers 404 at /health. */
let folder: string;
let url: string;
let elb: ElasticLoadBalancingV2Client;

const wizard = (...words: readonly string[]): Promise<Run> => runWizard(folder, [...words, '--sandbox', '--yes', '--json']);

async function paths(): Promise<readonly string[]> {
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ Names: ['shop-blue', 'shop-green'] }));
  return TargetGroups.map(({ HealthCheckPath = '' }) => HealthCheckPath);
}

/** Green, after the first run of the pipeline and one release. */
const idleGroup = async (): Promise<string | undefined> =>
  (await elb.send(new DescribeTargetGroupsCommand({ Names: ['shop-green'] }))).TargetGroups?.[0]?.TargetGroupArn;

beforeAll(async () => {
  folder = await emptyProject();
  await runWizard(folder, ['sandbox', 'start', '--speed', '200']);
  const made = await wizard('init', '--app', 'shop', '--codedeploy-termination-wait', '0');
  url = String(made.result?.['url']);
  const { variables } = (await runWizard(folder, ['sandbox', 'env', '--json'])).result as unknown as {
    readonly variables: Readonly<Record<string, string>>;
  };
  elb = new ElasticLoadBalancingV2Client(
    clientConfig({ endpoint: variables['AWS_ENDPOINT_URL'] ?? '', region: variables['AWS_REGION'] ?? '' }),
  );
}, TIMEOUT);

describe('another path of the health check', () => {
  it('is kept from what serves and does not answer there, so that nobody is cut off', { timeout: TIMEOUT }, async () => {
    const agents = [new Agent({ keepAlive: true })];
    const stop = hammer({ address: url, agents, describe: ({ status }) => String(status) });
    const run = await wizard('alb', '--alb-health-check-path', '/health');
    expect(run.code).toBe(EXIT.done);
    expect(run.events).toContainEqual(expect.objectContaining({ type: 'note', code: 'healthPathHeld', answer: '404', before: '/' }));
    expect((await paths()).toSorted()).toEqual(['/', '/health']);
    // What fails the check would be gone by then.
    await runWizard(folder, ['sandbox', 'skip', '600']);
    expect((await fetch(url)).status).toBe(200);
    expect([...(await stop()).keys()]).toEqual(['200']);
    expect((await runWizard(folder, ['status', '--sandbox', '--json'])).result).toMatchObject({ drift: 0 });
    const again = await wizard('init');
    expect(again.result).toMatchObject({ ok: true, changed: false });
  });

  it('is brought up to date when a version serves that answers there', { timeout: TIMEOUT }, async () => {
    const site = join(folder, 'site');
    await mkdir(site);
    await writeFile(join(site, 'index.html'), 'shop');
    await writeFile(join(site, 'health'), 'ok');
    expect((await wizard('release', '--static', 'site', '--wait', 'complete')).code).toBe(EXIT.done);
    const after = await wizard('alb');
    expect(after.events.map(({ code }) => code)).not.toContain('healthPathHeld');
    expect(await paths()).toEqual(['/health', '/health']);
    await elb.send(new ModifyTargetGroupCommand({ TargetGroupArn: await idleGroup(), HealthCheckPath: '/' }));
    const told = await wizard('release', '--dry-run', '--image', 'sandbox/sample:v2');
    expect(told.events).toContainEqual(
      expect.objectContaining({ type: 'note', code: 'healthPathElsewhere', path: '/', wanted: '/health' }),
    );
    await wizard('alb', '--alb-health-check-path', '/index.html');
    expect(await paths()).toEqual(['/index.html', '/index.html']);
  });
});
