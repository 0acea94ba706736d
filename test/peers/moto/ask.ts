import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as codecommit from '@aws-sdk/client-codecommit';
import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as codepipeline from '@aws-sdk/client-codepipeline';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { DUMMY } from './credentials.ts';
import { membersOf, type Members } from './members.ts';

interface Client {
  readonly send: (command: object) => Promise<object>;
}

type Made<T> = new (input: object) => T;

/** Of each service the package with its commands, and its client. */
const PACKAGES = {
  codecommit: [codecommit, codecommit.CodeCommitClient],
  codedeploy: [codedeploy, codedeploy.CodeDeployClient],
  codepipeline: [codepipeline, codepipeline.CodePipelineClient],
  ec2: [ec2, ec2.EC2Client],
  ecr: [ecr, ecr.ECRClient],
  ecs: [ecs, ecs.ECSClient],
  elbv2: [elbv2, elbv2.ElasticLoadBalancingV2Client],
  events: [events, events.EventBridgeClient],
  iam: [iam, iam.IAMClient],
  logs: [logs, logs.CloudWatchLogsClient],
  s3: [s3, s3.S3Client],
  sts: [sts, sts.STSClient],
  tagging: [tagging, tagging.ResourceGroupsTaggingAPIClient],
} as const;

/** What came of a call. */
export interface Row {
  /** `ecs.CreateCluster`, and what is particular about it. */
  readonly call: string;
  readonly status: number;
  /** Name of the error. */
  readonly code: string | undefined;
  readonly members: Members;
}

/** The value at a path of an answer: `Vpc.VpcId`, `Subnets.0.SubnetId`. */
export type Answer = (path: string) => string;

/** Calls an operation by its name, and never throws: `ask('ecs.CreateCluster', { clusterName: 'a' })`. */
export type Ask = (operation: string, input?: object, particular?: string) => Promise<Answer>;

interface Failure {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const answerOf =
  (output: object): Answer =>
  path => {
    const found = path
      .split('.')
      .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], output);
    return typeof found === 'string' ? found : `no-${path}`;
  };

/** Something to ask a server with, and the rows that come of it. */
export function asker(endpoint: string): { readonly ask: Ask; readonly rows: readonly Row[] } {
  const rows: Row[] = [];
  const config = { endpoint, region: DUMMY.region, credentials: DUMMY, forcePathStyle: true, maxAttempts: 1 };
  const clients = new Map<string, Client>();
  const ask: Ask = async (operation, input = {}, particular = '') => {
    const [service = '', name = ''] = operation.split('.');
    // The names are those of the script beside; a wrong one fails at once.
    const [commands, Of] = PACKAGES[service as keyof typeof PACKAGES] as unknown as [Readonly<Record<string, Made<object>>>, Made<Client>];
    const client = clients.get(service) ?? new Of(config);
    clients.set(service, client);
    const Command = commands[`${name}Command`];
    if (Command === undefined) throw new Error(`${operation} does not exist`);
    const call = particular === '' ? operation : `${operation} ${particular}`;
    try {
      const { $metadata, ...output } = (await client.send(new Command(input))) as { readonly $metadata: Failure['$metadata'] };
      rows.push({ call, status: $metadata?.httpStatusCode ?? 0, code: undefined, members: membersOf(output) });
      return answerOf(output);
    } catch (error) {
      const { name: code, $metadata } = error as Failure;
      rows.push({ call, status: $metadata?.httpStatusCode ?? 0, code, members: new Map() });
      return answerOf({});
    }
  };
  return { ask, rows };
}
