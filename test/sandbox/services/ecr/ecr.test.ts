import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UploadLayerPartCommand,
  type CreateRepositoryRequest,
} from '@aws-sdk/client-ecr';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function start() {
  const sandbox = await startTestSandbox();
  const client = new ECRClient(clientConfig(sandbox));
  const create = (repositoryName: string, settings: Partial<CreateRepositoryRequest> = {}) =>
    client.send(new CreateRepositoryCommand({ repositoryName, ...settings }));
  return { sandbox, client, create };
}

async function uploadLayer(client: ECRClient, repositoryName: string, bytes: Uint8Array): Promise<string> {
  const { uploadId } = await client.send(new InitiateLayerUploadCommand({ repositoryName }));
  const half = bytes.length >> 1;
  const parts = [
    [0, half],
    [half, bytes.length],
  ] as const;
  for (const [from, to] of parts) {
    const part = { repositoryName, uploadId, partFirstByte: from, partLastByte: to - 1, layerPartBlob: bytes.subarray(from, to) };
    await client.send(new UploadLayerPartCommand(part));
  }
  const { layerDigest } = await client.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [sha256(bytes)] }));
  return layerDigest ?? '';
}

const manifestOf = (config: Uint8Array, layer: Uint8Array): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config), size: config.length },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(layer), size: layer.length }],
  });

async function putSmallImage(client: ECRClient, repositoryName: string, imageTag: string | undefined, content: string): Promise<string> {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', content }));
  const layer = Buffer.from(`layer ${content}`);
  const { layers } = await client.send(
    new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [sha256(config), sha256(layer)] }),
  );
  for (const bytes of [config, layer]) {
    const known = layers?.find(({ layerDigest }) => layerDigest === sha256(bytes));
    if (known?.layerAvailability !== 'AVAILABLE') await uploadLayer(client, repositoryName, bytes);
  }
  const { image } = await client.send(new PutImageCommand({ repositoryName, imageManifest: manifestOf(config, layer), imageTag }));
  return image?.imageId?.imageDigest ?? '';
}

describe('repositories', () => {
  it('are created with all their settings, described and tagged', async () => {
    const { client, create, sandbox } = await start();
    const { repository } = await create('team/app', {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest' }],
      imageScanningConfiguration: { scanOnPush: true },
      tags: [{ Key: 'a', Value: '1' }],
    });
    expect(repository).toMatchObject({
      repositoryName: 'team/app',
      repositoryArn: `arn:aws:ecr:${sandbox.region}:111122223333:repository/team/app`,
      repositoryUri: `${new URL(sandbox.endpoint).host}/team/app`,
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest' }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'AES256' },
    });
    expect(repository?.createdAt).toBeInstanceOf(Date);

    const resourceArn = repository?.repositoryArn;
    await client.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { Key: 'b', Value: '2' },
          { Key: 'a', Value: '3' },
        ],
      }),
    );
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['b'] }));
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([{ Key: 'a', Value: '3' }]);
  });

  it('are listed page by page', async () => {
    const { client, create } = await start();
    for (const name of ['bb', 'aa', 'cc']) await create(name);
    const first = await client.send(new DescribeRepositoriesCommand({ maxResults: 2 }));
    const second = await client.send(new DescribeRepositoriesCommand({ maxResults: 2, nextToken: first.nextToken }));
    const names = [first, second].map(({ repositories }) => repositories?.map(({ repositoryName }) => repositoryName));
    expect(names).toEqual([['aa', 'bb'], ['cc']]);
    expect(second.nextToken).toBeUndefined();
  });

  it.each<[string, Partial<CreateRepositoryRequest> & { repositoryName: string }, string]>([
    ['an upper-case name', { repositoryName: 'App' }, 'InvalidParameterException'],
    ['a name that exists', { repositoryName: 'taken' }, 'RepositoryAlreadyExistsException'],
    ['the name of a built-in one', { repositoryName: 'sandbox/sample' }, 'RepositoryAlreadyExistsException'],
    ['an exclusion without filters', { repositoryName: 'aa', imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }, 'InvalidParameterException'],
    [
      'filters without an exclusion',
      {
        repositoryName: 'aa',
        imageTagMutability: 'IMMUTABLE',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'x' }],
      },
      'InvalidParameterException',
    ],
  ])('with %s are refused', async (_, request, name) => {
    const { client, create } = await start();
    await create('taken');
    await expect(client.send(new CreateRepositoryCommand(request))).rejects.toMatchObject({ name });
  });

  it('go only when they are empty, or by force, and take their files along', async () => {
    const { client, create, sandbox } = await start();
    await create('app');
    await putSmallImage(client, 'app', 'v1', 'one');
    await expect(client.send(new DeleteRepositoryCommand({ repositoryName: 'app' }))).rejects.toMatchObject({
      name: 'RepositoryNotEmptyException',
      message: "The repository with name 'app' in registry with id '111122223333' cannot be deleted because it still contains images",
    });
    await client.send(new DeleteRepositoryCommand({ repositoryName: 'app', force: true }));
    await expect(client.send(new DescribeRepositoriesCommand({ repositoryNames: ['app'] }))).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: "The repository with name 'app' does not exist in the registry with id '111122223333'",
    });
    expect(await readdir(`${sandbox.world().folder}/${sandbox.region}`)).toEqual([]);
  });

  it('change their settings', async () => {
    const { client, create } = await start();
    await create('app');
    await client.send(new PutImageTagMutabilityCommand({ repositoryName: 'app', imageTagMutability: 'IMMUTABLE' }));
    await client.send(
      new PutImageScanningConfigurationCommand({ repositoryName: 'app', imageScanningConfiguration: { scanOnPush: true } }),
    );
    const { repositories } = await client.send(new DescribeRepositoriesCommand({ repositoryNames: ['app'] }));
    expect(repositories?.[0]).toMatchObject({ imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } });
  });
});

