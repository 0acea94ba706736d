import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import type { ActionRecord, ExecutionRecord, PipelineRecord } from '../../services/codepipeline/state.ts';
import type { World } from '../../world.ts';

/** An action at work: what its provider needs to know. */
export interface ActionContext {
  readonly world: World;
  readonly pipeline: PipelineRecord;
  readonly execution: ExecutionRecord;
  readonly declaration: ActionDeclaration;
  readonly record: ActionRecord;
  /** The action's own role, else the pipeline's. */
  readonly roleArn: string;
}

/** What an action came to. */
export type Outcome =
  | { readonly status: 'Succeeded'; readonly summary?: string; readonly variables?: Readonly<Record<string, string>> }
  | {
      readonly status: 'InProgress';
      readonly summary?: string;
      readonly token?: string;
      readonly externalExecutionId?: string;
      readonly externalExecutionUrl?: string;
      /** Nothing to look at: somebody answers. */
      readonly waitsForAnswer?: boolean;
    };

/** Codes of `errorDetails`. */
export type FailureCode = 'JobFailed' | 'ConfigurationError' | 'PermissionError' | 'RevisionUnavailable' | 'SystemUnavailable';

/** Why an action failed: what GetPipelineState shows as its `errorDetails`. */
export class ActionFailure extends Error {
  override readonly name = 'ActionFailure';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** How one provider's actions run. */
export interface Provider {
  /** What its work takes, in seconds of AWS time. */
  readonly seconds: number;
  readonly run: (context: ActionContext) => Outcome | Promise<Outcome>;
  /** Looks at what `run` left in progress. */
  readonly follow?: (context: ActionContext) => Outcome | Promise<Outcome>;
}

/** Value of a configuration key, with the variables of earlier actions filled in. */
export const setting = (context: ActionContext, key: string): string | undefined => context.record.resolvedConfiguration[key];
