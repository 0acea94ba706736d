import type { Clock, Timer } from './clock.ts';
import type { ThingFaults } from './faults/faults.ts';
import type { Metric } from './services/cloudwatch/metric.ts';
import { emptyAcmState, type AcmState } from './services/acm/state.ts';
import { emptyCloudWatchState, type CloudWatchState } from './services/cloudwatch/state.ts';
import { emptyCodeBuildState, type CodeBuildState } from './services/codebuild/state.ts';
import { emptyApplicationAutoScalingState, type ApplicationAutoScalingState } from './services/application-auto-scaling/state.ts';
import { emptyCodeCommitState, type CodeCommitState } from './services/codecommit/state.ts';
import {
  emptyCodeConnectionsState,
  emptyGitProvidersState,
  type CodeConnectionsState,
  type GitProvidersState,
} from './services/codeconnections/state.ts';
import { emptyCodeDeployState, type CodeDeployState } from './services/codedeploy/state.ts';
import { emptyCodePipelineState, type CodePipelineState } from './services/codepipeline/state.ts';
import { emptyEc2State, type Ec2State } from './services/ec2/state.ts';
import { emptyEcrState, type EcrState } from './services/ecr/state.ts';
import { emptyEcsState, type EcsState } from './services/ecs/state.ts';
import { emptyElbv2State, type Elbv2State } from './services/elbv2/state.ts';
import { emptyEventsState, type EventsState } from './services/events/state.ts';
import { emptyIamState, type IamState } from './services/iam/state.ts';
import { emptyLogsState, type LogsState } from './services/logs/state.ts';
import { emptyS3State, type S3State } from './services/s3/state.ts';

/** What one region remembers. */
export interface RegionState {
  readonly acm: AcmState;
  readonly cloudwatch: CloudWatchState;
  readonly codebuild: CodeBuildState;
  readonly applicationAutoScaling: ApplicationAutoScalingState;
  readonly codecommit: CodeCommitState;
  readonly codeconnections: CodeConnectionsState;
  readonly codedeploy: CodeDeployState;
  readonly codepipeline: CodePipelineState;
  readonly ec2: Ec2State;
  readonly ecr: EcrState;
  readonly ecs: EcsState;
  readonly elbv2: Elbv2State;
  readonly events: EventsState;
  readonly logs: LogsState;
  timers: Timer[];
}

/** What is the same in all regions. */
export interface GlobalState {
  readonly gitProviders: GitProvidersState;
  readonly iam: IamState;
  readonly s3: S3State;
}

export const emptyRegionState = (region: string, account: string): RegionState => ({
  acm: emptyAcmState(),
  cloudwatch: emptyCloudWatchState(),
  codebuild: emptyCodeBuildState(),
  applicationAutoScaling: emptyApplicationAutoScalingState(),
  codecommit: emptyCodeCommitState(),
  codeconnections: emptyCodeConnectionsState(),
  codedeploy: emptyCodeDeployState(),
  codepipeline: emptyCodePipelineState(),
  ec2: emptyEc2State(region, account),
  ecr: emptyEcrState(),
  ecs: emptyEcsState(),
  elbv2: emptyElbv2State(),
  events: emptyEventsState(),
  logs: emptyLogsState(),
  timers: [],
});

export const emptyGlobalState = (): GlobalState => ({ gitProviders: emptyGitProvidersState(), iam: emptyIamState(), s3: emptyS3State() });

/** An event on the default EventBridge bus, as AWS services put it there. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Type of the timer that carries a `BusEvent` to the rules. */
export const EVENT_TIMER = 'events.deliver';

/** What lives only while the daemon runs: sockets and servers. Everything in it can be rebuilt from the state. */
export interface Runtime {
  /** Local HTTP servers of running tasks, by task ARN. */
  readonly tasks: Map<string, RunningTask>;
  /** Local HTTP servers of listeners, by listener ARN. */
  readonly listeners: Map<string, RunningListener>;
  /** Data of CloudWatch's metrics. */
  readonly metrics: Map<string, Metric>;
}

export interface RunningTask {
  /** Port on 127.0.0.1 of each container port that something listens on. */
  readonly ports: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

export interface RunningListener {
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly url: string;
  /** File of the certificate authority to trust, where it speaks TLS. */
  readonly ca?: string;
  close(): Promise<void>;
}

/** One region of the local AWS: all that an operation or a timer works with. */
export interface World {
  readonly account: string;
  readonly region: string;
  /** `http://127.0.0.1:PORT`: where the daemon answers. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly state: RegionState;
  readonly global: GlobalState;
  readonly runtime: Runtime;
  readonly faults: ThingFaults;
  /** Folder of blobs (image layers); content-addressed. */
  readonly folder: string;
  /** Puts an event on the bus; rules decide what happens. Returns at once: the bus is a timer, `EVENT_TIMER`, of the events service. */
  emit(event: BusEvent): void;
}

/** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE` in this world; pass an empty region for global services. */
export const arn = (world: Pick<World, 'region' | 'account'>, service: string, resource: string): string =>
  `arn:aws:${service}:${service === 'iam' ? '' : world.region}:${world.account}:${resource}`;
