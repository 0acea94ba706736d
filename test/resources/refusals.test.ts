import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CodeDeployClient, GetApplicationCommand } from '@aws-sdk/client-codedeploy';
import { DeleteSecurityGroupCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DeleteClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  DeleteTargetGroupCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { artifactBucket, privateBucket } from '../../src/resources/artifact-bucket.ts';
import { cluster } from '../../src/resources/cluster.ts';
import { codecommitRepository } from '../../src/resources/codecommit-repository.ts';
import { codedeployApplication } from '../../src/resources/codedeploy-application.ts';
import { eventRule } from '../../src/resources/event-rule.ts';
import { loadBalancer } from '../../src/resources/load-balancer.ts';
import { securityGroup } from '../../src/resources/security-group.ts';
import { targetGroup } from '../../src/resources/target-group.ts';
import { awsError, fakeAws, through } from './fake-aws.ts';
import { QUIET_INTENT } from './stage.ts';

const region = 'ap-northeast-2';
const clients = {
  codecommit: new CodeCommitClient({ region }),
  codedeploy: new CodeDeployClient({ region }),
  ec2: new EC2Client({ region }),
  ecs: new ECSClient({ region }),
  elbv2: new ElasticLoadBalancingV2Client({ region }),
  eventbridge: new EventBridgeClient({ region }),
  s3: new S3Client({ region }),
};
const codecommit = mockClient(clients.codecommit);
const codedeploy = mockClient(clients.codedeploy);
const ec2 = mockClient(clients.ec2);
const ecs = mockClient(clients.ecs);
const elbv2 = mockClient(clients.elbv2);
const eventbridge = mockClient(clients.eventbridge);
const s3 = mockClient(clients.s3);

const aws = fakeAws({
  codecommit: through(clients.codecommit),
  codedeploy: through(clients.codedeploy),
  ec2: through(clients.ec2),
  ecs: through(clients.ecs),
  elbv2: through(clients.elbv2),
  eventbridge: through(clients.eventbridge),
  s3: through(clients.s3),
});

afterEach(() => [codecommit, codedeploy, ec2, ecs, elbv2, eventbridge, s3].forEach(mock => mock.reset()));

describe('what only the user can mend', () => {
  it('is told of an account that may make no CodeCommit repository', async () => {
    codecommit.on(CreateRepositoryCommand).rejects(awsError('OperationNotAllowedException'));
    const made = codecommitRepository.ensure(aws, { name: 'demo', description: '' }, undefined, QUIET_INTENT);
    await expect(made).rejects.toMatchObject({ code: 'codecommitClosed', facts: { account: '111122223333' } });
  });

  it('is told of a CodeDeploy application for servers', async () => {
    codedeploy.on(GetApplicationCommand).resolves({ application: { applicationName: 'demo', computePlatform: 'Server' } });
    await expect(codedeployApplication.read(aws, { name: 'demo' })).rejects.toMatchObject({ code: 'applicationNotForEcs' });
  });

  it('is told of a bucket name that another account has', async () => {
    s3.on(CreateBucketCommand).rejects(awsError('BucketAlreadyExists'));
    const made = artifactBucket.ensure(aws, privateBucket(aws, 'demo', 30), undefined, QUIET_INTENT);
    await expect(made).rejects.toMatchObject({ code: 'bucketNameTaken', facts: { name: 'demo' } });
  });

  it('is told of a load balancer that failed', async () => {
    elbv2.on(ModifyLoadBalancerAttributesCommand).resolves({});
    elbv2
      .on(DescribeLoadBalancersCommand)
      .resolves({ LoadBalancers: [{ LoadBalancerArn: 'arn', DNSName: 'dns', State: { Code: 'failed', Reason: 'no capacity' } }] });
    const spec = { name: 'demo', scheme: 'internal' as const, subnetIds: [], securityGroupIds: [] };
    const settled = loadBalancer.settle?.(aws, spec, { arn: 'arn', dnsName: 'dns' }, QUIET_INTENT);
    await expect(settled).rejects.toMatchObject({ code: 'loadBalancerFailed', facts: { name: 'demo', reason: 'no capacity' } });
  });

  it('is not bothered with a load balancer that AWS does not know yet', async () => {
    elbv2.on(ModifyLoadBalancerAttributesCommand).resolves({});
    elbv2
      .on(DescribeLoadBalancersCommand)
      .rejectsOnce(awsError('LoadBalancerNotFoundException'))
      .resolves({ LoadBalancers: [{ LoadBalancerArn: 'arn', DNSName: 'dns', State: { Code: 'active' } }] });
    const spec = { name: 'demo', scheme: 'internal' as const, subnetIds: [], securityGroupIds: [] };
    const settled = loadBalancer.settle?.(aws, spec, { arn: 'arn', dnsName: 'dns' }, QUIET_INTENT);
    expect(await settled).toMatchObject({ arn: 'arn', dnsName: 'dns' });
  });

  it('is told of an object that cannot be deleted', async () => {
    s3.on(ListObjectVersionsCommand).resolves({ Versions: [{ Key: 'a', VersionId: '1' }] });
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'a', Code: 'AccessDenied', Message: 'no' }] });
    const removed = artifactBucket.remove(aws, { name: 'demo', arn: 'arn' }, QUIET_INTENT);
    await expect(removed).rejects.toMatchObject({
      code: 'awsRefused',
      facts: { action: 's3:DeleteObject', error: 'AccessDenied', message: 'no (a)' },
    });
  });
});