describe('policies', () => {
  const rule = (rulePriority: number, selection: object) => ({
    rulePriority,
    description: 'a description long enough',
    selection,
    action: { type: 'expire' },
  });
  const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
  const policy = (...rules: object[]): string => JSON.stringify({ rules });

  it('for the life of images are kept as they are written', async () => {
    const { client, create } = await start();
    await create('app');
    await expect(client.send(new GetLifecyclePolicyCommand({ repositoryName: 'app' }))).rejects.toMatchObject({
      name: 'LifecyclePolicyNotFoundException',
    });
    const lifecyclePolicyText = policy(rule(1, untagged));
    await client.send(new PutLifecyclePolicyCommand({ repositoryName: 'app', lifecyclePolicyText }));
    expect(await client.send(new GetLifecyclePolicyCommand({ repositoryName: 'app' }))).toMatchObject({ lifecyclePolicyText });
    await client.send(new DeleteLifecyclePolicyCommand({ repositoryName: 'app' }));
    await expect(client.send(new DeleteLifecyclePolicyCommand({ repositoryName: 'app' }))).rejects.toMatchObject({
      name: 'LifecyclePolicyNotFoundException',
    });
  });

  it.each([
    ['shorter than 100 characters', '{"rules":[]}'],
    ['that is no JSON', 'x'.repeat(120)],
    ['without rules', JSON.stringify({ filler: 'x'.repeat(120) })],
    ['with a rule for tagged images that names no tags', policy(rule(1, { ...untagged, tagStatus: 'tagged' }))],
    ['with two rules for untagged images', policy(rule(1, untagged), rule(2, untagged))],
    ['with two rules of one priority', policy(rule(1, untagged), rule(1, { ...untagged, tagStatus: 'any' }))],
    ['with a rule for any image in front', policy(rule(1, { ...untagged, tagStatus: 'any' }), rule(2, untagged))],
    ['with an age without its unit', policy(rule(1, { tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 1 }))],
  ])('%s are refused', async (_, lifecyclePolicyText) => {
    const { client, create } = await start();
    await create('app');
    await expect(client.send(new PutLifecyclePolicyCommand({ repositoryName: 'app', lifecyclePolicyText }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('of access are kept, and refused when they are none', async () => {
    const { client, create } = await start();
    await create('app');
    await expect(client.send(new GetRepositoryPolicyCommand({ repositoryName: 'app' }))).rejects.toMatchObject({
      name: 'RepositoryPolicyNotFoundException',
    });
    await expect(client.send(new SetRepositoryPolicyCommand({ repositoryName: 'app', policyText: 'no' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const policyText = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
    });
    await client.send(new SetRepositoryPolicyCommand({ repositoryName: 'app', policyText }));
    expect(await client.send(new GetRepositoryPolicyCommand({ repositoryName: 'app' }))).toMatchObject({ policyText });
    const remove = () => client.send(new DeleteRepositoryPolicyCommand({ repositoryName: 'app' }));
    expect(await remove()).toMatchObject({ repositoryName: 'app', policyText });
    await expect(remove()).rejects.toMatchObject({ name: 'RepositoryPolicyNotFoundException' });
  });
});

describe('images through the API', () => {
  it('are put with their layers and found by tag and by digest', async () => {
    const { client, create } = await start();
    await create('app');
    const imageDigest = await putSmallImage(client, 'app', 'v1', 'one');
    const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName: 'app', imageIds: [{ imageTag: 'v1' }] }));
    expect(imageDetails).toMatchObject([
      {
        imageDigest,
        imageTags: ['v1'],
        imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
        artifactMediaType: 'application/vnd.oci.image.config.v1+json',
      },
    ]);
    const { images, failures } = await client.send(
      new BatchGetImageCommand({
        repositoryName: 'app',
        imageIds: [{ imageDigest }, { imageTag: 'none' }, { imageDigest: 'sha256:1' }, {}],
      }),
    );
    expect(sha256(Buffer.from(images?.[0]?.imageManifest ?? ''))).toBe(imageDigest);
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound', 'InvalidImageDigest', 'MissingDigestAndTag']);
  });

  it('that are not there are named in the refusal', async () => {
    const { client, create } = await start();
    await create('app');
    await expect(client.send(new DescribeImagesCommand({ repositoryName: 'app', imageIds: [{ imageTag: 'v9' }] }))).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message:
        "The image with imageId {imageDigest:'null', imageTag:'v9'} does not exist within the repository with name 'app' in the registry with id '111122223333'",
    });
  });

  it('are refused while a layer is missing', async () => {
    const { client, create } = await start();
    await create('app');
    const imageManifest = manifestOf(Buffer.from('{}'), Buffer.from('layer'));
    await expect(client.send(new PutImageCommand({ repositoryName: 'app', imageManifest, imageTag: 'v1' }))).rejects.toMatchObject({
      name: 'LayersNotFoundException',
    });
  });

  it('are refused a second time, as an image or as a tag that may not move', async () => {
    const { client, create } = await start();
    await create('app', {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'lat*' }],
    });
    await putSmallImage(client, 'app', 'v1', 'one');
    await expect(putSmallImage(client, 'app', 'v1', 'one')).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
    await expect(putSmallImage(client, 'app', 'v1', 'two')).rejects.toMatchObject({
      name: 'ImageTagAlreadyExistsException',
      message: "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.",
    });
    await putSmallImage(client, 'app', 'latest', 'one');
    const two = await putSmallImage(client, 'app', 'latest', 'two');
    const { imageIds } = await client.send(new ListImagesCommand({ repositoryName: 'app', filter: { tagStatus: 'TAGGED' } }));
    expect(imageIds).toContainEqual({ imageDigest: two, imageTag: 'latest' });
    expect(imageIds).toHaveLength(2);
  });

  it('lose one tag at a time, and go with the last one', async () => {
    const { client, create } = await start();
    await create('app');
    const imageDigest = await putSmallImage(client, 'app', 'v1', 'one');
    await putSmallImage(client, 'app', 'v2', 'one');
    await client.send(new BatchDeleteImageCommand({ repositoryName: 'app', imageIds: [{ imageTag: 'v1' }] }));
    expect((await client.send(new ListImagesCommand({ repositoryName: 'app' }))).imageIds).toEqual([{ imageDigest, imageTag: 'v2' }]);
    const { imageIds } = await client.send(new BatchDeleteImageCommand({ repositoryName: 'app', imageIds: [{ imageTag: 'v2' }] }));
    expect(imageIds).toEqual([{ imageDigest, imageTag: 'v2' }]);
    expect((await client.send(new ListImagesCommand({ repositoryName: 'app' }))).imageIds).toEqual([]);
    await client.send(new DeleteRepositoryCommand({ repositoryName: 'app' }));
  });

  it('share layers, which stay as long as one image needs them', async () => {
    const { client, create } = await start();
    await create('app');
    const layer = Buffer.from('shared layer');
    await uploadLayer(client, 'app', layer);
    const put = async (text: string) => {
      const config = Buffer.from(JSON.stringify({ text }));
      await uploadLayer(client, 'app', config);
      const { image } = await client.send(new PutImageCommand({ repositoryName: 'app', imageManifest: manifestOf(config, layer) }));
      return image?.imageId?.imageDigest;
    };
    const availability = async () => {
      const request = { repositoryName: 'app', layerDigests: [sha256(layer), 'sha256:short'] };
      const { layers, failures } = await client.send(new BatchCheckLayerAvailabilityCommand(request));
      return [layers?.[0]?.layerAvailability, failures?.[0]?.failureCode];
    };
    const [one, two] = [await put('one'), await put('two')];
    await client.send(new BatchDeleteImageCommand({ repositoryName: 'app', imageIds: [{ imageDigest: one }] }));
    expect(await availability()).toEqual(['AVAILABLE', 'InvalidLayerDigest']);
    await client.send(new BatchDeleteImageCommand({ repositoryName: 'app', imageIds: [{ imageDigest: two }] }));
    expect(await availability()).toEqual(['UNAVAILABLE', 'InvalidLayerDigest']);
  });

  it('have a scan only where scanning is on', async () => {
    const { client, create } = await start();
    await create('scanned', { imageScanningConfiguration: { scanOnPush: true } });
    await create('unscanned');
    for (const name of ['scanned', 'unscanned']) await putSmallImage(client, name, 'v1', 'one');
    const find = (repositoryName: string) =>
      client.send(new DescribeImageScanFindingsCommand({ repositoryName, imageId: { imageTag: 'v1' } }));
    expect(await find('scanned')).toMatchObject({ imageScanStatus: { status: 'COMPLETE' } });
    await expect(find('unscanned')).rejects.toMatchObject({ name: 'ScanNotFoundException' });
  });
});

