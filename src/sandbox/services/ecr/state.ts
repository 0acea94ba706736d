import type { EncryptionConfiguration, ImageTagMutability, ImageTagMutabilityExclusionFilter, Tag } from '@aws-sdk/client-ecr';

/** What the ecr service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. Blobs and manifests lie on disk. */
export interface EcrState {
  /** By name. */
  readonly repositories: Record<string, RepositoryState>;
  /** By upload id. */
  readonly uploads: Record<string, UploadState>;
  /** What the passwords of `GetAuthorizationToken` are signed with, made at the first call. */
  secret?: string;
}

export interface RepositoryState {
  readonly name: string;
  readonly createdAt: Date;
  imageTagMutability: ImageTagMutability;
  exclusionFilters: readonly ImageTagMutabilityExclusionFilter[];
  scanOnPush: boolean;
  readonly encryption: EncryptionConfiguration;
  tags: readonly Tag[];
  lifecyclePolicy?: { readonly text: string; readonly evaluatedAt: Date };
  policy?: string;
  /** Size in bytes of each layer and config, by digest. */
  readonly layers: Record<string, number>;
  /** Images and indexes, by digest. */
  readonly images: Record<string, ImageState>;
}

export interface ImageState {
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactMediaType?: string;
  /** Bytes of the manifest. */
  readonly manifestSize: number;
  /** Bytes of the layers, as `DescribeImages` reports them. */
  readonly size: number;
  readonly pushedAt: Date;
  /** Digests of the images that this one lists, when it is an index. */
  readonly children: readonly string[];
  /** In the order in which they were put. */
  tags: readonly string[];
}

/** A layer that is being sent, in parts; the bytes so far lie on disk. */
export interface UploadState {
  readonly repository: string;
  readonly startedAt: Date;
  received: number;
}

export const emptyEcrState = (): EcrState => ({ repositories: {}, uploads: {} });
