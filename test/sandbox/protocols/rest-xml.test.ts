import {
  CopyObject$,
  CopyObjectCommand,
  CreateBucket$,
  CreateBucketCommand,
  DeleteObjects$,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetObject$,
  GetObjectCommand,
  HeadBucket$,
  HeadBucketCommand,
  ListBuckets$,
  ListBucketsCommand,
  ListObjectsV2$,
  ListObjectsV2Command,
  NoSuchBucket$,
  NotFound,
  PutBucketVersioning$,
  PutBucketVersioningCommand,
  PutObject$,
  PutObjectCommand,
  S3Client,
  UploadPart$,
  UploadPartCommand,
  type CopyObjectRequest,
  type GetObjectRequest,
  type PutObjectRequest,
} from '@aws-sdk/client-s3';
import type { StaticOperationSchema } from '@smithy/types';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Fault, fault } from '../../../src/sandbox/fault.ts';
import { operation, type SandboxService } from '../../../src/sandbox/operation.ts';
import { clientConfig } from '../../helpers/sandbox.ts';
import { serveServices, signed, type ServedServices } from '../../helpers/services.ts';

const MODIFIED = new Date('2026-01-02T03:04:05Z');
const seen: { readonly operation: string; readonly input: object }[] = [];

const noting = (schema: StaticOperationSchema, output: object = {}) =>
  operation(schema, (_world, input: object) => {
    seen.push({ operation: schema[2], input });
    return output;
  });

const objects = new Map<string, PutObjectRequest>();

const s3: SandboxService = {
  name: 's3',
  protocol: 'rest-xml',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  validationCode: 'InvalidRequest',
  operations: [
    noting(CreateBucket$, { Location: '/b' }),
    noting(PutBucketVersioning$),
    noting(UploadPart$, { ETag: '"part"' }),
    noting(DeleteObjects$, { Deleted: [{ Key: 'a' }] }),
    noting(ListBuckets$, { Buckets: [{ Name: 'b', CreationDate: MODIFIED }], Owner: { ID: 'me' } }),
    noting(ListObjectsV2$, { Contents: [{ Key: 'a&b', Size: 3, LastModified: MODIFIED }], KeyCount: 1, IsTruncated: false }),
    operation(HeadBucket$, () => {
      throw new Fault('NotFound', '', { status: 404 });
    }),
    operation(PutObject$, (_world, input: PutObjectRequest) => {
      objects.set(input.Key ?? '', input);
      return { ETag: '"etag"' };
    }),
    operation(CopyObject$, (_world, input: CopyObjectRequest) => {
      seen.push({ operation: 'CopyObject', input });
      return { CopyObjectResult: { ETag: '"copy"', LastModified: MODIFIED } };
    }),
    operation(GetObject$, (_world, input: GetObjectRequest) => {
      const object = objects.get(input.Key ?? '');
      if (!object) throw fault(NoSuchBucket$, 'The specified bucket does not exist', { BucketName: input.Bucket });
      return { Body: object.Body, ContentType: object.ContentType, Metadata: object.Metadata, LastModified: MODIFIED };
    }),
  ],
};

let served: ServedServices;

beforeAll(async () => {
  served = await serveServices([s3]);
});

beforeEach(() => {
  seen.length = 0;
});

const client = (): S3Client => new S3Client(clientConfig(served));

