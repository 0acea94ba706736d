import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient, CreateApplicationCommand, GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { CreateRoleCommand, GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

test('nothing is named as what every JavaScript object has until somebody names it so', async () => {
  const config = clientConfig(await startTestSandbox());
  const logs = new CloudWatchLogsClient(config);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'a' }));
  const put = new PutLogEventsCommand({
    logGroupName: 'a',
    logStreamName: 'constructor',
    logEvents: [{ timestamp: Date.now(), message: 'x' }],
  });
  await expect(logs.send(put)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await logs.send(new CreateLogStreamCommand({ logGroupName: 'a', logStreamName: 'constructor' }));
  await logs.send(put);

  const codedeploy = new CodeDeployClient(config);
  await codedeploy.send(new CreateApplicationCommand({ applicationName: 'a', computePlatform: 'ECS' }));
  const group = new GetDeploymentGroupCommand({ applicationName: 'a', deploymentGroupName: 'constructor' });
  await expect(codedeploy.send(group)).rejects.toMatchObject({ name: 'DeploymentGroupDoesNotExistException' });

  const iam = new IAMClient(config);
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }];
  await iam.send(new CreateRoleCommand({ RoleName: 'a', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) }));
  const policy = new GetRolePolicyCommand({ RoleName: 'a', PolicyName: 'constructor' });
  await expect(iam.send(policy)).rejects.toMatchObject({ name: 'NoSuchEntityException' });

  const s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket: 'abc' }));
  await expect(s3.send(new GetObjectCommand({ Bucket: 'abc', Key: 'constructor' }))).rejects.toMatchObject({ name: 'NoSuchKey' });
});
