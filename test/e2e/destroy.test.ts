import { ECRClient, ListImagesCommand } from '@aws-sdk/client-ecr';
import { DescribeServicesCommand, ECSClient, TagResourceCommand } from '@aws-sdk/client-ecs';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { clientConfig } from '../helpers/client-config.ts';
import { emptyProject, finished, runWizard, startWizard } from '../helpers/cli.ts';

const TIMEOUT = 180_000;

describe('destroy while a release is under way', () => {
  it('says what it stops, and whoever follows that release is told that the set-up is gone', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, ['sandbox', 'start', '--speed', '100']);
    await runWizard(folder, ['init', '--sandbox', '--yes', '--app', 'shop', '--codedeploy-termination-wait', '0']);
    const begin = (...words: readonly string[]) => startWizard(folder, [...words, '--sandbox', '--json']);
    const underWay = async () => {
      const { result } = await runWizard(folder, ['status', '--sandbox', '--json']);
      return result?.['running'] as { readonly executionId: string; readonly deploymentId?: string } | null;
    };
    // The first release lets go of what it replaced.
    await expect.poll(underWay, { timeout: 60_000 }).toBeNull();
    await runWizard(folder, ['sandbox', 'speed', '10']);
    const released = finished(begin('release', '--image', 'sandbox/sample:v2'), true);
    await expect.poll(async () => (await underWay())?.deploymentId ?? '', { timeout: 60_000 }).toMatch(/^d-/);
    // It must not end before it is looked at.
    await runWizard(folder, ['sandbox', 'speed', '1']);
    const watching = begin('status', '--watch');
    const closed = once(watching, 'close');
    let watched = '';
    watching.stdout?.on('data', chunk => void (watched += String(chunk)));
    await expect.poll(() => watched, { timeout: 30_000 }).toContain('"type":"status"');
    const { executionId, deploymentId } = (await underWay()) ?? {};

    const shown = await runWizard(folder, ['destroy', '--sandbox', '--dry-run', '--json']);
    expect(shown.result).toMatchObject({ changed: false, stops: { executionIds: [executionId], deploymentId } });
    await runWizard(folder, ['sandbox', 'speed', '10']);
    const { code, stderr } = await runWizard(folder, ['destroy', '--sandbox', '--yes', '--delete-data']);
    expect(stderr).toContain(`A release is under way: execution ${executionId}, deployment ${deploymentId}. It is stopped first`);
    expect(code).toBe(EXIT.done);
    const facts = { pipeline: 'shop', make: 'wizard init --sandbox' };
    expect(await released).toMatchObject({ code: EXIT.deploymentFailed, result: { errors: [{ code: 'removedMeanwhile', facts }] } });
    expect(await closed).toEqual([EXIT.deploymentFailed, null]);
    expect(watched.trimEnd().split('\n').at(-1)).toContain('"code":"removedMeanwhile"');
  });
});

describe('destroy of a set-up that another one has taken over in part', () => {
  it('leaves that, and what it needs, says whose it is, and does not say that nothing is left', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, ['init', '--sandbox', '--yes', '--app', 'shop']);
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    const ecs = new ECSClient(clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' }));
    const found = { cluster: 'shop', services: ['shop-service'] };
    const [service] = (await ecs.send(new DescribeServicesCommand(found))).services ?? [];
    await ecs.send(new TagResourceCommand({ resourceArn: service?.serviceArn, tags: [{ key: 'ecs-bluegreen:app', value: 'other' }] }));
    const { code, stdout, stderr } = await runWizard(folder, ['destroy', '--sandbox', '--yes', '--delete-data']);
    expect(code).toBe(EXIT.done);
    expect(stderr).toContain(
      'carry the mark of another set-up by now, which has taken them over; they are left alone, with what they need: service (other/default).',
    );
    expect(stdout).not.toContain('Nothing is left');
    expect(stdout).toMatch(/Left alone: .*service/);
    const [left] = (await ecs.send(new DescribeServicesCommand(found))).services ?? [];
    expect(left).toMatchObject({ status: 'ACTIVE', runningCount: service?.runningCount });
    const again = await runWizard(folder, ['destroy', '--sandbox', '--yes', '--delete-data', '--json']);
    expect(again.result).toMatchObject({
      ok: true,
      changed: false,
      spared: expect.arrayContaining(['service', 'cluster', 'load-balancer']),
    });
  });
});

describe('destroy in a folder whose names another set-up has', () => {
  it('leaves the image and the files of that one where they are', { timeout: TIMEOUT }, async () => {
    const folder = await emptyProject();
    await runWizard(folder, ['init', '--sandbox', '--yes', '--app', 'shop', '--env', 'prod']);
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    const ecr = new ECRClient(clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' }));
    const tags = async () => {
      const { imageIds = [] } = await ecr.send(new ListImagesCommand({ repositoryName: 'shop-prod-ecr-repo' }));
      return imageIds.map(({ imageTag }) => String(imageTag)).sort();
    };
    const before = await tags();
    await writeFile(join(folder, 'wizard.yaml'), 'app: shop-prod\n');
    const run = await runWizard(folder, ['destroy', '--sandbox', '--yes', '--delete-data']);
    expect(run.stderr).not.toMatch(/deleted (ecr\.image|codecommit\.commit)/);
    expect(before.length).toBeGreaterThan(0);
    expect(await tags()).toEqual(before);
  });
});