describe('through the SDK', () => {
  test.each(['plain.txt', 'folder/with blank + plus & é.zip', 'a%2Fb', 'x//y'])('an object named %s is put and got whole', async Key => {
    const bytes = Buffer.from([0, 13, 10, 255]);
    const { ETag } = await client().send(
      new PutObjectCommand({ Bucket: 'b', Key, Body: bytes, ContentType: 'application/zip', Metadata: { colour: 'blue' } }),
    );
    expect(ETag).toBe('"etag"');
    const got = await client().send(new GetObjectCommand({ Bucket: 'b', Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(bytes);
    expect(got).toMatchObject({ ContentType: 'application/zip', Metadata: { colour: 'blue' }, LastModified: MODIFIED, ContentLength: 4 });
  });

  test('an XML payload is read', async () => {
    await client().send(new PutBucketVersioningCommand({ Bucket: 'b', VersioningConfiguration: { Status: 'Enabled' } }));
    expect(seen).toMatchObject([
      { operation: 'PutBucketVersioning', input: { Bucket: 'b', VersioningConfiguration: { Status: 'Enabled' } } },
    ]);
  });

  test('a bucket is created with or without a payload', async () => {
    await client().send(new CreateBucketCommand({ Bucket: 'b' }));
    await client().send(
      new CreateBucketCommand({
        Bucket: 'b',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1', Tags: [{ Key: 'k', Value: 'v' }] },
      }),
    );
    expect(seen.map(({ input }) => input)).toEqual([
      { Bucket: 'b' },
      { Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1', Tags: [{ Key: 'k', Value: 'v' }] } },
    ]);
  });

  test('a flattened list in the payload is read', async () => {
    await client().send(new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects: [{ Key: 'a' }, { Key: 'b&c' }], Quiet: true } }));
    expect(seen[0]?.input).toMatchObject({ Bucket: 'b', Delete: { Objects: [{ Key: 'a' }, { Key: 'b&c' }], Quiet: true } });
  });

  test('values in query and header are read with their types', async () => {
    await client().send(new UploadPartCommand({ Bucket: 'b', Key: 'k', PartNumber: 3, UploadId: 'u', Body: Buffer.from('x') }));
    await client().send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'a/', MaxKeys: 7 }));
    expect(seen).toMatchObject([
      { operation: 'UploadPart', input: { PartNumber: 3, UploadId: 'u', Key: 'k' } },
      { operation: 'ListObjectsV2', input: { Prefix: 'a/', MaxKeys: 7 } },
    ]);
  });

  test('a copy is told from an upload by its header', async () => {
    const { CopyObjectResult } = await client().send(new CopyObjectCommand({ Bucket: 'b', Key: 'k', CopySource: 'b/a' }));
    expect(seen).toMatchObject([{ operation: 'CopyObject', input: { CopySource: 'b/a' } }]);
    expect(CopyObjectResult).toEqual({ ETag: '"copy"', LastModified: MODIFIED });
  });

  test('lists come back whole', async () => {
    expect(await client().send(new ListBucketsCommand({}))).toMatchObject({
      Buckets: [{ Name: 'b', CreationDate: MODIFIED }],
      Owner: { ID: 'me' },
    });
    const { Contents, KeyCount } = await client().send(new ListObjectsV2Command({ Bucket: 'b' }));
    expect({ Contents, KeyCount }).toEqual({ Contents: [{ Key: 'a&b', Size: 3, LastModified: MODIFIED }], KeyCount: 1 });
  });

  test('a refusal becomes the typed error of its shape', async () => {
    await expect(client().send(new GetObjectCommand({ Bucket: 'b', Key: 'missing' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      BucketName: 'b',
    });
  });

  test('a refused HEAD has a status and no body', async () => {
    await expect(client().send(new HeadBucketCommand({ Bucket: 'b' }))).rejects.toThrow(NotFound);
  });

  test('a subresource that the sandbox lacks is not taken for its parent', async () => {
    await expect(client().send(new GetBucketAclCommand({ Bucket: 'b' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The sandbox does not implement s3:GET bucket?acl',
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe('on the wire', () => {
  const put = (path: string, body: string) => fetch(`${served.endpoint}${path}`, { method: 'PUT', headers: signed('s3'), body });

  test.each([
    ['not well-formed', '<VersioningConfiguration><Status>Enabled</VersioningConfiguration>'],
    ['not closed', '<VersioningConfiguration>'],
    ['with an unknown element', '<VersioningConfiguration><Colour>blue</Colour></VersioningConfiguration>'],
    ['with an element twice', '<VersioningConfiguration><Status>Enabled</Status><Status>Suspended</Status></VersioningConfiguration>'],
    ['with a document type', '<!DOCTYPE a><VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'],
    ['with an unknown entity', '<VersioningConfiguration><Status>&e;</Status></VersioningConfiguration>'],
    ['with an entity that every object has', '<VersioningConfiguration><Status>&constructor;</Status></VersioningConfiguration>'],
    ['with a character beyond the last one', '<VersioningConfiguration><Status>&#x110000;</Status></VersioningConfiguration>'],
    ['with very many elements', `<VersioningConfiguration>${'<Status/>'.repeat(300_000)}</VersioningConfiguration>`],
    ['that is plain text', 'Enabled'],
  ])('XML %s is refused', async (_what, body) => {
    const response = await put('/b?versioning', body);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Error><Code>MalformedXML</Code>');
  });

  test('comments, character data and namespaces in XML are no obstacle', async () => {
    const response = await put(
      '/b?versioning',
      '<?xml version="1.0"?>\n<!-- c --><s:VersioningConfiguration xmlns:s="x"><s:Status><![CDATA[Ena]]>bled</s:Status></s:VersioningConfiguration>\n',
    );
    expect(response.status).toBe(200);
    expect(seen[0]?.input).toEqual({ Bucket: 'b', VersioningConfiguration: { Status: 'Enabled' } });
  });

  test('a bucket in the host name is understood', async () => {
    const response = await served.dispatch({
      method: 'GET',
      url: '/?list-type=2',
      headers: { ...signed('s3'), host: 'my-bucket.localhost:1' },
      body: Buffer.alloc(0),
    });
    expect(response.status).toBe(200);
    expect(seen).toMatchObject([{ operation: 'ListObjectsV2', input: { Bucket: 'my-bucket' } }]);
  });

  test('a body in signed chunks is put together', async () => {
    const body = '3;chunk-signature=0\r\nabc\r\n2\r\nde\r\n0;chunk-signature=0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n';
    const headers = signed('s3', {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    });
    const response = await fetch(`${served.endpoint}/b/chunked`, { method: 'PUT', headers, body });
    expect(response.status).toBe(200);
    expect(objects.get('chunked')?.Body).toEqual(Buffer.from('abcde'));
  });

  test('a word for a number in the query is refused', async () => {
    const response = await fetch(`${served.endpoint}/b?list-type=2&max-keys=many`, { headers: signed('s3') });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("<Code>InvalidArgument</Code><Message>Invalid value 'many' for MaxKeys</Message>");
  });
});
