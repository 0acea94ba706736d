import {
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { once } from 'node:events';
import { request as sendRequest, type IncomingHttpHeaders, type RequestListener, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { flushFigures } from '../../src/sandbox/load-balancer-figures.ts';
import { deregisterTarget } from '../../src/sandbox/services/elbv2/targets.ts';
import { addressOf, createRunningService, startStage, type Stage } from '../helpers/stage.ts';
import { replaceTasks } from '../helpers/upstream.ts';

let stage: Stage;
let front: Awaited<ReturnType<typeof createRunningService>>;
let url: URL;

beforeEach(async () => {
  stage = await startStage();
  front = await createRunningService(stage, { desiredCount: 2 });
  url = new URL(addressOf(stage, front.production));
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly trailers: NodeJS.Dict<string>;
  readonly body: Buffer;
}

async function ask(options: RequestOptions = {}, body?: Uint8Array): Promise<Answer> {
  const request = sendRequest(url, { agent: false, ...options });
  request.end(body);
  const [response] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: await buffer(response), trailers: response.trailers };
}

/** Says what it was asked, and who it is. */
const echo =
  (task: number): RequestListener =>
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('x-task', task);
      response.end(
        JSON.stringify({ url: request.url, headers: request.headers, raw: request.rawHeaders, length: Buffer.concat(chunks).length }),
      );
    });
  };

const seen = ({ body }: Answer): { url: string; headers: Record<string, string>; raw: string[]; length: number } =>
  JSON.parse(body.toString());

const setGroup = (attributes: Record<string, string>) =>
  stage.elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: front.blue,
      Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
    }),
  );

const setBalancer = (attributes: Record<string, string>) =>
  stage.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: front.balancer,
      Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
    }),
  );

/** What a client sends back of the cookies that it was given. */
const jar = ({ headers }: Answer): string => (headers['set-cookie'] ?? []).map(cookie => cookie.split(';')[0]).join('; ');

const blue = () => {
  const group = stage.sandbox.world().state.elbv2.targetGroups[front.blue];
  if (!group) throw new Error('the target group is gone');
  return group;
};

/** Sends bytes as they are and returns what comes back until the connection is closed. */
async function sendRaw(text: string): Promise<string> {
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.write(text);
  return (await buffer(socket)).toString();
}

test('targets see the headers of the client and those of the load balancer', async () => {
  await replaceTasks(stage, echo);
  const plain = seen(await ask({ headers: { host: 'www.example.com:1234', 'X-Odd-Case': 'a', x_invalid: '1' } }));
  expect(plain.headers).toMatchObject({
    host: 'www.example.com',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-port': '80',
    'x-forwarded-proto': 'http',
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    x_invalid: '1',
  });
  expect(plain.raw).toContain('X-Odd-Case');
  const given = {
    'x-forwarded-for': '203.0.113.7',
    'x-amzn-trace-id': 'Self=1-67891233-000000000000000000000000;Root=1-67891234-abcdef012345678912345678;CalledFrom=app',
  };
  const passed = seen(await ask({ headers: given }));
  expect(passed.headers['x-forwarded-for']).toBe('203.0.113.7, 127.0.0.1');
  expect(passed.headers['x-amzn-trace-id']).toMatch(
    /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891234-abcdef012345678912345678;CalledFrom=app$/,
  );
  await setBalancer({
    'routing.http.xff_header_processing.mode': 'preserve',
    'routing.http.drop_invalid_header_fields.enabled': 'true',
    'routing.http.preserve_host_header.enabled': 'true',
  });
  const preserved = seen(await ask({ headers: { ...given, host: 'www.example.com:1234', x_invalid: '1' } }));
  expect(preserved.headers).toMatchObject({ 'x-forwarded-for': '203.0.113.7', host: 'www.example.com:1234' });
  expect(preserved.headers).not.toHaveProperty('x_invalid');
  await setBalancer({ 'routing.http.xff_header_processing.mode': 'remove' });
  expect(seen(await ask({ headers: given })).headers).not.toHaveProperty('x-forwarded-for');
});

