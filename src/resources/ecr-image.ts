import { BatchDeleteImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import type { Kind } from '../engine/types.ts';
import type { Architecture } from '../image/architecture.ts';
import type { ImageSource } from '../image/image-source.ts';
import { pushImage } from '../image/push-image.ts';
import { uniqueTag } from '../image/unique-tag.ts';

export interface EcrImageSpec {
  readonly repository: string;
  readonly repositoryUri: string;
  /** The tag that the pipeline's image source watches. */
  readonly tag: string;
  readonly source: ImageSource;
  readonly architecture: Architecture;
}

export type EcrImageOutputs = {
  readonly digest: string;
  /** By digest: `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME@sha256:…` */
  readonly uri: string;
  readonly tag: string;
};

/** The first image, which the service and the pipeline need at birth. What its tag holds later is the releases' business. */
export const ecrImage: Kind<EcrImageSpec, EcrImageOutputs, Aws> = {
  type: 'ecr.image',
  partOf: 'ecr.repository',
  outputs: ['digest', 'uri', 'tag'],
  identity: ['repository', 'tag'],
  createOnly: ['repositoryUri', 'source', 'architecture'],
  permissions: {
    read: ['ecr:DescribeImages'],
    write: [
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:InitiateLayerUpload',
      'ecr:UploadLayerPart',
      'ecr:CompleteLayerUpload',
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
      'ecr:PutImage',
      'ecr:BatchDeleteImage',
    ],
  },

  async read(aws, spec, known) {
    const tag = known?.tag ?? spec.tag;
    const repositoryName = known === undefined ? spec.repository : repositoryOf(known.uri);
    const found = await whenMissing(
      aws.ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: tag }] })),
      'ImageNotFoundException',
      'RepositoryNotFoundException',
    );
    const digest = found?.imageDetails?.[0]?.imageDigest;
    if (digest === undefined) return undefined;
    // Images carry no tags of AWS's kind; whose they are follows from the repository.
    return {
      outputs: { digest, uri: `${known === undefined ? spec.repositoryUri : repositoryUriOf(known.uri)}@${digest}`, tag },
      actual: { repository: repositoryName, tag },
      owner: aws.owner,
    };
  },

  async ensure(aws, spec, live, intent) {
    if (live !== undefined) return live.outputs;
    const { source, architecture, repository, repositoryUri, tag } = spec;
    const { digest } = await pushImage(aws, {
      source,
      architecture,
      repositoryName: repository,
      repositoryUri,
      // The watched tag comes last, so that its event tells of an image that is complete.
      tags: made => [uniqueTag(made), tag],
      report: intent.note,
    });
    return { digest, uri: `${repositoryUri}@${digest}`, tag };
  },

  // What is left without a tag, the lifecycle rule of the repository deletes.
  holdsData: async () => true,

  async remove(aws, known) {
    // Takes the tag away; the image itself stays as long as it has another one.
    const command = new BatchDeleteImageCommand({ repositoryName: repositoryOf(known.uri), imageIds: [{ imageTag: known.tag }] });
    await whenMissing(aws.ecr.send(command), 'RepositoryNotFoundException');
  },
};

/** Of `HOST/NAME@DIGEST`: `HOST/NAME` and `NAME`. */
const repositoryUriOf = (uri: string): string => uri.slice(0, uri.indexOf('@'));
const repositoryOf = (uri: string): string => uri.slice(uri.indexOf('/') + 1, uri.indexOf('@'));
