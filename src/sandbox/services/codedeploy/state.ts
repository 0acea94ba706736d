import type {
  ComputePlatform,
  DeploymentConfigInfo,
  DeploymentGroupInfo,
  DeploymentStatus,
  ECSTaskSet,
  ErrorInformation,
  GenericRevisionInfo,
  LifecycleEvent,
  RevisionLocation,
  RollbackInfo,
  Tag,
} from '@aws-sdk/client-codedeploy';
import type { AppSpec } from './app-spec.ts';

/** What the codedeploy service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodeDeployState {
  /** By name. */
  readonly applications: Record<string, ApplicationRecord>;
  /** Custom deployment configurations, by name. */
  readonly configs: Record<string, DeploymentConfigInfo>;
  /** By id. */
  readonly deployments: Record<string, DeploymentRecord>;
}

export interface ApplicationRecord {
  readonly id: string;
  readonly computePlatform: ComputePlatform;
  readonly createTime: Date;
  name: string;
  tags: Tag[];
  /** By name. */
  readonly groups: Record<string, DeploymentGroupRecord>;
  readonly revisions: RevisionRecord[];
}

export interface DeploymentGroupRecord {
  info: DeploymentGroupInfo;
  tags: Tag[];
}

export interface RevisionRecord {
  readonly revision: RevisionLocation;
  readonly info: GenericRevisionInfo;
}

export interface DeploymentRecord {
  readonly id: string;
  readonly creator: 'user' | 'codeDeployRollback';
  readonly createTime: Date;
  readonly description: string | undefined;
  readonly revision: RevisionLocation;
  readonly previousRevision: RevisionLocation | undefined;
  readonly appSpec: AppSpec;
  readonly config: DeploymentConfigInfo;
  /** What the deployment group said when the deployment was made. */
  readonly group: DeploymentGroupInfo;
  /** The lifecycle event that is under way or comes next. */
  readonly events: LifecycleEvent[];
  status: DeploymentStatus;
  updatedTime: Date;
  startTime?: Date;
  completeTime?: Date;
  error?: ErrorInformation;
  rollback?: RollbackInfo;
  /** The task set that served when the deployment began, and the one it made. */
  blue?: TaskSetRole;
  green?: TaskSetRole;
  /** Percentage of production traffic that green gets. */
  greenWeight: number;
  terminationWaitStarted: boolean;
}

export interface TaskSetRole {
  readonly taskSetId: string;
  readonly targetGroup: string;
  /** As it was last seen: it outlives the task set. */
  seen: ECSTaskSet;
}

export const emptyCodeDeployState = (): CodeDeployState => ({ applications: {}, configs: {}, deployments: {} });
