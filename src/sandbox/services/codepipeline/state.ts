import type {
  ActionExecutionStatus,
  ArtifactDetail,
  ArtifactRevision,
  ErrorDetails,
  ExecutionTrigger,
  PipelineDeclaration,
  PipelineExecutionStatus,
  SourceRevisionOverride,
  StageExecutionStatus,
  Tag,
} from '@aws-sdk/client-codepipeline';

/** What the codepipeline service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodePipelineState {
  /** By name. */
  readonly pipelines: Record<string, PipelineRecord>;
}

export interface PipelineRecord {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  updated: Date;
  declaration: PipelineDeclaration;
  /** All versions, the first one first. */
  readonly versions: PipelineDeclaration[];
  tags: Tag[];
  /** Inbound transitions that are disabled, by stage. */
  readonly disabled: Record<string, DisabledTransition>;
  /** Oldest first. */
  readonly executions: ExecutionRecord[];
  /** Last revision seen by a source action that polls, by action. */
  readonly polled: Record<string, string>;
}

export interface DisabledTransition {
  readonly reason: string;
  readonly changedBy: string;
  readonly changedAt: Date;
}

export interface ExecutionRecord {
  readonly id: string;
  /** The pipeline as it was when the execution began. */
  readonly declaration: PipelineDeclaration;
  readonly trigger: ExecutionTrigger;
  readonly startTime: Date;
  readonly sourceRevisions: readonly SourceRevisionOverride[];
  readonly clientRequestToken: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  status: PipelineExecutionStatus;
  updateTime: Date;
  statusSummary?: string;
  stopReason?: string;
  /** The stage it is in or waits for. */
  stageIndex: number;
  /** In front of that stage rather than in it. */
  waiting: boolean;
  readonly stages: Record<string, StageExecutionStatus>;
  /** Where its artifacts lie, by name. */
  readonly artifacts: Record<string, ArtifactDetail>;
  readonly revisions: SourceArtifactRevision[];
  /** What actions gave out, by namespace. */
  readonly outputVariables: Record<string, Record<string, string>>;
  /** All runs of its actions, oldest first. */
  readonly actions: ActionRecord[];
  /** Runs before this one that did not succeed no longer count: the stage was retried. */
  retriedFrom: number;
  /** Nor do successful runs before this one. */
  keptFrom: number;
}

export interface SourceArtifactRevision extends ArtifactRevision {
  readonly actionName: string;
}

export interface ActionRecord {
  readonly id: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly startTime: Date;
  readonly updatedBy: string | undefined;
  readonly configuration: Record<string, string>;
  readonly resolvedConfiguration: Record<string, string>;
  readonly inputArtifacts: ArtifactDetail[];
  status: ActionExecutionStatus;
  updateTime: Date;
  summary?: string;
  /** Answers a manual approval. */
  token?: string;
  externalExecutionId?: string;
  externalExecutionUrl?: string;
  error?: ErrorDetails;
  outputArtifacts: ArtifactDetail[];
  outputVariables: Record<string, string>;
}

export const emptyCodePipelineState = (): CodePipelineState => ({ pipelines: {} });