test('large bodies, chunks, HEAD, Expect, repeated headers and trailers pass', async () => {
  await replaceTasks(stage, task => (request, response) => {
    if (request.url !== '/special') echo(task)(request, response);
    else {
      response.writeHead(203, [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['Trailer', 'X-Sum'],
      ] as never);
      response.write('one ');
      response.addTrailers({ 'x-sum': '42' });
      response.end('two');
    }
  });
  const large = Buffer.alloc(5_000_000, 'x');
  expect(seen(await ask({ method: 'PUT', headers: { 'content-length': large.length } }, large)).length).toBe(large.length);
  const chunked = seen(
    await ask({ method: 'POST', headers: { expect: '100-continue', 'transfer-encoding': 'chunked' } }, Buffer.from('abc')),
  );
  expect(chunked).toMatchObject({ length: 3, headers: { 'transfer-encoding': 'chunked' } });
  expect(chunked.headers).not.toHaveProperty('expect');
  const head = await ask({ method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  const special = await ask({ path: '/special' });
  expect(special).toMatchObject({ status: 203, headers: { 'set-cookie': ['a=1', 'b=2'] }, trailers: { 'x-sum': '42' } });
  expect(special.body.toString()).toBe('one two');
});

test('what is malformed or not allowed is refused by the load balancer itself', async () => {
  const page = (title: string) =>
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  const malformed = await sendRaw('GET / HTTP/1.1\r\nno header\r\n\r\n');
  expect(malformed).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0\r\n/);
  expect(malformed.endsWith(page('400 Bad Request'))).toBe(true);
  expect(await sendRaw('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n')).toMatch(/^HTTP\/1\.1 501 /);
  expect((await ask({ method: 'TRACE' })).status).toBe(405);
  expect((await ask({ path: `/${'x'.repeat(17_000)}` })).status).toBe(414);
  expect((await ask({ headers: { 'x-forwarded-for': Array.from({ length: 31 }, () => '10.0.0.1').join(',') } })).status).toBe(463);
  expect((await ask({ headers: { 'x-long': 'x'.repeat(17_000) } })).status).toBe(400);
});

test('a target that breaks off, talks nonsense or keeps silent ends in 502, 502 and 504', async () => {
  await replaceTasks(stage, () => (request, response) => {
    if (request.url === '/reset') request.socket.destroy();
    else if (request.url === '/nonsense') request.socket.end('nonsense\r\n\r\n');
    else if (request.url === '/ok') response.end();
  });
  expect((await ask({ path: '/reset' })).status).toBe(502);
  expect((await ask({ path: '/nonsense' })).status).toBe(502);
  await setBalancer({ 'idle_timeout.timeout_seconds': '1' });
  expect((await ask({ path: '/silence' })).status).toBe(504);
  const aborted = sendRequest(url, { path: '/silence', agent: false }).on('error', () => undefined);
  aborted.end();
  await once(aborted, 'socket');
  aborted.destroy();
  expect((await ask({ path: '/ok' })).status).toBe(200);
});

test('a client with the cookie of a load balancer stays with its target until that is unhealthy', async () => {
  await replaceTasks(stage, echo);
  await setGroup({ 'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': '100' });
  const first = await ask();
  expect(first.headers['set-cookie']).toEqual([
    expect.stringMatching(/^AWSALB=[^;]+; Expires=[^;]+ GMT; Path=\/$/),
    expect.stringMatching(/^AWSALBCORS=[^;]+; Expires=[^;]+ GMT; Path=\/; SameSite=None$/),
  ]);
  const cookie = jar(first);
  const tasks = new Set<unknown>();
  for (let turn = 0; turn < 6; turn += 1) tasks.add((await ask({ headers: { cookie } })).headers['x-task']);
  expect([...tasks]).toEqual([first.headers['x-task']]);
  const stuck = blue().targets[Number(first.headers['x-task'])];
  const other = blue().targets[1 - Number(first.headers['x-task'])];
  if (!stuck || !other) throw new Error('a target is gone');
  const byTask = (await ask({ headers: { cookie } })).headers['x-task'];
  for (const target of blue().targets) target.health = 'unhealthy';
  const [healthy] = [stuck, other];
  healthy.health = 'healthy';
  const moved = await ask({ headers: { cookie } });
  const again = await ask({ headers: { cookie: jar(moved) } });
  expect(again.headers['x-task']).toBe(moved.headers['x-task']);
  healthy.health = 'unhealthy';
  other.health = 'healthy';
  const elsewhere = await ask({ headers: { cookie: jar(moved) } });
  expect(elsewhere.headers['x-task']).not.toBe(moved.headers['x-task']);
  for (const target of blue().targets) target.health = 'healthy';
  expect((await ask({ headers: { cookie: jar(elsewhere) } })).headers['x-task']).toBe(elsewhere.headers['x-task']);
  expect(byTask).toBe(first.headers['x-task']);
  await stage.time.advance(101);
  const later = new Set<unknown>();
  for (let turn = 0; turn < 4; turn += 1) later.add((await ask({ headers: { cookie } })).headers['x-task']);
  expect(later.size).toBe(2);
});

test('with the cookie of an application the load balancer binds those only whom the application has given one', async () => {
  await replaceTasks(stage, task => (request, response) => {
    if (request.url === '/login') response.setHeader('set-cookie', 'SESSION=1; Path=/');
    echo(task)(request, response);
  });
  await setGroup({ 'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie', 'stickiness.app_cookie.cookie_name': 'SESSION' });
  expect((await ask()).headers).not.toHaveProperty('set-cookie');
  const login = await ask({ path: '/login' });
  expect(login.headers['set-cookie']).toEqual(['SESSION=1; Path=/', expect.stringMatching(/^AWSALBAPP-0=[^;]+; Expires=[^;]+; Path=\/$/)]);
  const tasks = new Set<unknown>();
  for (let turn = 0; turn < 4; turn += 1) tasks.add((await ask({ headers: { cookie: jar(login) } })).headers['x-task']);
  expect([...tasks]).toEqual([login.headers['x-task']]);
  const withoutSession = jar(login).replace('SESSION=1; ', '');
  for (let turn = 0; turn < 4; turn += 1) tasks.add((await ask({ headers: { cookie: withoutSession } })).headers['x-task']);
  expect(tasks.size).toBe(2);
});

test('a client stays with its target group where the forward says so, even when the weight turns', async () => {
  const weigh = (first: number, second: number) =>
    stage.elb.send(
      new ModifyListenerCommand({
        ListenerArn: front.production,
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: front.blue, Weight: first },
                { TargetGroupArn: front.green, Weight: second },
              ],
              TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
            },
          },
        ],
      }),
    );
  await weigh(1, 0);
  const first = await ask();
  expect(first.headers['set-cookie']).toEqual([
    expect.stringMatching(/^AWSALBTG=/),
    expect.stringMatching(/^AWSALBTGCORS=.*SameSite=None$/),
  ]);
  await weigh(0, 1);
  expect((await ask()).status).toBe(503);
  expect((await ask({ headers: { cookie: jar(first) } })).status).toBe(200);
});

