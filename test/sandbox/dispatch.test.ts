import { CreateRole$, GetRole$, type CreateRoleRequest } from '@aws-sdk/client-iam';
import { CreateLogGroup$, DescribeLogGroups$, TagResource$, type CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcs$ } from '@aws-sdk/client-ec2';
import { ListBuckets$ } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { needs, operation, type SandboxService } from '../../src/sandbox/operation.ts';
import type { HttpRequest } from '../../src/sandbox/protocols/protocol.ts';
import { arn } from '../../src/sandbox/world.ts';
import { allowing, restrictedCaller } from '../helpers/restricted-caller.ts';
import { serveServices, signed } from '../helpers/services.ts';

const regions: string[] = [];

const logs: SandboxService = {
  name: 'logs',
  protocol: 'json',
  target: 'Logs_20140328',
  validationCode: 'InvalidParameterException',
  operations: [
    operation(DescribeLogGroups$, world => {
      regions.push(world.region);
    }),
    operation(CreateLogGroup$, (_world, _input: CreateLogGroupRequest) => undefined),
    operation(TagResource$, () => undefined),
  ],
  permissions: {
    TagResource: () => [{ action: 'logs:Tag', resource: '*' }],
    CreateLogGroup: needs((world, input: CreateLogGroupRequest) => {
      const resource = arn(world, 'logs', `log-group:${input.logGroupName}`);
      return [{ action: 'logs:CreateLogGroup', resource }, ...(input.tags ? [{ action: 'logs:TagLogGroup', resource }] : [])];
    }),
  },
};

const iam: SandboxService = {
  name: 'iam',
  protocol: 'query',
  version: '2010-05-08',
  validationCode: 'ValidationError',
  operations: [operation(GetRole$, () => undefined), operation(CreateRole$, (_world, _input: CreateRoleRequest) => undefined)],
};

const ec2: SandboxService = {
  name: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  validationCode: 'InvalidParameterValue',
  operations: [operation(DescribeVpcs$, () => undefined)],
};

const s3: SandboxService = {
  name: 's3',
  protocol: 'rest-xml',
  validationCode: 'InvalidRequest',
  operations: [operation(ListBuckets$, () => undefined)],
  permissions: { ListBuckets: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }] },
};

const serve = () => serveServices([logs, iam, ec2, s3]);

const json = (target: string, body: object, headers: Readonly<Record<string, string>> = signed('logs')) => ({
  method: 'POST',
  url: '/',
  headers: { ...headers, 'x-amz-target': target },
  body: Buffer.from(JSON.stringify(body)),
});

const form = (service: string, body: string) => ({
  method: 'POST',
  url: '/',
  headers: signed(service, { 'content-type': 'application/x-www-form-urlencoded' }),
  body: Buffer.from(body),
});

const list = { method: 'GET', url: '/', headers: signed('s3'), body: Buffer.alloc(0) };

describe('routing', () => {
  test('the region of the signature chooses the world', async () => {
    const { dispatch } = await serve();
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=sandbox/20260101/ap-northeast-2/logs/aws4_request, SignedHeaders=host, Signature=0',
    };
    expect((await dispatch(json('Logs_20140328.DescribeLogGroups', {}, headers))).status).toBe(200);
    expect(regions.at(-1)).toBe('ap-northeast-2');
  });

  test('a presigned address is signed too', async () => {
    const { dispatch } = await serve();
    const url = '/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=sandbox%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0';
    expect((await dispatch({ ...list, url, headers: {} })).status).toBe(200);
  });

  test('a service that the sandbox lacks is named', async () => {
    const { dispatch } = await serve();
    const response = await dispatch({ ...list, url: '/2015-03-31/functions/', headers: signed('lambda') });
    expect(response).toMatchObject({ status: 501, headers: { 'x-amzn-errortype': 'NotImplemented' } });
    expect(JSON.parse(String(response.body))).toMatchObject({ message: 'The sandbox does not implement the service lambda' });
    const query = await dispatch(form('sns', 'Action=ListTopics&Version=2010-03-31'));
    expect(query.status).toBe(501);
    expect(query.body).toContain('<Code>NotImplemented</Code><Message>The sandbox does not implement the service sns</Message>');
    const xml = await dispatch({ ...list, method: 'GET', url: '/2013-04-01/hostedzone', headers: signed('route53') });
    expect(xml.body).toContain('<Code>NotImplemented</Code><Message>The sandbox does not implement the service route53</Message>');
  });
});