describe('a target of a rule', () => {
  const spec = {
    name: 'demo',
    description: '',
    pattern: {},
    enabled: true,
    targetArn: 'arn',
    targetRoleArn: 'role',
    inputPaths: {},
    inputTemplate: '',
  };
  const failed = (ErrorMessage: string) => ({ FailedEntryCount: 1, FailedEntries: [{ ErrorCode: 'ValidationException', ErrorMessage }] });

  it('that EventBridge refuses inside of a successful answer is an error', async () => {
    eventbridge.on(PutRuleCommand).resolves({});
    eventbridge.on(PutTargetsCommand).resolves(failed('Parameter arn is not valid.'));
    await expect(eventRule.ensure(aws, spec, undefined, QUIET_INTENT)).rejects.toMatchObject({
      code: 'awsRefused',
      facts: { action: 'events:PutTargets', error: 'ValidationException', message: 'Parameter arn is not valid.' },
    });
  });

  it('is tried again while its role has not spread', async () => {
    eventbridge.on(PutRuleCommand).resolves({});
    eventbridge
      .on(PutTargetsCommand)
      .resolvesOnce(failed('Provided role role cannot be assumed by principal events.amazonaws.com.'))
      .resolves({ FailedEntryCount: 0 });
    await eventRule.ensure(aws, spec, undefined, QUIET_INTENT);
    expect(eventbridge.commandCalls(PutTargetsCommand)).toHaveLength(2);
  });
});

describe('a removal', () => {
  it('of a security group waits for the network interfaces that hold on to it', async () => {
    ec2
      .on(DeleteSecurityGroupCommand)
      .rejectsOnce(awsError('DependencyViolation'))
      .rejectsOnce(awsError('DependencyViolation'))
      .resolves({});
    await securityGroup.remove(aws, { id: 'sg-1' }, QUIET_INTENT);
    expect(ec2.commandCalls(DeleteSecurityGroupCommand)).toHaveLength(3);
  });

  it('of a target group waits for the listener that is going', async () => {
    elbv2.on(DeleteTargetGroupCommand).rejectsOnce(awsError('ResourceInUseException')).resolves({});
    await targetGroup.remove(aws, { arn: 'arn', name: 'demo' }, QUIET_INTENT);
    expect(elbv2.commandCalls(DeleteTargetGroupCommand)).toHaveLength(2);
  });

  it('of a cluster waits for the service that is going', async () => {
    ecs
      .on(DeleteClusterCommand)
      .rejectsOnce(awsError('ClusterContainsServicesException'))
      .rejectsOnce(awsError('UpdateInProgressException'))
      .resolves({});
    await cluster.remove(aws, { arn: 'arn', name: 'demo' }, QUIET_INTENT);
    expect(ecs.commandCalls(DeleteClusterCommand)).toHaveLength(3);
  });

  it('of a load balancer that is protected is refused', async () => {
    elbv2.rejects(awsError('OperationNotPermittedException', 'deletion protection is enabled'));
    await expect(loadBalancer.remove(aws, { arn: 'arn', dnsName: 'dns' }, QUIET_INTENT)).rejects.toThrow('deletion protection');
  });
});

describe('a bucket', () => {
  it.each([
    ['ap-northeast-2', { LocationConstraint: 'ap-northeast-2' }],
    ['us-east-1', {}],
  ])('in %s names its region as AWS wants it', async (place, expected) => {
    s3.on(CreateBucketCommand).rejects(awsError('BucketAlreadyExists'));
    const made = artifactBucket.ensure({ ...aws, region: place }, privateBucket(aws, 'demo', 30), undefined, QUIET_INTENT);
    await expect(made).rejects.toThrow('bucketNameTaken');
    const { Tags: _, ...location } = s3.commandCalls(CreateBucketCommand)[0]?.args[0].input.CreateBucketConfiguration ?? {};
    expect(location).toEqual(expected);
  });
});
