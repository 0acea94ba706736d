import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../../src/aws/calls.ts';
import { connect } from '../../src/aws/connect.ts';
import { explain } from '../../src/aws/explain.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { becomeUser } from './aws-files.ts';
import { answer, startServer } from './server.ts';

afterEach(() => void vi.unstubAllEnvs());

const setup = { app: 'demo', env: 'dev' };
const thrown = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => expect.fail('nothing was thrown'),
    (error: unknown) => error,
  );

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws-cn:iam::444455556666:user/jo</Arn><UserId>u</UserId><Account>444455556666</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'cn-north-1' };

describe('connecting to AWS', () => {
  it('finds out who we are and where, and tells of every call', async () => {
    const { endpoint } = await startServer(response => answer(response, 200, IDENTITY, { 'content-type': 'text/xml' }));
    await becomeUser({}, KEYS);
    const calls: Call[] = [];
    const aws = await connect({ ...setup, endpoint, onCall: call => calls.push(call) });
    expect(aws).toMatchObject({
      account: '444455556666',
      partition: 'aws-cn',
      principal: 'arn:aws-cn:iam::444455556666:user/jo',
      region: 'cn-north-1',
      owner: 'demo/dev',
      sandbox: false,
      pace: 1,
      endpoint,
      notes: [],
    });
    expect(calls).toMatchObject([{ service: 'sts', operation: 'GetCallerIdentity' }]);
  });

  it('is not kept from it by three failures in a row', async () => {
    const { endpoint, received } = await startServer((response, _request, count) =>
      count < 4 ? answer(response, 503, '') : answer(response, 200, IDENTITY, { 'content-type': 'text/xml' }),
    );
    await becomeUser({}, KEYS);
    expect(await connect({ ...setup, endpoint })).toMatchObject({ account: '444455556666' });
    expect(received).toHaveLength(4);
  });

  it('honours AWS_ENDPOINT_URL', async () => {
    const { endpoint, received } = await startServer(response => answer(response, 200, IDENTITY, { 'content-type': 'text/xml' }));
    await becomeUser({}, { ...KEYS, AWS_ENDPOINT_URL: endpoint });
    expect(await connect(setup)).toMatchObject({ endpoint, account: '444455556666' });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['nothing', ''],
    ['the page of a network', '<!DOCTYPE html><html><body><p>Sign in<br></body></html>'],
    ['a page that is XML', '<html><body>Sign in</body></html>'],
    ['an account that is none', IDENTITY.replace('<Account>444455556666', '<Account>none')],
    ['no ARN', IDENTITY.replace(/<Arn>.*<\/Arn>/, '')],
  ])('is refused by what answers with %s', async (_what, body) => {
    const { endpoint } = await startServer(response => answer(response, 200, body, { 'content-type': 'text/html' }));
    await becomeUser({}, KEYS);
    expect(await thrown(connect({ ...setup, endpoint }))).toMatchObject({ code: 'notAws', facts: { host: endpoint } });
  });

  it('refuses an AWS_ENDPOINT_URL that is none', async () => {
    await becomeUser({}, { ...KEYS, AWS_ENDPOINT_URL: 'foo' });
    expect(await thrown(connect(setup))).toMatchObject({ code: 'endpointForm', facts: { from: 'AWS_ENDPOINT_URL', value: 'foo' } });
  });

  it('shows nothing before the @ of an AWS_ENDPOINT_URL that is none', async () => {
    await becomeUser({}, { ...KEYS, AWS_ENDPOINT_URL: 'ht!tp://me:secret@x' });
    expect(await thrown(connect(setup))).toMatchObject({ code: 'endpointForm', facts: { value: '***@x' } });
  });

  it.each([
    ['given', { profile: 'work' }, {}],
    ['in AWS_PROFILE', {}, { AWS_PROFILE: 'work' }],
  ])('goes to the endpoint_url of the profile that is %s', async (_where, options, variables) => {
    const { endpoint } = await startServer(response => answer(response, 200, IDENTITY, { 'content-type': 'text/xml' }));
    const keys = 'aws_access_key_id = a\naws_secret_access_key = b\nregion = eu-west-1';
    await becomeUser(
      { config: `[default]\nendpoint_url = http://127.0.0.1:9\n[profile work]\nendpoint_url = ${endpoint}\n${keys}\n` },
      variables,
    );
    expect(await connect({ ...setup, ...options })).toMatchObject({ account: '444455556666', profile: 'work' });
  });

  it('says that no region is set', async () => {
    await becomeUser({}, { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
    expect(await thrown(connect(setup))).toMatchObject({ code: 'regionMissing' });
  });

  it('notes that the profile in AWS_PROFILE was preferred to keys', async () => {
    const { endpoint } = await startServer(response => answer(response, 200, IDENTITY, { 'content-type': 'text/xml' }));
    await becomeUser({ credentials: '[work]\naws_access_key_id = a\naws_secret_access_key = b\n' }, { ...KEYS, AWS_PROFILE: 'work' });
    const { notes, profile } = await connect({ ...setup, endpoint });
    expect([notes, profile]).toEqual([[{ code: 'profileOverKeys', facts: { profile: 'work' } }], 'work']);
  });
});

describe('connecting to the sandbox', () => {
  it('needs neither credentials nor a region', async () => {
    await becomeUser({});
    const { endpoint } = await startTestSandbox();
    const aws = await connect({ ...setup, sandbox: true, endpoint });
    expect(aws).toMatchObject({ account: '111122223333', region: 'us-east-1', sandbox: true, endpoint });
    expect(aws.pace).toBeCloseTo(1 / 600);
    const calls: Call[] = [];
    const end = aws.onCall(call => calls.push(call));
    await aws.ecs.send(new CreateClusterCommand({ clusterName: 'a' }));
    end();
    await aws.ecs.send(new CreateClusterCommand({ clusterName: 'b' }));
    expect(calls).toMatchObject([{ operation: 'CreateCluster', input: { clusterName: 'a' } }]);
  });

  it('says that the sandbox is gone, when it is killed in the midst of it', async () => {
    await becomeUser({});
    const { endpoint, close } = await startTestSandbox();
    const aws = await connect({ ...setup, sandbox: true, endpoint });
    await close();
    const error = explain(await thrown(aws.ecs.send(new CreateClusterCommand({ clusterName: 'a' }))));
    expect(error).toMatchObject({ code: 'sandboxGone', facts: { endpoint, error: 'ECONNREFUSED' } });
  });

  it('uses neither the profile nor the keys of the user, and takes his region', async () => {
    await becomeUser(
      { config: '[profile work]\nregion = eu-west-1\ncredential_process = false\n' },
      { AWS_PROFILE: 'work', AWS_ENDPOINT_URL: 'https://example.invalid' },
    );
    const { endpoint } = await startTestSandbox();
    expect(await connect({ ...setup, sandbox: true, endpoint })).toMatchObject({ account: '111122223333', region: 'eu-west-1', endpoint });
  });

  it('refuses an address that is not this machine', async () => {
    expect(await thrown(connect({ ...setup, sandbox: true, endpoint: 'https://ecs.us-east-1.amazonaws.com' }))).toMatchObject({
      code: 'endpointNotLocal',
      facts: { host: 'ecs.us-east-1.amazonaws.com' },
    });
  });

  it('refuses another server at the address, and one that is silent', async () => {
    const { endpoint } = await startServer(response => answer(response, 200, { name: 'another' }));
    expect(await thrown(connect({ ...setup, sandbox: true, endpoint }))).toMatchObject({ code: 'sandboxSilent', facts: { endpoint } });
    expect(await thrown(connect({ ...setup, sandbox: true, endpoint: 'http://127.0.0.1:9' }))).toMatchObject({ code: 'sandboxSilent' });
  });
});
