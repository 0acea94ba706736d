import { findImage } from '../../services/ecr/find-image.ts';
import type { ImageState } from '../../services/ecr/state.ts';
import { registryHost } from '../../services/ecr/repository-shape.ts';
import { arn } from '../../world.ts';
import { ActionFailure, setting, type ActionContext, type Provider } from './action.ts';
import { storeFiles } from './artifacts.ts';
import { recordRevision, wantedRevision } from './record-revision.ts';
import { assertAllowed } from './role.ts';

/** `Mon Jan 21 20:04:00 UTC 2019` */
function javaDate(date: Date): string {
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}

/** What the action writes for deployments that follow. */
const imageDetail = (context: ActionContext, repositoryName: string, image: ImageState): object => ({
  ImageSizeInBytes: String(image.size),
  ImageDigest: image.digest,
  Version: '1.0',
  ImagePushedAt: javaDate(image.pushedAt),
  RegistryId: context.world.account,
  RepositoryName: repositoryName,
  ImageURI: imageUri(context, repositoryName, image),
  ImageTags: image.tags,
});

const imageUri = ({ world }: ActionContext, repositoryName: string, image: ImageState): string =>
  `${registryHost(world)}/${repositoryName}@${image.digest}`;

/** Finds the image behind a tag and writes `imageDetail.json` about it. */
export const ecrSource: Provider = {
  seconds: 3,
  run: context => {
    const { world } = context;
    const repositoryName = setting(context, 'RepositoryName') ?? '';
    const tag = setting(context, 'ImageTag') ?? 'latest';
    assertAllowed(context, 'ecr:DescribeImages', arn(world, 'ecr', `repository/${repositoryName}`));
    if (world.state.ecr.repositories[repositoryName] === undefined) {
      throw new ActionFailure(
        'ConfigurationError',
        `The repository with name '${repositoryName}' does not exist in the registry with id '${world.account}'`,
      );
    }
    const digest = wantedRevision(context, 'IMAGE_DIGEST');
    const image = findImage(world, repositoryName, digest ?? tag);
    if (image === undefined) {
      throw new ActionFailure(
        'ConfigurationError',
        `The image with imageId {imageDigest:'${digest ?? 'null'}', imageTag:'${tag}'} does not exist within the repository with name '${repositoryName}' in the registry with id '${world.account}'`,
      );
    }
    const detail = JSON.stringify(imageDetail(context, repositoryName, image));
    const output = context.declaration.outputArtifacts?.[0]?.name ?? '';
    storeFiles(context, output, new Map([['imageDetail.json', new Uint8Array(Buffer.from(detail))]]));
    const { region } = world;
    recordRevision(context, {
      name: output,
      revisionId: image.digest,
      revisionChangeIdentifier: image.digest,
      revisionSummary: `Image digest: ${image.digest}`,
      created: image.pushedAt,
      revisionUrl: `https://${region}.console.aws.amazon.com/ecr/repositories/private/${world.account}/${repositoryName}?region=${region}`,
    });
    return {
      status: 'Succeeded',
      variables: {
        ImageDigest: image.digest,
        ImageTag: tag,
        ImageURI: imageUri(context, repositoryName, image),
        RegistryId: world.account,
        RepositoryName: repositoryName,
      },
    };
  },
};
