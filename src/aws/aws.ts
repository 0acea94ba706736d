import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { CodeCommitClient } from '@aws-sdk/client-codecommit';
import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Context } from '../engine/types.ts';

/**
 * One AWS service. `send` picks the client by what the command does: reads, and changes that may arrive twice without harm (Put,
 * Tag, Modify, Delete), may be retried by the SDK. Anything that makes something goes out exactly once, because the SDK's own
 * retry can make it twice (a dropped socket after the effect).
 */
export interface Service<Client extends { send: unknown }> {
  readonly send: Client['send'];
  /** The real client that reads with retries, for the SDK's paginators. */
  reader(): Promise<Client>;
}

/** Who we are and where. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov`: second part of every ARN. */
  readonly partition: string;
}

/** Every SDK client, made lazily in one place, pointed at AWS or at the sandbox. */
export interface Services {
  readonly cloudwatch: Service<CloudWatchClient>;
  readonly codecommit: Service<CodeCommitClient>;
  readonly codedeploy: Service<CodeDeployClient>;
  readonly codepipeline: Service<CodePipelineClient>;
  readonly ec2: Service<EC2Client>;
  readonly ecr: Service<ECRClient>;
  readonly ecs: Service<ECSClient>;
  readonly elbv2: Service<ElasticLoadBalancingV2Client>;
  readonly eventbridge: Service<EventBridgeClient>;
  readonly iam: Service<IAMClient>;
  readonly logs: Service<CloudWatchLogsClient>;
  readonly s3: Service<S3Client>;
  readonly sts: Service<STSClient>;
  readonly tagging: Service<ResourceGroupsTaggingAPIClient>;
}

/** What the kinds and the verbs work with: who we are, where, and the services. */
export interface Aws extends Context, Place, Services {
  /** ARN of the caller. */
  readonly principal: string;
  readonly app: string;
  readonly env: string;
  /** `app/env`: the value of the owner mark; see tags.ts. */
  readonly owner: string;
  /** Pointed at the local sandbox. */
  readonly sandbox: boolean;
  /** Base URL where all services answer, when it is not AWS. */
  readonly endpoint?: string | undefined;
  /** Multiplies every poll interval: 1 on AWS, small in the sandbox. */
  readonly pace: number;
}