test('the algorithm of least outstanding requests leaves a busy target alone', async () => {
  const waiting: (() => void)[] = [];
  await replaceTasks(stage, task => (request, response) => {
    if (request.url === '/wait') waiting.push(() => echo(task)(request, response));
    else echo(task)(request, response);
  });
  await setGroup({ 'load_balancing.algorithm.type': 'least_outstanding_requests' });
  const slow = ask({ path: '/wait' });
  await expect.poll(() => waiting.length).toBe(1);
  const tasks = new Set<unknown>();
  for (let turn = 0; turn < 4; turn += 1) tasks.add((await ask()).headers['x-task']);
  waiting[0]?.();
  expect([...tasks]).toEqual([String(1 - Number((await slow).headers['x-task']))]);
});

test('a target in slow start gets a share that grows with time', async () => {
  await replaceTasks(stage, echo);
  await setGroup({ 'slow_start.duration_seconds': '100' });
  const fresh = blue().targets[1];
  if (!fresh) throw new Error('there is no second target');
  fresh.slowStartAt = stage.time.now();
  const share = async (): Promise<number> => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask()));
    const counts = [0, 1].map(task => answers.filter(({ headers }) => headers['x-task'] === String(task)).length);
    return Math.min(...counts) / 200;
  };
  expect(await share()).toBeLessThan(0.08);
  await stage.time.advance(50);
  const half = await share();
  expect(half).toBeGreaterThan(0.2);
  expect(half).toBeLessThan(0.47);
  await stage.time.advance(51);
  // One of 200 may still be owed to the other target from the turn that was under way.
  expect(await share()).toBeGreaterThanOrEqual(0.495);
  expect(fresh.slowStartAt).toBeUndefined();
});

