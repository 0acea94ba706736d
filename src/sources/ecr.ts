import { node } from '../engine/refs.ts';
import type { ImageSource } from '../image/image-source.ts';
import { arnOf } from '../resources/arn.ts';
import { ecrImage } from '../resources/ecr-image.ts';
import { ecrRepository } from '../resources/ecr-repository.ts';
import type { Config, ImageType } from '../config.ts';
import type { Setup } from '../setup.ts';
import { sourceRevision, type Source } from './source.ts';

const ACTION = 'Image';

/** Days until an image that no tag names any more is deleted. */
const UNTAGGED_DAYS = 14;

const repository = ({ config }: Setup) =>
  node(
    'ecr',
    'image-repository',
    ecrRepository,
    {
      name: config.ecr.repository,
      scanOnPush: config.ecr.scanOnPush,
      mutableTag: config.ecr.tag,
      untaggedDays: UNTAGGED_DAYS,
    },
    { name: 'ecr.repository' },
  );

const IMAGE_SOURCES: Readonly<Record<ImageType, (from: string) => ImageSource>> = {
  registry: reference => ({ type: 'registry', reference }),
  static: folder => ({ type: 'static', folder }),
  archive: path => ({ type: 'archive', path }),
  build: folder => ({ type: 'build', folder }),
};

/** Where the first image comes from. */
export const imageSource = ({ image: { type, from } }: Config): ImageSource => IMAGE_SOURCES[type](from);

/** The first image. */
export const image = (setup: Setup) => {
  const { out } = repository(setup);
  return node('ecr', 'image', ecrImage, {
    repository: out.name,
    repositoryUri: out.uri,
    tag: setup.config.ecr.tag,
    source: imageSource(setup.config),
    architecture: setup.app.architecture,
  });
};

/** Images in an ECR repository, watched by one tag. */
export const ecr: Source = {
  action: ({ config }) => ({
    name: ACTION,
    provider: 'ECR',
    configuration: { RepositoryName: config.ecr.repository, ImageTag: config.ecr.tag },
    artifact: 'MyImage',
  }),

  trigger: ({ config, names }) => ({
    name: names.imageRule,
    description: `Starts the pipeline ${config.pipeline.name} when an image is pushed as ${config.ecr.repository}:${config.ecr.tag}`,
    // The event names no resource: it is told by its detail.
    pattern: {
      source: ['aws.ecr'],
      'detail-type': ['ECR Image Action'],
      detail: {
        'action-type': ['PUSH'],
        result: ['SUCCESS'],
        'repository-name': [config.ecr.repository],
        'image-tag': [config.ecr.tag],
      },
    },
    inputPaths: { revisionValue: '$.detail.image-digest' },
    inputTemplate: sourceRevision(ACTION, 'IMAGE_DIGEST'),
  }),

  statements: ({ config, place }) => [
    {
      Sid: 'EcrSource',
      Effect: 'Allow',
      Action: 'ecr:DescribeImages',
      Resource: arnOf(place, 'ecr', `repository/${config.ecr.repository}`),
    },
  ],

  resources: setup => [repository(setup), image(setup)],

  ready: setup => [image(setup).out.digest],
};
