import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { ECSClient, RegisterTaskDefinitionCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTargetGroupCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { pushIndex } from '../../helpers/push-image.ts';
import { clientConfig } from '../../helpers/sandbox.ts';
import { CLUSTER } from './blue-green.ts';
import type { CliStage } from './cli-stage.ts';

const NAMES = ['a', 'b', 'c'];

/** Three of everything that is listed. */
async function prepare({ sandbox, aws }: CliStage): Promise<void> {
  const config = clientConfig(sandbox);
  const [ecs, elbv2, codecommit, logs, s3] = [
    new ECSClient(config),
    new ElasticLoadBalancingV2Client(config),
    new CodeCommitClient(config),
    new CloudWatchLogsClient(config),
    new S3Client(config),
  ];
  await pushIndex(sandbox, 'pages', [{ page: 'a' }, { page: 'b' }]);
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/pages' }));
  await s3.send(
    new CreateBucketCommand({ Bucket: 'pages-of-the-cli', CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-2' } }),
  );
  const [subnet = '', VpcId] = (await aws.text('ec2 describe-subnets --query Subnets[0].[SubnetId,VpcId]')).split('\t');
  for (const name of NAMES) {
    await codecommit.send(new CreateRepositoryCommand({ repositoryName: `pages-${name}`, tags: { pages: name } }));
    await logs.send(new CreateLogStreamCommand({ logGroupName: '/pages', logStreamName: name }));
    await s3.send(new PutObjectCommand({ Bucket: 'pages-of-the-cli', Key: name, Body: name }));
    await elbv2.send(new CreateTargetGroupCommand({ Name: `pages-${name}`, Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'pages',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [{ name: 'web', image: 'sandbox/sample:v1' }],
      }),
    );
  }
  await ecs.send(
    new RunTaskCommand({
      cluster: CLUSTER,
      taskDefinition: 'pages',
      launchType: 'FARGATE',
      count: NAMES.length,
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], assignPublicIp: 'ENABLED' } },
    }),
  );
}

/** A list, and where its items are. Of load balancing `--page-size` is a parameter of the API, with which the CLI reads one page alone; CodeCommit has none. */
const LISTS: readonly { readonly list: string; readonly key: string; readonly size?: '' }[] = [
  { list: 'ecr list-images --repository-name pages', key: 'imageIds' },
  { list: `ecs list-tasks --cluster ${CLUSTER} --family pages`, key: 'taskArns' },
  { list: 'ecs list-task-definitions --family-prefix pages', key: 'taskDefinitionArns' },
  { list: 'elbv2 describe-target-groups --names pages-a pages-b pages-c', key: 'TargetGroups', size: '' },
  { list: 'codecommit list-repositories', key: 'repositories', size: '' },
  { list: 's3api list-objects-v2 --bucket pages-of-the-cli', key: 'Contents' },
  { list: 'iam list-policies --scope AWS', key: 'Policies' },
  { list: 'resourcegroupstaggingapi get-resources --tag-filters Key=pages', key: 'ResourceTagMappingList' },
  { list: 'logs describe-log-streams --log-group-name /pages', key: 'logStreams' },
];

interface Page {
  readonly items: readonly object[];
  readonly next: string | undefined;
}

/** Each list whole, its first item alone, and what comes after it. */
async function readAll(stage: CliStage): Promise<ReadonlyMap<string, readonly Page[]>> {
  await prepare(stage);
  const read = async (optionsOf: (index: number) => string): Promise<readonly Page[]> => {
    const outcomes = await stage.aws.batch(LISTS.map(({ list }, index) => `--output json ${list}${optionsOf(index)}`));
    return LISTS.map(({ key }, index) => {
      const { stdout = '', stderr = '' } = outcomes[index] ?? {};
      expect(stderr).toBe('');
      const answer = JSON.parse(stdout) as { readonly NextToken?: string } & Readonly<Record<string, readonly object[]>>;
      return { items: answer[key] ?? [], next: answer.NextToken };
    });
  };
  const size = (index: number): string => LISTS[index]?.size ?? ' --page-size 1';
  const whole = await read(() => '');
  const first = await read(index => `${size(index)} --max-items 1`);
  const rest = await read(index => `${size(index)} --starting-token ${first[index]?.next}`);
  return new Map(LISTS.map(({ list }, index) => [list, [whole, first, rest].flatMap(all => all[index] ?? [])]));
}

/** Without what other tests change between two reads: they attach AWS's policies to their roles. */
const still = (items: readonly object[] = []): readonly object[] => items.map(item => ({ ...item, AttachmentCount: undefined }));

/** Lists that are read by pages, stopped and taken up again, which the paginators of botocore do. */
export function pages(stageOf: () => CliStage): void {
  let reading: ReturnType<typeof readAll> | undefined;
  it.each(LISTS.map(({ list }) => list))('reads `%s` by pages, stops after one item and goes on from there', async list => {
    const [whole, first, rest] = (await (reading ??= readAll(stageOf()))).get(list) ?? [];
    const items = still(whole?.items);
    expect(items.length).toBeGreaterThan(1);
    expect(still(first?.items)).toEqual(items.slice(0, 1));
    expect(still(rest?.items)).toEqual(items.slice(1));
    expect(rest?.next).toBeUndefined();
  });
}