test('a WebSocket stays with its target, and is closed when that has drained', async () => {
  const servers = await replaceTasks(stage, echo);
  for (const [task, server] of servers.entries()) {
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, { headers }) => {
      socket.on('message', (data: Buffer) => socket.send(`${task} ${data.toString()} ${String(headers['x-forwarded-for'])}`));
    });
  }
  const socket = new WebSocket(`ws://127.0.0.1:${url.port}/chat`);
  await once(socket, 'open');
  const said = async (text: string): Promise<string> => {
    socket.send(text);
    const [data] = await once(socket, 'message');
    return String(data);
  };
  const [task] = (await said('one')).split(' ');
  expect(await said('two')).toBe(`${task} two 127.0.0.1`);
  for (const { id, port } of blue().targets) deregisterTarget(stage.sandbox.world(), blue(), id, port);
  expect((await ask()).status).toBe(503);
  await stage.time.advance(29);
  expect(await said('three')).toBe(`${task} three 127.0.0.1`);
  const closed = once(socket, 'close');
  await stage.time.advance(1);
  await closed;
});

test('a request for an upgrade that the target does not grant is answered like any other', async () => {
  const refused = new WebSocket(`ws://127.0.0.1:${url.port}/`);
  const [, response] = await once(refused, 'unexpected-response');
  expect(response.statusCode).toBe(200);
  refused.on('error', () => undefined).terminate();
});

test('the figures of requests, answers, times and hosts go to CloudWatch', async () => {
  await replaceTasks(stage, () => (request, response) => {
    response.statusCode = Number(request.url?.slice(1) || 200);
    response.end('x');
  });
  for (const path of ['/200', '/200', '/404', '/500']) await ask({ path });
  const world = stage.sandbox.world();
  flushFigures(world);
  const sums = Object.fromEntries(
    [...world.runtime.metrics.values()]
      .filter(({ namespace, dimensions }) => namespace === 'AWS/ApplicationELB' && 'LoadBalancer' in dimensions)
      .map(({ name, dimensions, points }) => [
        `${name}${'TargetGroup' in dimensions ? ' of the group' : ''}`,
        Object.values(points).flat().at(-1),
      ]),
  );
  expect(sums).toMatchObject({
    RequestCount: { sum: 4 },
    'RequestCount of the group': { sum: 4 },
    'RequestCountPerTarget of the group': { sum: 2 },
    HTTPCode_Target_2XX_Count: { sum: 2 },
    'HTTPCode_Target_4XX_Count of the group': { sum: 1 },
    'HTTPCode_Target_5XX_Count of the group': { sum: 1 },
    'TargetResponseTime of the group': { sampleCount: 4 },
    'HealthyHostCount of the group': { maximum: 2 },
    'UnHealthyHostCount of the group': { maximum: 0 },
    NewConnectionCount: { sum: 4 },
  });
  const metric = [...world.runtime.metrics.values()].find(({ name, dimensions }) => name === 'RequestCount' && 'TargetGroup' in dimensions);
  expect(metric?.dimensions).toEqual({
    LoadBalancer: expect.stringMatching(/^app\/demo\/[0-9a-f]{16}$/),
    TargetGroup: expect.stringMatching(/^targetgroup\/demo-blue\/[0-9a-f]{16}$/),
  });
});
