import type { AwsCredentialIdentityProvider, EndpointV2, MiddlewareStack, RetryStrategyV2, StaticOperationSchema } from '@smithy/types';
import type { Service, Services } from './aws.ts';
import { observeCalls, type CallListener, type Origin } from './calls.ts';
import { startLooking } from './looking.ts';
import { keepLocal } from './loopback.ts';
import { onceStrategy } from './once-strategy.ts';

/** The settings that all clients share. */
export interface ClientSettings {
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
  /** Base URL where all services answer; the SDK finds it by itself when it is AWS or in AWS_ENDPOINT_URL. */
  readonly endpoint?: string | undefined;
  /** Refuse every request that would leave this machine. */
  readonly local: boolean;
  readonly pace: number;
  readonly onCall: CallListener;
  /** Aborted when the user stops the run: as long as it has only looked, that ends it. */
  readonly stopping?: AbortSignal | undefined;
  /** Noted with each error. */
  readonly origin: () => Origin;
}

/** The part of an SDK client's configuration that is set here. */
interface ClientConfig {
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
  readonly endpoint?: string;
  readonly maxAttempts?: number;
  readonly retryStrategy?: RetryStrategyV2;
  readonly requestHandler: object;
  readonly userAgentAppId: string;
  readonly forcePathStyle?: boolean;
}

interface SdkClient {
  readonly send: unknown;
  readonly middlewareStack: unknown;
  readonly config: { readonly requestHandler: object; readonly endpoint?: (() => Promise<unknown>) | EndpointV2 | undefined };
}

/** A command carries the schema of its operation, whose third part is the operation's name. */
interface SdkCommand {
  readonly schema: StaticOperationSchema;
}

type Send = (command: SdkCommand, options?: object, ...rest: readonly unknown[]) => Promise<unknown>;

type Load<Client> = () => Promise<new (config: ClientConfig) => Client>;

const READ_ATTEMPTS = 5;
/** Of the first call, which tells whether AWS can be reached at all: half a minute, and three failures in a row still pass unseen. */
const FIRST_ATTEMPTS = 4;

/** Drops sockets that have been idle for a while, before the server does: a call on a socket that just closed gets no answer. */
const AGENT = { keepAlive: true, maxSockets: 50, timeout: 4000 };
const REQUEST_HANDLER = {
  connectionTimeout: 5000,
  requestTimeout: 60_000,
  throwOnRequestTimeout: true,
  httpAgent: AGENT,
  httpsAgent: AGENT,
};

const READS = /^(Describe|List|Get|BatchGet|BatchCheck|Head|Test|Lookup|Search|Filter|Simulate|Validate)/;
/** A second arrival changes nothing: the same values are set again, or what is gone is not found. */
const REPEATABLE =
  /^(BatchDelete|Delete|Deregister|Detach|Disassociate|Remove|Revoke|Untag|Attach|AddTags|Tag|Set|Modify|Put(?!Approval|Events|File|Image|Job|LogEvents))/;

/** Whether an operation only looks. */
export const isRead = (operation: string): boolean => READS.test(operation);

/** Whether with an operation something begins that is to be finished. With the token an image is pushed, past the SDK. */
const begins = (operation: string): boolean => !isRead(operation) || operation === 'GetAuthorizationToken';

/** Whether an operation may be sent again without harm when its answer was lost. */
export const isRepeatable = (operation: string): boolean => isRead(operation) || REPEATABLE.test(operation);

/** Makes each service's clients when they are first used. All share one request handler and one credential provider. */
export function makeServices(settings: ClientSettings): Services {
  // The SDK warns of Node 20 on stderr with the first client.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  let requestHandler: object = REQUEST_HANDLER;
  const looking = startLooking(settings.stopping);

  /** Each call of a client, those of the SDK's paginators too. */
  const stoppable = (send: Send): Send => {
    return async (command, options, ...rest) => {
      if (begins(command.schema[2])) looking.end();
      return looking.whileLooking(abortSignal => send(command, { abortSignal, ...options }, ...rest));
    };
  };

  const service = <Client extends SdkClient>(name: string, load: Load<Client>, readAttempts = READ_ATTEMPTS): Service<Client> => {
    const make = async (attempts: Pick<ClientConfig, 'maxAttempts' | 'retryStrategy'>): Promise<Client> => {
      const SdkClient = await load();
      const client = new SdkClient({
        region: settings.region,
        credentials: settings.credentials,
        requestHandler,
        userAgentAppId: 'ecs-bluegreen',
        ...(settings.endpoint !== undefined && { endpoint: settings.endpoint, forcePathStyle: true }),
        ...attempts,
      });
      requestHandler = client.config.requestHandler;
      const stack = client.middlewareStack as MiddlewareStack<object, object>;
      observeCalls(stack, name, settings.onCall, settings.origin);
      if (settings.local) keepLocal(stack, name);
      return Object.assign(client, { send: stoppable((client.send as Send).bind(client)) });
    };
    const reader = once(() => make({ maxAttempts: readAttempts }));
    const writer = once(() => make({ retryStrategy: onceStrategy(settings.pace) }));
    return { reader, send: sendBy(reader, writer) };
  };

  return {
    cloudwatch: service('cloudwatch', async () => (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient),
    codecommit: service('codecommit', async () => (await import('@aws-sdk/client-codecommit')).CodeCommitClient),
    codedeploy: service('codedeploy', async () => (await import('@aws-sdk/client-codedeploy')).CodeDeployClient),
    codepipeline: service('codepipeline', async () => (await import('@aws-sdk/client-codepipeline')).CodePipelineClient),
    ec2: service('ec2', async () => (await import('@aws-sdk/client-ec2')).EC2Client),
    ecr: service('ecr', async () => (await import('@aws-sdk/client-ecr')).ECRClient),
    ecs: service('ecs', async () => (await import('@aws-sdk/client-ecs')).ECSClient),
    elbv2: service(
      'elasticloadbalancing',
      async () => (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2Client,
    ),
    eventbridge: service('events', async () => (await import('@aws-sdk/client-eventbridge')).EventBridgeClient),
    iam: service('iam', async () => (await import('@aws-sdk/client-iam')).IAMClient),
    logs: service('logs', async () => (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient),
    s3: service('s3', async () => (await import('@aws-sdk/client-s3')).S3Client),
    sts: service('sts', async () => (await import('@aws-sdk/client-sts')).STSClient, FIRST_ATTEMPTS),
    tagging: service('tag', async () => (await import('@aws-sdk/client-resource-groups-tagging-api')).ResourceGroupsTaggingAPIClient),
  };
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

/** `send` of an SDK client is overloaded by command; picking a client by the command's name loses that type on the way. */
function sendBy<Client extends SdkClient>(reader: () => Promise<Client>, writer: () => Promise<Client>): Client['send'] {
  const send: Send = async (command, ...rest) => {
    const client = await (isRepeatable(command.schema[2]) ? reader() : writer());
    return (client.send as Send).call(client, command, ...rest);
  };
  return send;
}
