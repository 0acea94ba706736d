import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  paginateListObjectsV2,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { readObject, writeObject } from '../../../../src/sandbox/services/s3/objects.ts';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

const Bucket = 'demo-artifacts';

let sandbox: Sandbox;
let s3: S3Client;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  s3 = new S3Client(clientConfig(sandbox));
});

beforeEach(async () => {
  await sandbox.reset();
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const put = (Key: string, Body: string | Uint8Array = 'content') => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const text = async (Key: string, more: { Range?: string; VersionId?: string | undefined } = {}) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();
const enableVersioning = (Status: 'Enabled' | 'Suspended' = 'Enabled') =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const md5 = (content: string | Uint8Array): string => createHash('md5').update(content).digest('hex');
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

describe('an object', () => {
  test.each(['plain', 'folder/with blank and +', '한글/키', 'a//b', "quote's & <tag>", 'constructor'])(
    'called %j comes back as it was',
    async Key => {
      const { ETag } = await put(Key, 'one\ntwo');
      expect(ETag).toBe(`"${md5('one\ntwo')}"`);
      expect(await text(Key)).toBe('one\ntwo');
      expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(object => object.Key)).toEqual([Key]);
    },
  );

  test('of any bytes comes back, also as a stream and also empty', async () => {
    const bytes = randomBytes(300_000);
    await put('bytes', bytes);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'bytes' }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '', ContentLength: 0 }));
    expect(await text('empty')).toBe('');
  });

  test('keeps its headers, metadata and tags', async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'k',
        Body: 'v',
        ContentType: 'application/zip',
        CacheControl: 'no-cache',
        Metadata: { commit: 'abc' },
        Tagging: 'app=demo&env=prod',
      }),
    );
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(head).toMatchObject({
      ContentType: 'application/zip',
      CacheControl: 'no-cache',
      Metadata: { commit: 'abc' },
      ContentLength: 1,
      TagCount: 2,
      ServerSideEncryption: 'AES256',
      AcceptRanges: 'bytes',
    });
    expect(head.VersionId).toBeUndefined();
    expect(head.LastModified).toBeInstanceOf(Date);
  });

  test('is read in part', async () => {
    await put('k', '0123456789');
    expect(await Promise.all(['bytes=2-4', 'bytes=7-', 'bytes=-2', 'bytes=8-99', 'lines=1-2'].map(Range => text('k', { Range })))).toEqual([
      '234',
      '789',
      '89',
      '89',
      '0123456789',
    ]);
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=2-4' }));
    expect(part).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3, ...status(206) });
    await expect(text('k', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange', ...status(416) });
  });

  test('that is not there is not found, by GET and by HEAD', async () => {
    await expect(text('gone')).rejects.toMatchObject({ name: 'NoSuchKey', Key: 'gone', ...status(404) });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'gone' }))).rejects.toMatchObject({ name: 'NotFound', ...status(404) });
    await expect(put('k').then(() => text('k', { VersionId: 'none' }))).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('arrives whole or not at all', async () => {
    const send = (more: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v', ...more }));
    await expect(send({ ContentMD5: Buffer.from(md5('other'), 'hex').toString('base64') })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(send({ ChecksumSHA256: createHash('sha256').update('other').digest('base64') })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await send({ ChecksumSHA256: createHash('sha256').update('v').digest('base64') });
    const { ChecksumSHA256 } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
    expect(ChecksumSHA256).toBe(createHash('sha256').update('v').digest('base64'));
  });

  test('is written and read on conditions', async () => {
    const write = (more: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v', ...more }));
    const { ETag } = await write({ IfNoneMatch: '*' });
    await expect(write({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed', ...status(412) });
    await expect(write({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await write({ IfMatch: ETag });
    await expect(write({ Key: 'none', IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey', ...status(404) });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'k', IfNoneMatch: ETag }))).rejects.toMatchObject(status(304));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'k', IfMatch: '"other"' }))).rejects.toMatchObject(status(412));
  });

  test.each([false, true])('is deleted on conditions (versioned: %s)', async versioned => {
    if (versioned) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const remove = (IfMatch: string) => s3.send(new DeleteObjectCommand({ Bucket, Key: 'd', IfMatch }));
    const absent = { name: 'NoSuchKey', ...status(404) };
    await expect(remove('*')).rejects.toMatchObject(absent);
    const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket, Key: 'd', Body: 'v' }));
    await expect(remove('"other"')).rejects.toMatchObject({ name: 'PreconditionFailed', ...status(412) });
    const many = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'd', ETag: '"other"' }] } });
    expect((await s3.send(many)).Errors).toMatchObject([{ Key: 'd', Code: 'PreconditionFailed' }]);
    await remove(ETag);
    await expect(remove(ETag)).rejects.toMatchObject(absent);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'd', Body: 'v' }));
    await remove('*');
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'd' }))).rejects.toMatchObject(status(404));
  });

  test('is copied, with its metadata or with other', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'from a', Body: 'v', Metadata: { a: '1' } }));
    const copy = (Key: string, more: object = {}) =>
      s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/from%20a`, ...more }));
    const { CopyObjectResult } = await copy('to');
    expect(CopyObjectResult?.ETag).toBe(`"${md5('v')}"`);
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).Metadata).toEqual({ a: '1' });
    await copy('to', { MetadataDirective: 'REPLACE', Metadata: { b: '2' } });
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).Metadata).toEqual({ b: '2' });
    await expect(copy('from a')).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(copy('to', { CopySource: `${Bucket}/gone` })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('takes tags and loses them', async () => {
    await put('k');
    const tags = async () => (await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }))).TagSet;
    expect(await tags()).toEqual([]);
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } }));
    expect(await tags()).toEqual([{ Key: 'a', Value: '1' }]);
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'k' }));
    expect(await tags()).toEqual([]);
  });

  test('leaves its file when the last of its content is deleted', async () => {
    const files = () => readdir(join(sandbox.world().folder, 's3'));
    await put('a', 'same');
    await put('b', 'same');
    const digest = createHash('sha256').update('same').digest('hex');
    expect(await files()).toContain(digest);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(await text('b')).toBe('same');
    await put('b', 'other');
    expect(await files()).not.toContain(digest);
  });
});

describe('lists', () => {
  beforeEach(async () => {
    for (const key of ['a/1', 'a/2', 'b', 'c/1', 'd']) await put(key);
  });

  test('roll up what a delimiter cuts', async () => {
    const { Contents, CommonPrefixes, KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['b', 'd']);
    expect(CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['a/', 'c/']);
    expect(KeyCount).toBe(4);
    const under = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/', Delimiter: '/' }));
    expect(under.Contents?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2']);
  });

  test.each([undefined, '/'])('come in pages that lose and repeat nothing, with delimiter %s', async Delimiter => {
    const found: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 1 }, { Bucket, ...(Delimiter && { Delimiter }) })) {
      found.push(...(page.Contents ?? []).map(({ Key }) => Key), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    }
    expect(found).toEqual(Delimiter ? ['a/', 'b', 'c/', 'd'] : ['a/1', 'a/2', 'b', 'c/1', 'd']);
  });

  test('start after a key, and encode keys where asked', async () => {
    await put('z 한');
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, StartAfter: 'c/1', EncodingType: 'url' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['d', 'z%20%ED%95%9C']);
  });

  test('of the old kind go on from a marker', async () => {
    const first = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 2 }));
    expect([first.IsTruncated, first.Contents?.map(({ Key }) => Key)]).toEqual([true, ['a/1', 'a/2']]);
    const rest = await s3.send(new ListObjectsCommand({ Bucket, Marker: 'a/2' }));
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['b', 'c/1', 'd']);
  });
});

describe('versions', () => {
  test('pile up, and each can be read', async () => {
    await put('k', 'zero');
    await enableVersioning();
    const { VersionId: one } = await put('k', 'one');
    const { VersionId: two } = await put('k', 'two');
    expect(await text('k')).toBe('two');
    expect(await Promise.all([one, two, 'null'].map(VersionId => text('k', { VersionId })))).toEqual(['one', 'two', 'zero']);
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [two, true],
      [one, false],
      ['null', false],
    ]);
  });

  test('are hidden by a delete marker, and come back when it goes', async () => {
    await enableVersioning();
    const { VersionId } = await put('k', 'one');
    const removed = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(removed.DeleteMarker).toBe(true);
    await expect(text('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await text('k', { VersionId })).toBe('one');
    await expect(text('k', { VersionId: removed.VersionId })).rejects.toMatchObject({ name: 'MethodNotAllowed', ...status(405) });
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const { DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(DeleteMarkers).toMatchObject([{ Key: 'k', VersionId: removed.VersionId, IsLatest: true }]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: removed.VersionId }));
    expect(await text('k')).toBe('one');
  });

  test('hold the bucket until all of them are gone', async () => {
    await enableVersioning();
    await put('k');
    await put('l');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: expect.stringContaining('You must delete all versions') as string,
    });
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted?.length, Errors]).toEqual([3, undefined]);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  test('suspended, write over the version null', async () => {
    await enableVersioning();
    await put('k', 'kept');
    await enableVersioning('Suspended');
    await put('k', 'one');
    await put('k', 'two');
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId }) => VersionId === 'null')).toEqual([true, false]);
  });

  test('are listed in pages', async () => {
    await enableVersioning();
    for (const content of ['1', '2', '3']) await put('k', content);
    await put('l');
    const first = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
    const rest = await s3.send(
      new ListObjectVersionsCommand({ Bucket, KeyMarker: first.NextKeyMarker, VersionIdMarker: first.NextVersionIdMarker }),
    );
    expect([first.Versions?.length, rest.Versions?.length, rest.IsTruncated]).toEqual([2, 2, false]);
    expect(new Set([...(first.Versions ?? []), ...(rest.Versions ?? [])].map(({ VersionId }) => VersionId)).size).toBe(4);
  });
});

describe('deleting many', () => {
  test('succeeds for what is there and for what is not, and says nothing when quiet', async () => {
    await put('a');
    const remove = (Quiet: boolean) =>
      s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }], Quiet } }));
    expect((await remove(false)).Deleted).toEqual([{ Key: 'a' }, { Key: 'b' }]);
    expect((await remove(true)).Deleted).toBeUndefined();
  });

  test('takes at most a thousand', async () => {
    const Objects = Array.from({ length: 1001 }, (_, index) => ({ Key: String(index) }));
    await expect(s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});

describe('an upload in parts', () => {
  const PART = 5 * 1024 * 1024;
  const begin = async () =>
    (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big', ContentType: 'application/zip' }))).UploadId;
  const send = (UploadId: string | undefined, PartNumber: number, Body: Uint8Array) =>
    s3.send(new UploadPartCommand({ Bucket, Key: 'big', UploadId, PartNumber, Body }));
  const complete = (UploadId: string | undefined, Parts: { PartNumber: number; ETag: string | undefined }[]) =>
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } }));

  test('is put together in order', async () => {
    const [first, last] = [randomBytes(PART), randomBytes(10)];
    const UploadId = await begin();
    const two = await send(UploadId, 2, last);
    const one = await send(UploadId, 1, first);
    const { Parts } = await s3.send(new ListPartsCommand({ Bucket, Key: 'big', UploadId }));
    expect(Parts?.map(part => [part.PartNumber, part.Size])).toEqual([
      [1, PART],
      [2, 10],
    ]);
    const parts = [
      { PartNumber: 1, ETag: one.ETag },
      { PartNumber: 2, ETag: two.ETag },
    ];
    const { ETag } = await complete(UploadId, parts);
    expect(ETag).toBe(`"${md5(Buffer.from(md5(first) + md5(last), 'hex'))}-2"`);
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key: 'big' }));
    expect(ContentType).toBe('application/zip');
    expect(md5((await Body?.transformToByteArray()) ?? '')).toBe(md5(Buffer.concat([first, last])));
    await expect(complete(UploadId, parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('refuses small parts, unknown parts and parts out of order', async () => {
    const UploadId = await begin();
    const [one, two] = [await send(UploadId, 1, Buffer.from('a')), await send(UploadId, 2, Buffer.from('b'))];
    const parts = [
      { PartNumber: 1, ETag: one.ETag },
      { PartNumber: 2, ETag: two.ETag },
    ];
    await expect(complete(UploadId, parts)).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete(UploadId, parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete(UploadId, [{ PartNumber: 1, ETag: '"other"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(send('none', 1, Buffer.from('a'))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('can be made of parts of other objects', async () => {
    await put('source', '0123456789');
    const UploadId = await begin();
    const copied = await s3.send(
      new UploadPartCopyCommand({
        Bucket,
        Key: 'big',
        UploadId,
        PartNumber: 1,
        CopySource: `${Bucket}/source`,
        CopySourceRange: 'bytes=2-4',
      }),
    );
    expect(copied.CopyPartResult?.ETag).toBe(`"${md5('234')}"`);
    await complete(UploadId, [{ PartNumber: 1, ETag: copied.CopyPartResult?.ETag }]);
    expect(await text('big')).toBe('234');
  });

  test('is listed until it is given up', async () => {
    const UploadId = await begin();
    await send(UploadId, 1, Buffer.from('given up'));
    const list = async () =>
      (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.map(upload => [upload.Key, upload.UploadId]);
    expect(await list()).toEqual([['big', UploadId]]);
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'big', UploadId }));
    expect(await list()).toBeUndefined();
    expect(await readdir(join(sandbox.world().folder, 's3'))).not.toContain(createHash('sha256').update('given up').digest('hex'));
  });
});

describe('other services', () => {
  test('write and read objects', async () => {
    const world = sandbox.world();
    const { versionId } = writeObject(world, Bucket, 'k', Buffer.from('v'));
    expect(versionId).toBe('null');
    expect(await text('k')).toBe('v');
    expect(Buffer.from(readObject(world, Bucket, 'k')?.content ?? []).toString()).toBe('v');
    expect([readObject(world, Bucket, 'gone'), readObject(world, 'gone', 'k')]).toEqual([undefined, undefined]);
  });

  test('hear of new objects where the bucket tells EventBridge', async () => {
    const world = sandbox.world();
    const emit = vi.spyOn(world, 'emit');
    writeObject(world, Bucket, 'k', Buffer.from('v'));
    expect(emit).not.toHaveBeenCalled();
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } }));
    writeObject(world, Bucket, 'k', Buffer.from('v'));
    expect(emit).toHaveBeenCalledWith(
      expect.objectContaining({
        source: 'aws.s3',
        detailType: 'Object Created',
        resources: [`arn:aws:s3:::${Bucket}`],
        detail: expect.objectContaining({
          bucket: { name: Bucket },
          object: expect.objectContaining({ key: 'k', size: 1 }) as object,
        }) as object,
      }),
    );
    emit.mockRestore();
  });
});
