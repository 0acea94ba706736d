import type {
  LifecycleRule,
  NotificationConfiguration,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
  Tag,
} from '@aws-sdk/client-s3';

/** Headers that are kept with an object and given back with it. */
export interface ObjectHeaders {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly Metadata?: Record<string, string> | undefined;
  readonly StorageClass?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
}

export interface StoredVersion {
  readonly deleteMarker: false;
  /** `null` where the bucket was not versioned. */
  readonly versionId: string;
  readonly lastModified: Date;
  /** Without its quotes. */
  readonly etag: string;
  readonly size: number;
  /** SHA-256 of the content, which names the file that holds it. */
  readonly digest: string;
  readonly headers: ObjectHeaders;
  /** Checksums that the writer gave, by the name of their member: `ChecksumCRC32`. */
  readonly checksums: Readonly<Record<string, string>>;
  tags: Tag[];
}

interface DeleteMarker {
  readonly deleteMarker: true;
  readonly versionId: string;
  readonly lastModified: Date;
}

export type ObjectVersion = StoredVersion | DeleteMarker;

export interface UploadedPart {
  readonly etag: string;
  readonly size: number;
  readonly digest: string;
  readonly lastModified: Date;
}

export interface MultipartUpload {
  readonly uploadId: string;
  readonly key: string;
  readonly initiated: Date;
  readonly headers: ObjectHeaders;
  readonly tags: Tag[];
  /** By part number. */
  readonly parts: Record<string, UploadedPart>;
}

export interface BucketRecord {
  readonly name: string;
  readonly region: string;
  readonly creationDate: Date;
  versioning: 'Enabled' | 'Suspended' | undefined;
  encryption: ServerSideEncryptionConfiguration;
  publicAccessBlock: PublicAccessBlockConfiguration | undefined;
  ownership: OwnershipControls | undefined;
  policy: string | undefined;
  lifecycle: LifecycleRule[] | undefined;
  notification: NotificationConfiguration;
  tags: Tag[];
  /** Versions of each key, the newest first. */
  readonly objects: Record<string, ObjectVersion[]>;
  readonly uploads: Record<string, MultipartUpload>;
}

/** What the s3 service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface S3State {
  readonly buckets: Record<string, BucketRecord>;
  /** How many objects and parts refer to a content, by its SHA-256. */
  readonly contents: Record<string, number>;
  /** Names are unique over all accounts: these belong to others. */
  readonly takenNames: string[];
}

export const emptyS3State = (): S3State => ({ buckets: {}, contents: {}, takenNames: [] });