describe('credentials', () => {
  test('an unsigned request is refused', async () => {
    const { dispatch } = await serve();
    const response = await dispatch(json('Logs_20140328.DescribeLogGroups', {}, {}));
    expect(response.status).toBe(403);
    expect(response.body).toContain('MissingAuthenticationToken');
  });

  test.each(['AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'])('the key %s, which looks real, is refused', async key => {
    const { dispatch } = await serve();
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0`,
    };
    const response = await dispatch(json('Logs_20140328.DescribeLogGroups', {}, headers));
    expect(response.status).toBe(403);
    expect(response.body).toContain('InvalidClientTokenId');
  });
});

describe('permissions', () => {
  const denied = (action: string, resource = '*'): string =>
    `User: arn:aws:iam::111122223333:user/restricted is not authorized to perform: ${action}${resource && ` on resource: ${resource}`} because no identity-based policy allows the ${action} action`;

  const serveRestricted = async (...actions: readonly string[]) => {
    const { dispatch, world, calls } = await serve();
    const { accessKeyId } = restrictedCaller(world, allowing(...actions));
    const asRestricted = (request: HttpRequest): HttpRequest => ({
      ...request,
      headers: { ...request.headers, authorization: (request.headers['authorization'] ?? '').replace('=sandbox/', `=${accessKeyId}/`) },
    });
    return { dispatch: (request: HttpRequest) => dispatch(asRestricted(request)), calls };
  };

  test.each([
    [
      'JSON',
      json('Logs_20140328.CreateLogGroup', { logGroupName: 'a' }),
      400,
      'AccessDeniedException',
      denied('logs:CreateLogGroup', 'arn:aws:logs:us-east-1:111122223333:log-group:a'),
    ],
    ['Query', form('iam', 'Action=GetRole&Version=2010-05-08&RoleName=r'), 403, '<Code>AccessDenied</Code>', denied('iam:GetRole')],
    [
      'EC2',
      form('ec2', 'Action=DescribeVpcs&Version=2016-11-15'),
      403,
      '<Code>UnauthorizedOperation</Code>',
      `You are not authorized to perform this operation. ${denied('ec2:DescribeVpcs', '')}`,
    ],
    ['S3', list, 403, '<Code>AccessDenied</Code>', denied('s3:ListAllMyBuckets', '')],
  ])('what is not allowed is refused in the words of %s', async (_protocol, request, status, code, message) => {
    const { dispatch } = await serveRestricted('logs:DescribeLogGroups');
    const response = await dispatch(request);
    expect(response.status).toBe(status);
    expect(response.body).toContain(code);
    expect(response.body).toContain(message);
  });

  test('what an operation needs besides its own action is checked too', async () => {
    const { dispatch } = await serveRestricted('logs:Create*');
    expect((await dispatch(json('Logs_20140328.CreateLogGroup', { logGroupName: 'a' }))).status).toBe(200);
    const tagged = await dispatch(json('Logs_20140328.CreateLogGroup', { logGroupName: 'a', tags: { k: 'v' } }));
    expect(tagged.status).toBe(400);
    expect(tagged.body).toContain(denied('logs:TagLogGroup', 'arn:aws:logs:us-east-1:111122223333:log-group:a'));
  });

  test('what a service declares for an operation takes the place of its name', async () => {
    const { dispatch, calls } = await serveRestricted('logs:TagLogGroup');
    await dispatch(json('Logs_20140328.CreateLogGroup', { logGroupName: 'a', tags: { k: 'v' } }));
    expect(calls.list()).toMatchObject([
      { caller: 'arn:aws:iam::111122223333:user/restricted', actions: ['logs:CreateLogGroup', 'logs:TagLogGroup'] },
    ]);
  });

  test('a key that is not known any more is refused', async () => {
    const { dispatch } = await serve();
    const headers = signed('logs', {}, 'AKIASANDBOXGONE00000');
    const response = await dispatch(json('Logs_20140328.DescribeLogGroups', {}, headers));
    expect(response.status).toBe(400);
    expect(response.body).toContain('UnrecognizedClientException');
  });
});

test('every call is recorded with its actions and its outcome', async () => {
  const { dispatch, calls } = await serve();
  await dispatch(json('Logs_20140328.CreateLogGroup', { logGroupName: 'a', tags: { k: 'v' } }));
  await dispatch(json('Logs_20140328.CreateLogGroup', {}));
  await dispatch(json('Logs_20140328.TagResource', { resourceArn: 'a', tags: { k: 'v' } }));
  await dispatch(json('Logs_20140328.Unheard', {}));
  const caller = 'arn:aws:iam::111122223333:user/sandbox';
  expect(calls.list()).toEqual([
    {
      number: 1,
      service: 'logs',
      operation: 'CreateLogGroup',
      actions: ['logs:CreateLogGroup', 'logs:TagLogGroup'],
      caller,
      status: 200,
      at: expect.any(Date),
    },
    {
      number: 2,
      service: 'logs',
      operation: 'CreateLogGroup',
      actions: [],
      caller,
      status: 400,
      errorCode: 'InvalidParameterException',
      at: expect.any(Date),
    },
    { number: 3, service: 'logs', operation: 'TagResource', actions: ['logs:Tag'], caller, status: 200, at: expect.any(Date) },
    {
      number: 4,
      service: 'logs',
      operation: 'Unheard',
      actions: [],
      caller,
      status: 501,
      errorCode: 'NotImplemented',
      at: expect.any(Date),
    },
  ]);
});
