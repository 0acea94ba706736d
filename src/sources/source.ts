import type { Inputs, Node, Ref } from '../engine/types.ts';
import type { Statement } from '../iam/policy.ts';
import type { FileSpec } from '../render.ts';
import type { EventRuleSpec } from '../resources/event-rule.ts';
import type { Setup } from '../setup.ts';

/** An action of the pipeline's source stage, as CreatePipeline takes it. */
export interface SourceAction {
  readonly name: string;
  readonly provider: string;
  readonly configuration: Readonly<Record<string, string>>;
  /** Name of the artifact that it puts out. */
  readonly artifact: string;
}

/** What starts the pipeline when something new is there. */
export type Trigger = Pick<EventRuleSpec, 'name' | 'description' | 'pattern' | 'inputPaths' | 'inputTemplate'>;

/** Where the pipeline takes something from. One record a provider; another provider is one more file. */
export interface Source {
  readonly action: (setup: Setup) => SourceAction;
  readonly trigger: (setup: Setup) => Trigger;
  /** What the pipeline's role must be allowed to do with it. */
  readonly statements: (setup: Setup) => readonly Statement[];
  /** The store itself. */
  readonly resources: (setup: Setup) => readonly Node[];
  /** What must be there before the pipeline runs for the first time. */
  readonly ready: (setup: Setup) => readonly Ref[];
}

/** A source of the two files. */
export interface FilesSource extends Source {
  /** The first revision of the files. */
  readonly commit: (setup: Setup, files: readonly Inputs<FileSpec>[]) => Node;
}

/** Overrides one source of an execution with the very revision that the event is about. */
export const sourceRevision = (action: string, type: 'COMMIT_ID' | 'IMAGE_DIGEST'): string =>
  JSON.stringify({ sourceRevisions: [{ actionName: action, revisionType: type, revisionValue: '<revisionValue>' }] });
