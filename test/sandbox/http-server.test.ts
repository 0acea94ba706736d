import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { CodeCommitClient, GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';
import { signed } from '../helpers/services.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** `fetch` forbids some of these headers, and tidies addresses. */
const get = async (path: string, headers: OutgoingHttpHeaders, method = 'GET'): Promise<Answer> => {
  const request = httpRequest({ host: '127.0.0.1', port: sandbox.port, path, headers, method }).end();
  const [response] = (await once(request, 'response')) as [AsyncIterable<Buffer> & { statusCode?: number }];
  let text = '';
  for await (const chunk of response) text += chunk.toString();
  return { status: response.statusCode, text };
};

test.each([
  ['another host name', { host: 'evil.example' }],
  ['another host name with the port', { host: 'evil.example:80' }],
  ['a page of another origin', { origin: 'https://evil.example' }],
  ['a page without an origin', { origin: 'null' }],
  ['a script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
])('a request from %s is refused', async (_what, headers) => {
  const { status, text } = await get('/_sandbox/health', headers);
  expect(status).toBe(403);
  expect(text).toContain('The sandbox answers local programs only');
});

test.each([
  ['a program', {}],
  ['a program that says localhost', { host: 'localhost:1234' }],
  ['a link that the user follows', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
])('a request from %s is answered', async (_what, headers) => {
  expect((await get('/_sandbox/health', headers)).status).toBe(200);
});

test.each(['/%zz', '/v2/app/manifests/%zz', '/bucket/%c3%28'])('a path with broken percent escapes is refused: %s', async path => {
  expect((await get(path, {})).status).toBe(400);
});

test('nothing is called constructor until somebody makes it', async () => {
  const ecs = new ECSClient(clientConfig(sandbox));
  expect((await ecs.send(new DescribeClustersCommand({ clusters: ['constructor'] }))).failures).toMatchObject([{ reason: 'MISSING' }]);
  const codecommit = new CodeCommitClient(clientConfig(sandbox));
  await expect(codecommit.send(new GetRepositoryCommand({ repositoryName: 'constructor' }))).rejects.toThrow('does not exist');
  const ecr = new ECRClient(clientConfig(sandbox));
  await expect(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['constructor'] }))).rejects.toThrow('does not exist');
});

test('the address of an object is taken as it is', async () => {
  const ask = (method: string, path: string): Promise<Answer> => get(path, signed('s3'), method);
  await ask('PUT', '/first-bucket');
  expect((await ask('PUT', '/first-bucket/a/../b//./c')).status).toBe(200);
  expect((await ask('GET', '/first-bucket')).text).toContain('<Key>a/../b//./c</Key>');
  expect((await ask('GET', `${sandbox.endpoint}/first-bucket`)).text).toContain('<Key>a/../b//./c</Key>');
  expect(await ask('PUT', '/other-bucket/../first-bucket/stray')).toMatchObject({
    status: 400,
    text: expect.stringContaining('InvalidURI'),
  });
  expect((await ask('GET', '//')).status).toBe(200);
});

test('a client that waits for permission to send its body gets it', async () => {
  const request = httpRequest({
    host: '127.0.0.1',
    port: sandbox.port,
    method: 'POST',
    headers: signed('sts', { expect: '100-continue', 'content-type': 'application/x-www-form-urlencoded' }),
  });
  request.flushHeaders();
  await once(request, 'continue');
  request.end('Action=GetCallerIdentity&Version=2011-06-15');
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream & { statusCode?: number }];
  response.resume();
  expect(response.statusCode).toBe(200);
});

test('a manifest that is too large is refused, and the next request on the connection answered', async () => {
  const ecr = new ECRClient(clientConfig(sandbox));
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'large' }));
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const authorization = `Authorization: Basic ${authorizationData?.[0]?.authorizationToken}`;
  const body = Buffer.alloc(2 ** 23, ' ');
  const socket = connect(sandbox.port, '127.0.0.1');
  socket.write(`PUT /v2/large/manifests/v1 HTTP/1.1\r\nHost: localhost\r\n${authorization}\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body);
  socket.write('GET /_sandbox/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const answers = await textOf(socket);
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
});

test.each([
  ['ends too early', 'ff;chunk-signature=0\r\nshort'],
  ['goes back to its start', '-6\r\n'],
])('a chunked body that %s is refused', async (_what, body) => {
  const headers = signed('s3', { 'content-encoding': 'aws-chunked' });
  const response = await fetch(`${sandbox.endpoint}/b/k`, { method: 'PUT', headers, body });
  expect(response.status).toBe(400);
});

test('the sandbox listens on the loopback address only', () => {
  expect(sandbox.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('an upload of more than S3 takes in one request is refused before it is sent', async () => {
  const headers = { 'content-length': 5 * 2 ** 30 + 1, authorization: signed('s3').authorization };
  for (const expect100 of [{}, { expect: '100-continue' }]) {
    const request = httpRequest({
      host: '127.0.0.1',
      port: sandbox.port,
      path: '/bucket/key',
      headers: { ...headers, ...expect100 },
      method: 'PUT',
    });
    const told = once(request, 'response') as Promise<[AsyncIterable<Buffer> & { statusCode?: number }]>;
    request.flushHeaders();
    const [response] = await told;
    expect(response.statusCode).toBe(400);
    expect(await textOf(response)).toMatch(
      /<Code>EntityTooLarge<\/Code><Message>Your proposed upload exceeds the maximum allowed size<\/Message>.*<MaxSizeAllowed>5368709120</,
    );
    request.destroy();
  }
});

test('a body that is announced first is asked for, and taken', async () => {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const headers = {
    ...signed('sts'),
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': body.length,
    expect: '100-continue',
  };
  const request = httpRequest({ host: '127.0.0.1', port: sandbox.port, path: '/', headers, method: 'POST' });
  request.flushHeaders();
  await once(request, 'continue');
  const told = once(request, 'response') as Promise<[AsyncIterable<Buffer> & { statusCode?: number }]>;
  request.end(body);
  const [response] = await told;
  expect(await textOf(response)).toContain('<GetCallerIdentityResult>');
});
