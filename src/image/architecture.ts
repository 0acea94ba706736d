import { UserError } from '../errors.ts';
import type { Descriptor, ImageConfig } from './manifest.ts';

/** As ECS task definitions write it. */
export type Architecture = 'X86_64' | 'ARM64';

/** As images write it. */
export const PLATFORM_OF: Readonly<Record<Architecture, string>> = { X86_64: 'amd64', ARM64: 'arm64' };

/** The platforms that an index offers. Builders list attestations too, under the platform `unknown/unknown`. */
export const runnable = (manifests: readonly Descriptor[]): readonly Descriptor[] =>
  manifests.filter(({ platform }) => platform !== undefined && platform.os === 'linux' && platform.architecture !== 'unknown');

/** The one image of an index that runs on this architecture; of several variants, the one that runs on all its machines. */
export function chooseImage(manifests: readonly Descriptor[], architecture: Architecture, image: string): Descriptor {
  const fitting = runnable(manifests).filter(({ platform }) => platform?.architecture === PLATFORM_OF[architecture]);
  const chosen = fitting.find(({ platform }) => platform?.variant === undefined || platform.variant === 'v8') ?? fitting[0];
  if (chosen) return chosen;
  throw wrongArchitecture(
    image,
    architecture,
    runnable(manifests).map(({ platform }) => platform?.architecture ?? ''),
  );
}

/** Refuses an image that would end at once with `exec format error`. */
export function checkArchitecture(config: ImageConfig, architecture: Architecture, image: string): void {
  const isLinux = config.os === undefined || config.os === 'linux';
  if (isLinux && config.architecture === PLATFORM_OF[architecture]) return;
  throw wrongArchitecture(image, architecture, [isLinux ? (config.architecture ?? '') : `${config.os}/${config.architecture}`]);
}

const wrongArchitecture = (image: string, architecture: Architecture, found: readonly string[]): UserError =>
  new UserError('imageWrongArchitecture', {
    image,
    wanted: architecture,
    platform: PLATFORM_OF[architecture],
    found: [...new Set(found)].join(', '),
  });
