import type { TaskDefinitionRecord } from './state.ts';

const ARCHITECTURES: Readonly<Record<string, string>> = { X86_64: 'amd64', ARM64: 'arm64' };

/** What the tasks of a task definition run on, in the words of images. */
export const architectureOf = (definition: Pick<TaskDefinitionRecord, 'runtimePlatform'> | undefined): string =>
  ARCHITECTURES[definition?.runtimePlatform?.cpuArchitecture ?? 'X86_64'] ?? 'amd64';
