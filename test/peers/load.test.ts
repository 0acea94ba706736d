import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { emptyProject, runWizard } from '../helpers/cli.ts';
import { startRelease } from '../helpers/release.ts';
import { addressOf } from '../helpers/stage.ts';
import { prepareReleases, type Releases } from './load/releases.ts';
import { startLoad, startWrk } from './load/start-load.ts';

/** How many releases go by; `npm run test:load` asks for a hundred. */
const COUNT = Number(process.env['LOAD_RELEASES'] ?? 6);

/** So much that the five minutes of a canary are a little more than a second. */
const SPEED = '240';

/** Each way for a version to go live or back, in turns. */
const WAYS: readonly ((releases: Releases) => Promise<void>)[] = [
  releases => releases.complete('CodeDeployDefault.ECSAllAtOnce'),
  releases => releases.complete('CodeDeployDefault.ECSCanary10Percent5Minutes'),
  releases => releases.stopped('CodeDeployDefault.ECSAllAtOnce', 100),
  releases => releases.complete('CodeDeployDefault.ECSLinear10PercentEvery1Minutes'),
  releases => releases.stopped('CodeDeployDefault.ECSCanary10Percent5Minutes', 10),
  async releases => {
    await releases.scaled(3);
    await releases.complete('CodeDeployDefault.ECSAllAtOnce');
    await releases.scaled(1);
  },
];

it(`loses no request of many clients during ${COUNT} releases, rollbacks and drains`, { timeout: 120_000 + COUNT * 60_000 }, async () => {
  const folder = await emptyProject();
  await runWizard(folder, ['sandbox', 'start', '--speed', SPEED]);
  const made = await runWizard(folder, ['init', '--sandbox', '--yes', '--non-interactive', '--json']);
  expect(made.result).toMatchObject({ ok: true, answers: true });
  const { result } = await runWizard(folder, ['sandbox', 'start', '--json']);
  const sandbox = result as unknown as { readonly endpoint: string; readonly region: string };
  const url = String(made.result?.['url']);

  const releases = await prepareReleases(sandbox);
  await releases.complete('CodeDeployDefault.ECSAllAtOnce');
  const started = Date.now();
  const [stopLoad, stopWrk] = [await startLoad(url), startWrk(url)];
  for (let release = 0; release < COUNT; release += 1) await WAYS[release % WAYS.length]?.(releases);
  const [load, wrk] = await Promise.all([stopLoad(), stopWrk()]);

  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);
  const failed = sum(load.failed) + wrk.failed;
  console.log(
    `${COUNT} releases in ${Math.round((Date.now() - started) / 1000)} s: ${sum(load.answered) + sum(load.failed) + wrk.requests} requests, ${failed} failed; answered: ${JSON.stringify({ ...load.answered, wrk: wrk.requests - wrk.failed })}`,
  );
  expect(load.failed).toEqual({});
  expect(wrk).toMatchObject({ failed: 0 });
  for (const count of [...Object.values(load.answered), wrk.requests]) expect(count).toBeGreaterThan(COUNT);
});

it('sees requests fail where a task stops before its target is taken off the load balancer', async () => {
  const release = await startRelease();
  const stop = await startLoad(addressOf(release, release.front.production));
  const [task] = release.sandbox.world().runtime.tasks.values();
  await delay(500);
  await task?.close();
  await delay(500);
  const { failed } = await stop();
  expect(Object.keys(failed)).toContainEqual(expect.stringMatching(/^keep-alive: 502/));
});