describe('layers', () => {
  it('are refused when parts are out of order, unknown or of another digest', async () => {
    const { client, create } = await start();
    await create('app');
    const repositoryName = 'app';
    const { uploadId } = await client.send(new InitiateLayerUploadCommand({ repositoryName }));
    const part = { repositoryName, uploadId, layerPartBlob: Buffer.from('abc') };
    const complete = (digest: string, id = uploadId) =>
      client.send(new CompleteLayerUploadCommand({ repositoryName, uploadId: id, layerDigests: [digest] }));
    await expect(complete(sha256(Buffer.from('')))).rejects.toMatchObject({ name: 'EmptyUploadException' });
    await expect(client.send(new UploadLayerPartCommand({ ...part, partFirstByte: 5, partLastByte: 7 }))).rejects.toMatchObject({
      name: 'InvalidLayerPartException',
      lastValidByteReceived: 0,
    });
    await client.send(new UploadLayerPartCommand({ ...part, partFirstByte: 0, partLastByte: 2 }));
    await expect(complete(sha256(Buffer.from('')), '00000000-0000-0000-0000-000000000000')).rejects.toMatchObject({
      name: 'UploadNotFoundException',
    });
    await expect(complete(sha256(Buffer.from('other')))).rejects.toMatchObject({ name: 'InvalidLayerException' });
  });

  it('come down by a URL that needs no login', async () => {
    const { client, create } = await start();
    await create('app');
    const bytes = Buffer.from('some layer');
    const layerDigest = await uploadLayer(client, 'app', bytes);
    const { downloadUrl = '' } = await client.send(new GetDownloadUrlForLayerCommand({ repositoryName: 'app', layerDigest }));
    expect(Buffer.from(await (await fetch(downloadUrl)).arrayBuffer())).toEqual(bytes);
    expect((await fetch(`${downloadUrl}0`)).status).toBe(401);
    await expect(
      client.send(new GetDownloadUrlForLayerCommand({ repositoryName: 'app', layerDigest: sha256(Buffer.from('x')) })),
    ).rejects.toMatchObject({
      name: 'LayersNotFoundException',
    });
  });
});

it('hands out a login for the host of the sandbox', async () => {
  const { client, sandbox } = await start();
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  const [data] = authorizationData ?? [];
  expect(data?.proxyEndpoint).toBe(sandbox.endpoint);
  expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.{20,}$/);
  expect(await client.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: '111122223333' });
});
