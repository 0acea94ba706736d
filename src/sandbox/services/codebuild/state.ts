import type { Build, Project, ProjectArtifacts } from '@aws-sdk/client-codebuild';

/** What the codebuild service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodeBuildState {
  /** By name. */
  readonly projects: Record<string, ProjectRecord>;
  /** By id, oldest first. */
  readonly builds: Record<string, BuildRecord>;
}

export interface ProjectRecord {
  project: Project;
  /** How many builds there were. */
  buildCount: number;
}

export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** What a pipeline gives to a build and wants from it. */
export interface PipelineArtifacts {
  readonly input: Place;
  readonly outputs: readonly (Place & { readonly name: string })[];
}

export interface BuildRecord {
  readonly build: Build;
  /** Of builds that a pipeline started. */
  readonly pipeline?: PipelineArtifacts;
  /** Where its files go; absent where nothing is kept. */
  readonly artifacts?: ProjectArtifacts;
  readonly idempotencyToken?: string | undefined;
}

export const emptyCodeBuildState = (): CodeBuildState => ({ projects: {}, builds: {} });
