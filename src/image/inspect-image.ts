import type { Architecture } from './architecture.ts';
import { PLATFORM_OF } from './architecture.ts';
import { findDockerfile } from './build-image.ts';
import { findBuilder } from './builders.ts';
import type { ImageSource } from './image-source.ts';
import { openImage, type ImageAws } from './open-image.ts';

/** What can be known of an image before anything is made. */
export interface ImageFacts {
  /** Undefined where it comes into being only with the build. */
  readonly digest?: string;
  /** `amd64`, `arm64`. */
  readonly architectures: readonly string[];
  /** Undefined where only the build will tell. */
  readonly exposedPorts?: readonly number[];
  readonly user?: string;
}

/** Looks at an image without pushing or building it; refuses one that cannot be had or does not run on this architecture. */
export async function inspectImage(aws: ImageAws, source: ImageSource, architecture: Architecture): Promise<ImageFacts> {
  if (source.type === 'build') {
    await findDockerfile(source.folder);
    await findBuilder(`linux/${PLATFORM_OF[architecture]}`);
    return { architectures: [PLATFORM_OF[architecture]] };
  }
  const content = await openImage(aws, source, architecture, () => undefined);
  try {
    const { ExposedPorts, User } = content.config.config ?? {};
    return {
      digest: content.digest,
      architectures: content.architectures,
      exposedPorts: Object.keys(ExposedPorts ?? {}).map(port => Number.parseInt(port, 10)),
      ...(User ? { user: User } : {}),
    };
  } finally {
    await content.close();
  }
}
