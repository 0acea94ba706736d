import { UserError } from '../errors.ts';
import type { Architecture } from './architecture.ts';
import { copyImage, putManifest } from './copy-image.ts';
import { digestOf } from './digest.ts';
import type { ImageContent } from './image-content.ts';
import type { ImageSource } from './image-source.ts';
import { openImage, targetRepository, type ImageAws } from './open-image.ts';
import type { RegistryClient } from './registry-client.ts';
import type { Report } from './report.ts';

export interface PushRequest {
  readonly source: ImageSource;
  readonly repositoryName: string;
  /** `HOST/NAME` as ECR tells it. */
  readonly repositoryUri: string;
  readonly architecture: Architecture;
  /** Put in this order, each after the image itself: the last one may be what a pipeline watches. A function sees the digest first. */
  readonly tags: readonly string[] | ((digest: string) => readonly string[]);
  readonly report?: Report | undefined;
}

export interface PushedImage {
  readonly digest: string;
  readonly mediaType: string;
}

/** Brings an image into a repository: by its digest first, then each tag. What is there already is left as it is. */
export async function pushImage(aws: ImageAws, request: PushRequest): Promise<PushedImage> {
  const report: Report = request.report ?? (() => undefined);
  const target = targetRepository(aws, request.repositoryUri);
  const content = await openImage(aws, request.source, request.architecture, report);
  try {
    if ((await digestBehind(target, content.digest)) === undefined) await copyImage(content, target, report);
    const tags = typeof request.tags === 'function' ? request.tags(content.digest) : request.tags;
    for (const tag of tags) await putTag(content, target, tag);
    return { digest: content.digest, mediaType: content.mediaType };
  } finally {
    await content.close();
  }
}

/** Lets a tag point at the image. ECR refuses that for an immutable tag of another image. */
async function putTag(content: ImageContent, target: RegistryClient, tag: string): Promise<void> {
  if ((await digestBehind(target, tag)) === content.digest) return;
  try {
    await putManifest(content, target, tag);
  } catch (error) {
    // The answer may have been lost after the effect, or another run has put the same tag.
    const isThere = error instanceof UserError && (await digestBehind(target, tag)) === content.digest;
    if (!isThere) throw error;
  }
}

async function digestBehind(target: RegistryClient, tagOrDigest: string): Promise<string | undefined> {
  const answer = await target.manifest(tagOrDigest);
  return answer && digestOf(answer.bytes);
}
