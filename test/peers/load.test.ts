import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { emptyProject, runWizard } from '../helpers/cli.ts';
import { startRelease } from '../helpers/release.ts';
import { addressOf } from '../helpers/stage.ts';
import type { Failure } from './load/client.ts';
import { prepareReleases, type Releases } from './load/releases.ts';
import { startLoad, startWrk } from './load/start-load.ts';

/**
 * In each of these a service behind a load balancer of its own goes through so many releases, all of them at the same time. A region each,
 * since the tasks of all of them, with those that drain, are more than the Fargate quota of one region lets run.
 */
const REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'us-east-1',
  'us-east-2',
  'us-west-2',
];
const RELEASES = 10;
const COUNT = REGIONS.length * RELEASES;

/**
 * So much that the five minutes of a canary are two seconds, and not more: CodeDeploy gives up on new tasks after an hour, which is then
 * twenty-two seconds, on a machine that may have much else to do.
 */
const SPEED = '160';

/** Each way for a version to go live or back, in turns. */
const WAYS: readonly (readonly [string, (releases: Releases) => Promise<void>])[] = [
  ['all at once', releases => releases.complete('CodeDeployDefault.ECSAllAtOnce')],
  ['canary', releases => releases.complete('CodeDeployDefault.ECSCanary10Percent5Minutes')],
  ['stopped after the shift', releases => releases.stopped('CodeDeployDefault.ECSAllAtOnce', 100)],
  ['linear', releases => releases.complete('CodeDeployDefault.ECSLinear10PercentEvery1Minutes')],
  ['stopped during the shift', releases => releases.stopped('CodeDeployDefault.ECSCanary10Percent5Minutes', 10)],
  [
    'scaled out and in',
    async releases => {
      await releases.scaled(3);
      await releases.complete('CodeDeployDefault.ECSAllAtOnce');
      await releases.scaled(1);
    },
  ],
];

/** What went on at an address at some time. */
interface Span {
  readonly address: string;
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

const within = ({ from, until }: Span, time: number): boolean => time >= from && time <= until;

/** What failed, when, and which releases were under way there. */
function nameFailure({ address, kind, from, until, what }: Failure, spans: readonly Span[]): string {
  const hit = spans.filter(span => span.address === address && span.from <= until && span.until >= from).map(({ name }) => name);
  const [begun, ended] = [from, until].map(time => new Date(time).toISOString());
  return `${kind}: ${what}, from ${begun} to ${ended}, at ${hit.join(', ') || `${address} between releases`}`;
}

interface Service {
  readonly address: string;
  readonly app: string;
  readonly releases: Releases;
}

/** Sets a service up in a region of the sandbox that a project has started. */
async function setUpService(project: string, endpoint: string, region: string, index: number): Promise<Service> {
  const app = `web${index + 1}`;
  const folder = join(project, app);
  await mkdir(folder);
  const args = ['init', '--sandbox', '--yes', '--non-interactive', '--json', '--region', region, '--app', app, '--env', app];
  const { result } = await runWizard(folder, args, { WIZARD_SANDBOX_FOLDER: join(project, '.wizard', 'sandbox') });
  expect(result).toMatchObject({ ok: true, answers: true });
  return { address: String(result?.['url']), app, releases: await prepareReleases({ endpoint, region }, app) };
}

it(`loses no request of many clients during ${COUNT} releases, rollbacks and drains`, { timeout: 600_000 }, async () => {
  const project = await emptyProject();
  const { result } = await runWizard(project, ['sandbox', 'start', '--speed', SPEED, '--json']);
  const services = await Promise.all(REGIONS.map((region, index) => setUpService(project, String(result?.['endpoint']), region, index)));
  await Promise.all(services.map(({ releases }) => releases.complete('CodeDeployDefault.ECSAllAtOnce')));

  const addresses = services.map(({ address }) => address);
  const started = Date.now();
  const stopLoad = await startLoad(addresses);
  const stopWrks = addresses.map(address => startWrk(address));
  const spans: Span[] = [];
  const release = async (turn: number, { address, app, releases }: Service, index: number): Promise<void> => {
    const [name, run] = WAYS[(turn + index) % WAYS.length] ?? [];
    const from = Date.now();
    await run?.(releases);
    spans.push({ address, name: `release ${turn + 1} of ${app}, ${name}`, from, until: Date.now() });
  };
  await Promise.all(
    services.map(async (service, index) => {
      for (let turn = 0; turn < RELEASES; turn += 1) await release(turn, service, index);
    }),
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  const [load, wrks] = await Promise.all([stopLoad(), Promise.all(stopWrks.map(stop => stop()))]);

  const answered = (address: string): Readonly<Record<string, readonly number[]>> => ({
    ...load.answered[address],
    wrk: wrks[addresses.indexOf(address)]?.answered ?? [],
  });
  const failed = [...load.failed, ...wrks.flatMap(wrk => wrk.failed)].map(failure => nameFailure(failure, spans));
  const broken = wrks.reduce((sum, wrk) => sum + wrk.broken, 0);
  const counts: Record<string, number> = { wrk: wrks.reduce((sum, wrk) => sum + wrk.requests, 0) };
  for (const kinds of Object.values(load.answered))
    for (const [kind, times] of Object.entries(kinds)) counts[kind] = (counts[kind] ?? 0) + times.length;
  const total = Object.values(counts).reduce((sum, count) => sum + count, load.failed.length);
  console.log(
    `${spans.length} releases in ${seconds} s: ${total} requests, ${failed.length + broken} failed; by kind: ${JSON.stringify(counts)}`,
  );
  expect(failed).toEqual([]);
  expect(broken).toBe(0);
  // Every kind of client has had answers during every release.
  const silent = spans.flatMap(span =>
    Object.entries(answered(span.address))
      .filter(([, times]) => !times.some(time => within(span, time)))
      .map(([kind]) => `${kind} during ${span.name}`),
  );
  expect(silent).toEqual([]);
  expect(spans).toHaveLength(COUNT);
});

it('sees requests fail where a task stops before its target is taken off the load balancer', async () => {
  const release = await startRelease();
  const address = addressOf(release, release.front.production);
  const stop = await startLoad([address]);
  const [task] = release.sandbox.world().runtime.tasks.values();
  await delay(500);
  const from = Date.now();
  await task?.close();
  await delay(500);
  const { failed } = await stop();
  const named = failed.map(failure => nameFailure(failure, [{ address, name: 'the end of a task', from, until: Date.now() }]));
  expect(named).toContainEqual(expect.stringMatching(/^keep-alive: 502 .* at the end of a task$/));
});
