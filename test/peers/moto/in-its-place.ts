import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { PutImageCommand } from '@aws-sdk/client-ecr';
import { CreateTaskSetCommand, DescribeServicesCommand, UpdateServicePrimaryTaskSetCommand } from '@aws-sdk/client-ecs';
import { PutBucketTaggingCommand } from '@aws-sdk/client-s3';
import type { Aws } from '../../../src/aws/aws.ts';
import { ownerTagList } from '../../../src/aws/tags.ts';

/** Gives the default VPC the way to the internet that AWS gives it. */
export async function connectDefaultVpc({ ec2 }: Aws): Promise<void> {
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }));
  const VpcId = Vpcs?.[0]?.VpcId ?? '';
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
  await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }));
  const RouteTableId = RouteTables?.[0]?.RouteTableId ?? '';
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId }));
}

/** Puts an image into a repository without a registry: a manifest is all that the API takes. */
export async function putImage({ ecr }: Aws, repositoryName: string, imageTag: string): Promise<void> {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: `sha256:${'0'.repeat(64)}`, size: 2 };
  const manifest = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers: [] };
  await ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest: JSON.stringify(manifest) }));
}

/** Makes the task set with which ECS starts a service of CodeDeploy's. */
export async function startTaskSet({ ecs }: Aws, cluster: string, service: string): Promise<void> {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const { taskDefinition, loadBalancers } = services?.[0] ?? {};
  const { taskSet } = await ecs.send(new CreateTaskSetCommand({ cluster, service, taskDefinition, loadBalancers, launchType: 'FARGATE' }));
  await ecs.send(new UpdateServicePrimaryTaskSetCommand({ cluster, service, primaryTaskSet: taskSet?.taskSetArn }));
}

/** Puts the tags on a bucket that it was made with. */
export async function tagBucket(aws: Aws, Bucket: string): Promise<void> {
  await aws.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: ownerTagList(aws) } }));
}
