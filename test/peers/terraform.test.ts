import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sandboxEnvironment } from '../../src/sandbox/environment.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../helpers/sandbox.ts';
import { awsCli } from '../helpers/aws-cli.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';
import { inventory } from './moto/inventory.ts';
import { copyProvider, takeOver } from './terraform/take-over.ts';
import { terraformIn } from './terraform/terraform.ts';

const MAIN = fileURLToPath(new URL('terraform/main.tf', import.meta.url));

/** What there is, apart from what stays on AWS too: roles of services, and definitions that are no longer active. */
async function left(sandbox: Sandbox) {
  const { taskDefinitions: _, roles = [], ...rest } = await inventory(sandbox.endpoint);
  const { MetricAlarms } = await new CloudWatchClient(clientConfig(sandbox)).send(new DescribeAlarmsCommand({}));
  const scaling = new ApplicationAutoScalingClient(clientConfig(sandbox));
  const { ScalableTargets } = await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }));
  return { ...rest, roles: roles.filter(name => !name.startsWith('AWSServiceRoleFor')), alarms: MetricAlarms, scaled: ScalableTargets };
}

it("makes the tutorial's resources, finds nothing to change afterwards, and removes all of them", { timeout: 600_000 }, async () => {
  const sandbox = await startTestSandbox();
  const before = await left(sandbox);
  const folder = await temporaryFolder();
  await copyFile(MAIN, join(folder, 'main.tf'));
  const terraform = await terraformIn(folder, sandboxEnvironment(sandbox));
  expect(await terraform.run('apply', '-input=false', '-auto-approve')).toMatch(
    /Apply complete! Resources: \d\d added, 0 changed, 0 destroyed/,
  );
  expect(await terraform.changes()).toEqual({});
  expect(await terraform.run('destroy', '-input=false', '-auto-approve')).toMatch(/Destroy complete!/);
  expect(await left(sandbox)).toEqual(before);
});

it('takes over what init has made, and finds nothing to change in it', { timeout: 600_000 }, async () => {
  const project = await emptyProject();
  const made = await runWizard(project, ['init', '--sandbox', '--yes', '--non-interactive', '--json']);
  expect(made.result).toMatchObject({ ok: true });
  const aws = await awsCli(project);
  const folder = await temporaryFolder();
  await copyProvider(MAIN, folder);
  const terraform = await terraformIn(folder, aws.variables);
  expect(await takeOver(terraform, aws, folder)).toBe(28);
  expect(await terraform.changes()).toEqual({
    // A setting for instances, which AWS does not tell of ECS.
    'aws_codedeploy_deployment_group.web': ['outdated_instances_strategy'],
  });
});
