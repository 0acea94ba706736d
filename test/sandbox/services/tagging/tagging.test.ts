import { CodeCommitClient, CreateRepositoryCommand, DeleteRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetResourcesCommand,
  GetTagKeysCommand,
  GetTagValuesCommand,
  ResourceGroupsTaggingAPIClient,
  type GetResourcesCommandInput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { expect, test } from 'vitest';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const REGION = 'ap-northeast-2';
const ARN = `${REGION}:111122223333`;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** A repository, a cluster and a log group of one team, a bucket in another region, and a role. */
async function start() {
  const sandbox = await startTestSandbox({ region: REGION });
  const config = clientConfig(sandbox);
  const codecommit = new CodeCommitClient(config);
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: 'web', tags: { team: 'blue', use: 'files' } }));
  await new ECSClient(config).send(new CreateClusterCommand({ clusterName: 'web', tags: [{ key: 'team', value: 'blue' }] }));
  await new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: '/web', tags: { team: 'green' } }));
  const s3 = new S3Client({ ...config, region: 'us-east-1', forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'elsewhere' }));
  await s3.send(new PutBucketTaggingCommand({ Bucket: 'elsewhere', Tagging: { TagSet: [{ Key: 'team', Value: 'blue' }] } }));
  const Tags = [{ Key: 'team', Value: 'blue' }];
  await new IAMClient(config).send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument: trust, Tags }));
  const client = new ResourceGroupsTaggingAPIClient(config);
  const arns = async (input: GetResourcesCommandInput = {}) =>
    ((await client.send(new GetResourcesCommand(input))).ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN);
  return { config, client, codecommit, arns };
}

test('what carries all of some tags is found, with all its tags, in its own region', async () => {
  const { client, arns, config } = await start();
  const { ResourceTagMappingList, PaginationToken } = await client.send(
    new GetResourcesCommand({ TagFilters: [{ Key: 'team', Values: ['blue', 'red'] }, { Key: 'use' }] }),
  );
  expect(PaginationToken).toBe('');
  expect(ResourceTagMappingList).toEqual([
    {
      ResourceARN: `arn:aws:codecommit:${ARN}:web`,
      Tags: [
        { Key: 'team', Value: 'blue' },
        { Key: 'use', Value: 'files' },
      ],
    },
  ]);
  expect(await arns({ TagFilters: [{ Key: 'team' }] })).toEqual([
    `arn:aws:codecommit:${ARN}:web`,
    `arn:aws:ecs:${ARN}:cluster/web`,
    `arn:aws:logs:${ARN}:log-group:/web`,
  ]);
  const there = new ResourceGroupsTaggingAPIClient({ ...config, region: 'us-east-1' });
  const found = await there.send(new GetResourcesCommand({ TagFilters: [{ Key: 'team' }] }));
  expect(found.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN)).toEqual(['arn:aws:s3:::elsewhere']);
});

test('things are found by their service, their type or their ARN, and what is gone is not', async () => {
  const { arns, codecommit } = await start();
  const cluster = `arn:aws:ecs:${ARN}:cluster/web`;
  expect(await arns({ ResourceTypeFilters: ['ecs:cluster', 'codecommit:repository'] })).toEqual([`arn:aws:codecommit:${ARN}:web`, cluster]);
  expect(await arns({ ResourceTypeFilters: ['ecs'] })).toEqual([cluster]);
  expect(await arns({ ResourceTypeFilters: ['ecs:service'] })).toEqual([]);
  expect(await arns({ ResourceARNList: [cluster, `arn:aws:ecs:${ARN}:cluster/none`] })).toEqual([cluster]);
  await codecommit.send(new DeleteRepositoryCommand({ repositoryName: 'web' }));
  expect(await arns({ ResourceTypeFilters: ['codecommit'] })).toEqual([]);
});

test('a list comes by pages, and keys and values are told once', async () => {
  const { client } = await start();
  const TagFilters = [{ Key: 'team' }];
  const pages: string[][] = [];
  let token: string | undefined;
  do {
    const answer = await client.send(new GetResourcesCommand({ TagFilters, ResourcesPerPage: 2, PaginationToken: token }));
    pages.push((answer.ResourceTagMappingList ?? []).map(({ ResourceARN = '' }) => ResourceARN.split(':')[2] ?? ''));
    token = answer.PaginationToken;
  } while (token);
  expect(pages).toEqual([['codecommit', 'ecs'], ['logs']]);
  expect((await client.send(new GetTagKeysCommand({}))).TagKeys).toEqual(['team', 'use']);
  expect((await client.send(new GetTagValuesCommand({ Key: 'team' }))).TagValues).toEqual(['blue', 'green']);
  await expect(client.send(new GetResourcesCommand({ TagFilters, PaginationToken: 'x' }))).rejects.toMatchObject({
    name: 'PaginationTokenExpiredException',
  });
});

test('everything is compliant, since there are no tag policies', async () => {
  const { client, arns } = await start();
  const answer = await client.send(new GetResourcesCommand({ ResourceTypeFilters: ['ecs'], IncludeComplianceDetails: true }));
  expect(answer.ResourceTagMappingList?.[0]?.ComplianceDetails).toMatchObject({ ComplianceStatus: true, NoncompliantKeys: [] });
  expect(await arns({ IncludeComplianceDetails: true, ExcludeCompliantResources: true })).toEqual([]);
});

test.each([
  { ResourceARNList: ['arn:aws:s3:::b'], TagFilters: [{ Key: 'a' }] },
  { ResourceARNList: ['arn:aws:s3:::b'], ResourcesPerPage: 5 },
  { TagsPerPage: 150 },
  { ResourcesPerPage: 101 },
  { ExcludeCompliantResources: true },
  { TagFilters: [{ Key: '' }] },
])('refuses %j', async input => {
  const sandbox = await startTestSandbox();
  const client = new ResourceGroupsTaggingAPIClient(clientConfig(sandbox));
  await expect(client.send(new GetResourcesCommand(input))).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
