import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { Identity } from './services/iam/identity.ts';
import type { RequestContext } from './services/iam/policy.ts';
import type { World } from './world.ts';

/** Who calls and how: what an operation may need beside its input. */
export interface Call {
  /** ARN of the caller. */
  readonly caller: string;
  readonly identity: Identity;
  readonly requestId: string;
  /** Condition keys that tell how the request came, for what the operation asks IAM itself. */
  readonly context: RequestContext;
}

/** One operation of one service: its schema drives parsing and writing, `run` is what AWS does. */
export interface Operation {
  readonly schema: StaticOperationSchema;
  readonly run: (world: World, input: never, call: Call) => object | void | Promise<object | void>;
}

/** One thing that IAM is asked about a call. */
export interface Need {
  /** `ecs:CreateService` */
  readonly action: string;
  /** ARN that the action is on; `*` where the action knows no resources. */
  readonly resource: string;
  /** Condition keys beyond those that every request has: `iam:PassedToService`, `aws:RequestTag/name`, `ecs:cluster`. */
  readonly context?: RequestContext;
  /** About a part of the call: where it is refused, the operation itself says so, for that part alone. */
  readonly partial?: boolean;
}

/** What IAM is asked about a call of an operation. May look at what is there; must not change it, nor fail where it is missing. */
export type NeedsOf<Input> = (world: World, input: Input, identity: Identity) => readonly Need[];

/** Keeps the type of the input: `needs((world, input: CreateServiceRequest) => [...])`. */
export const needs = <Input>(of: NeedsOf<Input>): NeedsOf<never> => of;

/** Declares an operation: `operation(CreateCluster$, (world, input: CreateClusterRequest): CreateClusterResponse => …)`. Input is parsed and checked for required members and types. */
export const operation = (schema: StaticOperationSchema, run: Operation['run']): Operation => ({ schema, run });

export type Protocol = 'cbor' | 'json' | 'query' | 'ec2' | 'rest-xml';

/** One emulated service. */
export interface SandboxService {
  /** Name in the credential scope of a signed request, and in IAM actions unless `actionPrefix` says otherwise. */
  readonly name: string;
  /** Prefix of its IAM actions where it differs from `name`. */
  readonly actionPrefix?: string;
  readonly protocol: Protocol;
  /** Protocols that it speaks besides. */
  readonly otherProtocols?: readonly Protocol[];
  /** Prefix of X-Amz-Target (json). */
  readonly target?: string;
  /** Version of JSON in its answers: 1.1 where it is left out. */
  readonly jsonVersion?: '1.0';
  /** API version in the form body (query, ec2). */
  readonly version?: string;
  /** Namespace of XML answers. */
  readonly xmlNamespace?: string;
  /** Code of the error that wraps a missing or ill-typed member: ValidationException, InvalidParameterException, … */
  readonly validationCode: string;
  /**
   * Error shapes by which the service refuses single members instead, found by name: for `repositoryName`,
   * `RepositoryNameRequiredException` where it is missing and `InvalidRepositoryNameException` where it is broken.
   */
  readonly memberErrors?: readonly StaticErrorSchema[];
  readonly operations: readonly Operation[];
  /** What IAM is asked about a call, by name of the operation. One that is not listed is asked about as `service:Operation` on `*`. */
  readonly permissions?: Readonly<Record<string, NeedsOf<never>>>;
  /** What happens when one of this service's timers fires, by timer type: `ecs.task-running`. */
  readonly timers?: Readonly<Record<string, TimerHandler>>;
  /** Rebuilds what lives only while the daemon runs (sockets, servers) from the state: on start, in the order of the services. */
  readonly start?: (world: World) => void | Promise<void>;
  /** Closes it again: on close and reset, in reverse order. */
  readonly stop?: (world: World) => void | Promise<void>;
}

/** What a timer does when its time has come; `data` is what it was set with. */
export type TimerHandler = (world: World, data: never) => void | Promise<void>;
