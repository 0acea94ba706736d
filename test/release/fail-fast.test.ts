import { writeFile } from 'node:fs/promises';
import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { putErrorAlarm } from '../helpers/error-alarm.ts';
import { stopWithRollback } from '../../src/fail-fast.ts';
import { FAIL_AFTER, failureIn } from '../../src/release/failure.ts';
import { watchRelease } from '../../src/release/watch.ts';
import { createGroup, deploy, startRelease, weights, type Release } from '../helpers/release.ts';
import { hasShiftedPart, until } from '../helpers/release.ts';
import { addressOf, register, webTask } from '../helpers/stage.ts';
import { connectTo, whileTimePasses } from './stage.ts';

const PLACE = { pipeline: 'web', application: 'web', group: 'web', cluster: 'demo', service: 'web' };

interface Sickness {
  readonly what: string;
  readonly image: string;
  readonly arrange?: (release: Release) => Promise<unknown>;
  readonly code: string;
  readonly reason: RegExp;
  /** Seconds on AWS, at most, from the start of the deployment until it is seen. */
  readonly within: number;
}

const closePort = async (release: Release): Promise<void> => {
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: release.balancerGroup }] }];
  await release.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: release.taskGroup, IpPermissions }));
};

const SICKNESSES: readonly Sickness[] = [
  { what: 'crashes at its start', image: 'sandbox/crash-at-start:latest', code: 'tasks', reason: /web: exit code 1/, within: 120 },
  { what: 'needs more memory', image: 'sandbox/out-of-memory:latest', code: 'tasks', reason: /OutOfMemory|exit code 137/, within: 120 },
  { what: 'is for another machine', image: 'sandbox/wrong-architecture:latest', code: 'tasks', reason: /exit code 255/, within: 120 },
  { what: 'is not there', image: 'sandbox/sample:v9', code: 'tasks', reason: /CannotPullContainerError/, within: 120 },
  { what: 'is never healthy', image: 'sandbox/never-healthy:latest', code: 'unhealthy', reason: /codes: \[500\]/, within: 120 },
  { what: 'cannot be reached', image: 'sandbox/sample:v2', arrange: closePort, code: 'unhealthy', reason: /timed out/, within: 120 },
];

const rows: string[] = [];

/** Follows a deployment as `release --fail-fast` does, and tells when what was seen, in seconds on AWS since its start. */
async function failFast(release: Release, deploymentId: string) {
  const aws = await connectTo(release);
  const begun = release.time.now().getTime();
  const since = (): number => Math.round((release.time.now().getTime() - begun) / 1000);
  const place = { ...PLACE, deploymentId };
  const judge = (look: Parameters<typeof failureIn>[0]) => failureIn(look, { failAfter: FAIL_AFTER, pace: 1 });
  const failing = await watchRelease(aws, { place, until: 'traffic', judge }, () => {});
  const seen = since();
  await stopWithRollback(aws, deploymentId);
  const outcome = await watchRelease(aws, { place, until: 'traffic' }, () => {});
  return { failing, seen, outcome, back: since() };
}

describe('fail fast', () => {
  it.each(SICKNESSES)(
    'stops an image that $what, and the old version goes on serving',
    async ({ what, image, arrange, code, reason, within }) => {
      const release = await startRelease();
      await createGroup(release);
      await arrange?.(release);
      const containerDefinitions = webTask(release).containerDefinitions?.map(container => ({ ...container, image }));
      const id = await deploy(release, await register(release, { containerDefinitions }));
      const { failing, seen, outcome, back } = await whileTimePasses(release, failFast(release, id), () =>
        fetch(`${release.sandbox.endpoint}/_sandbox/health`),
      );
      expect(failing).toMatchObject({ status: 'failing', failure: { code, reason: expect.stringMatching(reason) } });
      expect(outcome).toMatchObject({ status: 'failed', deploymentId: id });
      rows.push(`| ${image} (${what}) | ${code} | ${seen} s | ${back} s |`);
      if (process.env['FAIL_FAST_TABLE'] !== undefined) await writeFile(process.env['FAIL_FAST_TABLE'], `${rows.join('\n')}\n`);
      expect(seen).toBeLessThan(within);
      expect(await weights(release, release.front.production)).toMatchObject({ 'demo-blue': 100 });
      // A closed security group keeps the load balancer from the old version too.
      const status = arrange === undefined ? (await fetch(addressOf(release, release.front.production))).status : 200;
      expect(status).toBe(200);
    },
  );

  it('tells that an alarm stopped a release when users got errors already, once the old version serves everybody again', async () => {
    const release = await startRelease();
    const { cloudwatch, ...rest } = await connectTo(release);
    await putErrorAlarm(cloudwatch);
    await createGroup(release, {
      deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }] },
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
    });
    const deploymentId = await deploy(release, await register(release));
    await until(release, deploymentId, hasShiftedPart);
    await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'too many errors' }));
    const aws = { ...rest, cloudwatch };
    const outcome = await whileTimePasses(
      release,
      watchRelease(aws, { place: { ...PLACE, deploymentId }, until: 'traffic' }, () => {}),
    );
    expect(outcome).toMatchObject({
      status: 'failed',
      reasons: [expect.stringContaining('<errors>')],
      look: { deployment: { error: { code: 'ALARM_ACTIVE' } }, alarms: [{ name: 'errors', state: 'ALARM' }] },
    });
    expect(await weights(release, release.front.production)).toMatchObject({ 'demo-blue': 100 });
  });
});
