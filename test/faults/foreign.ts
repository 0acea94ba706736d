import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeCommitClient, CreateRepositoryCommand as CreateGitRepositoryCommand, PutFileCommand } from '@aws-sdk/client-codecommit';
import { CodeDeployClient, CreateApplicationCommand } from '@aws-sdk/client-codedeploy';
import { CreateSecurityGroupCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { CreateTargetGroupCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientConfig } from '../helpers/client-config.ts';
import type { Lab } from './lab.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Things of others in the same account: with names like ours, without our mark or with that of another set-up. */
export async function makeForeignThings(lab: Lab): Promise<void> {
  const config = { ...clientConfig(lab.sandbox()), region: lab.world().region };
  const vpc = Object.keys(lab.world().state.ec2.vpcs)[0];
  const other = { 'ecs-bluegreen:app': 'ecs-codepipeline-two', 'ecs-bluegreen:env': 'default' };
  const pairs = Object.entries(other).map(([Key, Value]) => ({ Key, Value }));
  const small = Object.entries(other).map(([key, value]) => ({ key, value }));

  const iam = new IAMClient(config);
  await iam.send(new CreateRoleCommand({ RoleName: 'ecs-codepipeline-task', AssumeRolePolicyDocument: TRUST }));
  await iam.send(
    new CreateRoleCommand({ RoleName: 'ecs-codepipeline-two-task-ap-northeast-2', AssumeRolePolicyDocument: TRUST, Tags: pairs }),
  );
  const ec2 = new EC2Client(config);
  await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'ecs-codepipeline',
      Description: 'somebody else',
      VpcId: vpc,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: pairs }],
    }),
  );
  const elbv2 = new ElasticLoadBalancingV2Client(config);
  await elbv2.send(
    new CreateTargetGroupCommand({ Name: 'ecs-codepipeline-red', Protocol: 'HTTP', Port: 80, VpcId: vpc, TargetType: 'ip', Tags: pairs }),
  );
  const ecs = new ECSClient(config);
  await ecs.send(new CreateClusterCommand({ clusterName: 'ecs-codepipeline-two', tags: small }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'ecs-taskdef-two',
      containerDefinitions: [{ name: 'web', image: 'sandbox/sample:v1', memory: 128 }],
      tags: small,
    }),
  );
  await new ECRClient(config).send(new CreateRepositoryCommand({ repositoryName: 'ecs-codepipeline-ecr-repo-two', tags: pairs }));
  const codecommit = new CodeCommitClient(config);
  await codecommit.send(new CreateGitRepositoryCommand({ repositoryName: 'ecs-codepipeline-two', tags: other }));
  await codecommit.send(
    new PutFileCommand({
      repositoryName: 'ecs-codepipeline-two',
      branchName: 'main',
      filePath: 'a.txt',
      fileContent: Buffer.from('theirs'),
    }),
  );
  await new CodeDeployClient(config).send(new CreateApplicationCommand({ applicationName: 'AppECS-two', computePlatform: 'ECS' }));
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const bucket = 'ecs-codepipeline-artifacts-two';
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-2' } }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'theirs', Body: 'theirs' }));
  await new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: '/ecs/ecs-codepipeline-two', tags: other }));
  await new CloudWatchClient(config).send(
    new PutMetricAlarmCommand({
      AlarmName: 'ecs-codepipeline-errors-two',
      MetricName: 'Errors',
      Namespace: 'Two',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      ActionsEnabled: false,
    }),
  );
  await new EventBridgeClient(config).send(
    new PutRuleCommand({ Name: 'ecs-codepipeline-two', EventPattern: '{"source":["two"]}', State: 'DISABLED', Tags: pairs }),
  );
}
