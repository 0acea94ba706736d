import type { BusEvent } from '../../world.ts';
import type { ImageState, RepositoryState } from './state.ts';

/** `ECR Image Action` as ECR puts it on the bus; its `resources` are empty. */
export const imageEvent = (
  repository: RepositoryState,
  image: ImageState,
  action: 'PUSH' | 'DELETE',
  tag: string | undefined,
): BusEvent => ({
  source: 'aws.ecr',
  detailType: 'ECR Image Action',
  resources: [],
  detail: {
    result: 'SUCCESS',
    'repository-name': repository.name,
    'image-digest': image.digest,
    'action-type': action,
    ...(tag !== undefined && { 'image-tag': tag }),
    'manifest-media-type': image.mediaType,
    ...(image.artifactMediaType !== undefined && { 'artifact-media-type': image.artifactMediaType }),
  },
});
