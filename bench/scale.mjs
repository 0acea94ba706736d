// What a plan costs in an account that is full of other people's things: calls and seconds with 10, 1,000 and 10,000 of them. Run by `npm run bench`.
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient, CreateApplicationCommand } from '@aws-sdk/client-codedeploy';
import { CreateSecurityGroupCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { CreateTargetGroupCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIZES = [0, 10, 1000, 10_000];
const RUNS = 5;
const wizard = new URL('../bin/wizard.js', import.meta.url).pathname;

/** What others have, of twenty things each; AWS allows more of each sort than 10,000 things of this mix need. */
const sortOf = number =>
  [
    'log',
    'log',
    'log',
    'log',
    'log',
    'log',
    'ecr',
    'ecr',
    'ecr',
    'ecr',
    'task',
    'task',
    'task',
    'task',
    'cluster',
    'cluster',
    'cluster',
    'target',
    'group',
    'deploy',
  ][number % 20];

function makers({ endpoint, region, vpcId }) {
  const config = { endpoint, region, credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } };
  const [logs, ecr, ecs, elbv2, ec2, codedeploy] = [
    new CloudWatchLogsClient(config),
    new ECRClient(config),
    new ECSClient(config),
    new ElasticLoadBalancingV2Client(config),
    new EC2Client(config),
    new CodeDeployClient(config),
  ];
  return {
    log: name => logs.send(new CreateLogGroupCommand({ logGroupName: `/ecs/${name}` })),
    ecr: name => ecr.send(new CreateRepositoryCommand({ repositoryName: name })),
    task: name =>
      ecs.send(new RegisterTaskDefinitionCommand({ family: name, containerDefinitions: [{ name: 'web', image: 'nginx', memory: 128 }] })),
    cluster: name => ecs.send(new CreateClusterCommand({ clusterName: name })),
    target: name => elbv2.send(new CreateTargetGroupCommand({ Name: name, Protocol: 'HTTP', Port: 80, VpcId: vpcId, TargetType: 'ip' })),
    group: name => ec2.send(new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: vpcId })),
    deploy: name => codedeploy.send(new CreateApplicationCommand({ applicationName: name, computePlatform: 'ECS' })),
  };
}

/** Makes things until there are so many; eight calls are under way at a time. */
async function fill(make, from, to) {
  let next = from;
  const work = async () => {
    while (next < to) {
      const number = next;
      next += 1;
      await make[sortOf(number)](`other-${number}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

export const benchScale = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wizard-bench-'));
  const env = { ...process.env, NO_COLOR: '1' };
  const run = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [wizard, ...args], { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`wizard ${args.join(' ')} exited with ${status}: ${stderr}`);
    return { stdout, stderr };
  };
  try {
    run('init', '--sandbox', '--yes', '--non-interactive');
    const { endpoint, region } = JSON.parse(run('sandbox', 'status', '--json').stdout.trim().split('\n').at(-1));
    const ec2 = new EC2Client({ endpoint, region, credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } });
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
    const make = makers({ endpoint, region, vpcId: Vpcs[0].VpcId });
    let first;
    for (const [at, size] of SIZES.entries()) {
      await fill(make, SIZES[at - 1] ?? 0, size);
      const times = [];
      let calls = 0;
      for (let one = 0; one < RUNS; one += 1) {
        const started = process.hrtime.bigint();
        const { stderr } = run('plan', '--sandbox', '--non-interactive', '--verbose');
        times.push(Number(process.hrtime.bigint() - started) / 1e9);
        calls = (stderr.match(/^[a-z0-9-]+:[A-Z]\w+ \d+ ms$/gm) ?? []).length;
      }
      const seconds = times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
      first ??= seconds;
      console.log(
        `plan among ${String(size).padStart(6)} things of others          ${calls} calls  ${seconds.toFixed(2)} s  ${(seconds / first).toFixed(2)} x of none`,
      );
    }
  } finally {
    spawnSync(process.execPath, [wizard, 'sandbox', 'stop'], { cwd: folder, env });
    rmSync(folder, { recursive: true, force: true });
  }
};
