import type { SandboxImage } from './services/ecr/resolve-image.ts';

/**
 * What an image does in the sandbox besides serving its files. The sandbox runs no processes: labels of an image say what its process would do,
 * so that a release can be made to fail on purpose. A Dockerfile sets them, `LABEL sandbox.exit-code="1"`; AWS does not look at them.
 */
export interface ImageBehaviour {
  /** `sandbox.exit-code`: its container ends by itself, with this code. */
  readonly exitCode: number | undefined;
  /** `sandbox.exit-after`: seconds of AWS time until it does. Where it is not said, it ends at its start, before it listens. */
  readonly exitAfterSeconds: number | undefined;
  /** `sandbox.log`: the lines that its container writes when it starts. */
  readonly logLines: readonly string[];
  /** `sandbox.start-seconds`: it listens only after so many seconds of AWS time. The variable START_SECONDS of the container comes first. */
  readonly startSeconds: number;
  /** `sandbox.health-status`: the HTTP status by which it answers health checks. */
  readonly healthStatus: number | undefined;
  /** `sandbox.production-status`: the HTTP status by which it answers everybody else, once its target group gets production traffic. */
  readonly productionStatus: number | undefined;
  /** `sandbox.memory-mib`: the memory that it needs; with less, it is killed. */
  readonly memoryMiB: number;
  /** `sandbox.disk-gib`: the ephemeral storage that it needs; with less, it cannot be unpacked. */
  readonly diskGiB: number;
}

/** Reads the labels of an image; those that do not hold what they should count as not set. */
export function behaviourOf({ labels }: SandboxImage, environment: Readonly<Record<string, string>> = {}): ImageBehaviour {
  const number = (label: string): number | undefined => wholeNumber(labels[`sandbox.${label}`]);
  const startSeconds = number('start-seconds');
  return {
    exitCode: number('exit-code'),
    exitAfterSeconds: number('exit-after'),
    logLines: labels['sandbox.log']?.split('\n') ?? [],
    startSeconds: startSeconds === undefined ? 0 : (wholeNumber(environment['START_SECONDS']) ?? startSeconds),
    healthStatus: status(number('health-status')),
    productionStatus: status(number('production-status')),
    memoryMiB: number('memory-mib') ?? 0,
    diskGiB: number('disk-gib') ?? 0,
  };
}

const status = (number: number | undefined): number | undefined =>
  number !== undefined && number >= 200 && number < 600 ? number : undefined;

const wholeNumber = (text: string | undefined): number | undefined => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : undefined);
