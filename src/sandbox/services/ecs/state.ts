import type {
  AvailabilityZoneRebalancing,
  CapacityProviderStrategyItem,
  ClusterSetting,
  ContainerDefinition,
  DeploymentConfiguration,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
  PropagateTags,
  ServiceEvent,
  Tag,
  TaskDefinition,
  TaskOverride,
  TaskStopCode,
} from '@aws-sdk/client-ecs';

/** What the ecs service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface EcsState {
  /** By name. */
  readonly clusters: Record<string, ClusterRecord>;
  /** By `family:revision`. */
  readonly taskDefinitions: Record<string, TaskDefinitionRecord>;
  /** Highest revision ever given, by family. */
  readonly revisions: Record<string, number>;
  /** By ARN; inactive ones stay until one of the same name replaces them. */
  readonly services: Record<string, ServiceRecord>;
  /** By ARN; stopped ones stay for an hour of AWS time. */
  readonly tasks: Record<string, TaskRecord>;
  /** By ARN. */
  readonly tags: Record<string, Tag[]>;
}

export interface ClusterRecord {
  readonly arn: string;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings: ClusterSetting[];
  capacityProviders: string[];
  defaultCapacityProviderStrategy: CapacityProviderStrategyItem[];
}

/** A task definition in AWS's own shape. */
export interface TaskDefinitionRecord extends TaskDefinition {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  readonly containerDefinitions: ContainerDefinition[];
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
}

export type DeploymentControllerName = 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';

/** How the tasks of a service or task set are placed. */
export interface Placement {
  taskDefinition: string;
  loadBalancers: LoadBalancer[];
  networkConfiguration?: NetworkConfiguration | undefined;
  launchType?: LaunchType | undefined;
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined;
  platformVersion: string;
}

export interface ServiceRecord extends Placement {
  readonly arn: string;
  readonly name: string;
  readonly clusterName: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly clientToken?: string | undefined;
  /** The request that made it, to tell a repetition from a clash. */
  readonly request: string;
  readonly controller: DeploymentControllerName;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  deploymentConfiguration: DeploymentConfiguration;
  healthCheckGracePeriodSeconds: number;
  availabilityZoneRebalancing: AvailabilityZoneRebalancing;
  enableECSManagedTags: boolean;
  enableExecuteCommand: boolean;
  propagateTags: PropagateTags;
  /** Newest first. */
  events: ServiceEvent[];
  /** Its task sets or, with the ECS controller, its deployments: both start, keep and stop tasks in the same way. */
  taskSets: TaskSetRecord[];
}

export interface Rollout {
  readonly state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly reason: string;
}

export interface TaskSetRecord extends Placement {
  /** `ecs-svc/` and nineteen digits. */
  readonly id: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly startedBy: string;
  readonly externalId?: string | undefined;
  status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  /** Percent of the service's desired count. */
  scale: number;
  updatedAt: Date;
  steady: boolean;
  steadyAt: Date;
  /** Tasks that stopped by themselves since the set was last steady. */
  failedTasks: number;
  /** No replacement starts until a timer ends this. */
  backingOff: boolean;
  /** The desired number that the events of the service told last. */
  announced?: number | undefined;
  /** How a deployment of the ECS controller goes. */
  rollout?: Rollout | undefined;
  /** Tasks that a deployment of the ECS controller keeps while a newer one takes its place. */
  keep?: number | undefined;
}

type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export interface TaskRecord {
  readonly arn: string;
  readonly id: string;
  readonly clusterName: string;
  /** `service:NAME` or `family:NAME`. */
  readonly group: string;
  readonly startedBy?: string | undefined;
  readonly serviceArn?: string | undefined;
  readonly taskSetId?: string | undefined;
  readonly taskDefinitionArn: string;
  readonly launchType: LaunchType;
  readonly platformVersion: string;
  readonly createdAt: Date;
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
  readonly targets: readonly TaskTarget[];
  readonly attachmentId: string;
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  readonly containers: ContainerRecord[];
  /** Whether a failing health check of the load balancer now counts. */
  graceOver: boolean;
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  networkInterfaceId?: string | undefined;
  macAddress?: string | undefined;
  privateIp?: string | undefined;
  pullStartedAt?: Date | undefined;
  pullStoppedAt?: Date | undefined;
  startedAt?: Date | undefined;
  stoppingAt?: Date | undefined;
  executionStoppedAt?: Date | undefined;
  stoppedAt?: Date | undefined;
  stopCode?: TaskStopCode | undefined;
  stoppedReason?: string | undefined;
}

/** Where a load balancer finds a container of the task. */
export interface TaskTarget {
  readonly targetGroupArn: string;
  readonly containerName: string;
  readonly port: number;
}

export interface ContainerHealth {
  status: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  /** Failed checks in a row, those of the start period not counted. */
  failures: number;
}

export interface ContainerRecord {
  readonly arn: string;
  readonly name: string;
  readonly image: string;
  readonly runtimeId: string;
  readonly essential: boolean;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  /** It runs, but does not listen yet. */
  starting?: boolean | undefined;
  /** What its own health check says, where its definition has one. */
  health?: ContainerHealth | undefined;
  imageDigest?: string | undefined;
  exitCode?: number | undefined;
  reason?: string | undefined;
}

export const emptyEcsState = (): EcsState => ({ clusters: {}, taskDefinitions: {}, revisions: {}, services: {}, tasks: {}, tags: {} });
