import {
  ImageNotFoundException$,
  InvalidParameterException$,
  RepositoryNotFoundException$,
  UploadNotFoundException$,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr';
import { fault, type Fault } from '../../fault.ts';
import type { World } from '../../world.ts';

type Account = Pick<World, 'account'>;

export const repositoryNotFoundText = (world: Account, name: string): string =>
  `The repository with name '${name}' does not exist in the registry with id '${world.account}'`;

export const repositoryNotFound = (world: Account, name: string): Fault =>
  fault(RepositoryNotFoundException$, repositoryNotFoundText(world, name));

/** ECR writes an image id as `{imageDigest:'sha256:…', imageTag:'null'}`. */
export const imageIdText = (id: ImageIdentifier): string =>
  `{imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'}`;

export const imageNotFound = (world: Account, repositoryName: string, id: ImageIdentifier): Fault =>
  fault(
    ImageNotFoundException$,
    `The image with imageId ${imageIdText(id)} does not exist within the repository with name '${repositoryName}' in the registry with id '${world.account}'`,
  );

export const invalidParameter = (parameter: string, constraint: string): Fault =>
  fault(InvalidParameterException$, `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`);

export const uploadNotFound = (world: Account, repositoryName: string, uploadId: string): Fault =>
  fault(
    UploadNotFoundException$,
    `The upload with ID '${uploadId}' could not be found in the repository with name '${repositoryName}' in the registry with id '${world.account}'`,
  );

/** ECR's words for a tag that may not move; `docker push` shows the same. */
export const immutableTagText = (repositoryName: string, tag: string): string =>
  `The image tag '${tag}' already exists in the '${repositoryName}' repository and cannot be overwritten because the tag is immutable.`;
