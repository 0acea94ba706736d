import { CreateClusterCommand, DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/aws/explain.ts';
import { makeServices } from '../../src/aws/clients.ts';
import { UserError } from '../../src/errors.ts';
import { answer, settings, startServer } from './server.ts';

const thrown = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => expect.fail('nothing was thrown'),
    (error: unknown) => error,
  );

/** What is made of an answer to `ecs:CreateCluster`. */
async function explained(status: number, body: string | object, headers: Readonly<Record<string, string>> = {}) {
  const { endpoint } = await startServer(response => answer(response, status, body, headers));
  const { ecs } = makeServices(settings({ endpoint }));
  return explain(await thrown(ecs.send(new CreateClusterCommand({}))));
}

describe('explain', () => {
  it('leaves a problem as it is, and does not explain a fault of ours', () => {
    const problem = new UserError('regionMissing', {});
    expect(explain(problem)).toBe(problem);
    expect(explain(new TypeError('x is not a function'))).toBeUndefined();
    expect(explain('text')).toBeUndefined();
  });

  it.each<[string, object, string, object]>([
    [
      'a denial with everything in its message',
      {
        __type: 'AccessDeniedException',
        message:
          'User: arn:aws:iam::111122223333:user/jo is not authorized to perform: ecs:CreateCluster on resource: arn:aws:ecs:us-east-1:111122223333:cluster/a because no identity-based policy allows the ecs:CreateCluster action',
      },
      'accessDenied',
      {
        action: 'ecs:CreateCluster',
        resource: 'arn:aws:ecs:us-east-1:111122223333:cluster/a',
        principal: 'arn:aws:iam::111122223333:user/jo',
      },
    ],
    [
      'a denial that says nothing',
      { __type: 'AccessDeniedException', message: 'Access Denied' },
      'accessDenied',
      { action: 'ecs:CreateCluster', resource: '*', principal: '?' },
    ],
    [
      'a denial of a call that AWS makes for this one',
      {
        __type: 'AccessDeniedException',
        message: 'User: arn:aws:sts::1:assumed-role/ci/x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/app.',
      },
      'accessDenied',
      { action: 'iam:PassRole', resource: 'arn:aws:iam::1:role/app' },
    ],
    [
      'a denial by a policy of the organisation',
      {
        __type: 'AccessDeniedException',
        message:
          'User: arn:x is not authorized to perform: ecs:CreateCluster on resource: arn:y with an explicit deny in a service control policy',
      },
      'explicitDeny',
      { resource: 'arn:y', policy: 'service control policy' },
    ],
    [
      'expired credentials',
      { __type: 'ExpiredTokenException', message: 'The security token included in the request is expired' },
      'credentialsExpired',
      { error: 'ExpiredTokenException' },
    ],
    [
      'unknown credentials',
      { __type: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' },
      'credentialsRefused',
      {},
    ],
    [
      'a quota',
      { __type: 'LimitExceededException', message: 'The limit for your resource has been exceeded.' },
      'quotaReached',
      { action: 'ecs:CreateCluster' },
    ],
    [
      'an operation that an emulator does not know',
      { __type: 'UnknownOperationException', message: '' },
      'notImplemented',
      { action: 'ecs:CreateCluster' },
    ],
    [
      'anything else',
      { __type: 'InvalidParameterException', message: 'Cluster name must be shorter.' },
      'awsRefused',
      { action: 'ecs:CreateCluster', error: 'InvalidParameterException', message: 'Cluster name must be shorter.' },
    ],
  ])('%s', async (_what, body, code, facts) => {
    expect(await explained(400, body)).toMatchObject({ code, facts });
  });

  it.each([
    ['501', 501, '<html><body>Not Implemented</body></html>'],
    ['405', 405, 'method not allowed'],
    ['a page of HTML', 404, '<!doctype html><title>Not found</title>'],
  ])('an emulator that answers %s', async (_what, status, body) => {
    expect(await explained(status, body, { 'content-type': 'text/html' })).toMatchObject({
      code: 'notImplemented',
      facts: { action: 'ecs:CreateCluster' },
    });
  });

  it('a server that takes the call and answers what no SDK can read', async () => {
    const page = await explained(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' });
    expect(page).toMatchObject({ code: 'answerUnreadable', facts: { action: 'ecs:CreateCluster' } });
  });

  it('a wrong clock, with how much it is off', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const body = {
      __type: 'InvalidSignatureException',
      message: 'Signature expired: 20200101T000000Z is now earlier than 20260101T000000Z',
    };
    const problem = await explained(400, body, { date });
    expect(problem).toMatchObject({ code: 'clockSkew', facts: { seconds: expect.closeTo(-3600, -1) } });
  });

  it('throttling that did not end, with the time for which it was tried again', async () => {
    const { endpoint } = await startServer(response => answer(response, 400, { __type: 'ThrottlingException', message: 'Rate exceeded' }));
    const { ecs } = makeServices(settings({ endpoint }));
    const begun = performance.now();
    const error = explain(await thrown(ecs.send(new DescribeClustersCommand({}))));
    const seconds = Math.round((performance.now() - begun) / 1000);
    expect(error).toMatchObject({ code: 'throttled', facts: { action: 'ecs:DescribeClusters', seconds: expect.closeTo(seconds, 0) } });
  });

  it('XML denials of the query and EC2 protocols', async () => {
    const xml = (code: string, message: string): string =>
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
    const { endpoint } = await startServer((response, { body }) =>
      answer(
        response,
        403,
        body.includes('DescribeVpcs')
          ? '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation. User: arn:u is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action</Message></Error></Errors><RequestID>r</RequestID></Response>'
          : xml('AccessDenied', 'User: arn:u is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::1:role/x'),
        { 'content-type': 'text/xml' },
      ),
    );
    const { iam, ec2 } = makeServices(settings({ endpoint }));
    expect(explain(await thrown(iam.send(new CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: '{}' }))))).toMatchObject({
      code: 'accessDenied',
      facts: { action: 'iam:CreateRole', resource: 'arn:aws:iam::1:role/x', principal: 'arn:u' },
    });
    expect(explain(await thrown(ec2.send(new DescribeVpcsCommand({}))))).toMatchObject({
      code: 'accessDenied',
      facts: { action: 'ec2:DescribeVpcs', resource: '*', principal: 'arn:u' },
    });
  });

  it('no connection', async () => {
    const { ecs } = makeServices(settings({ endpoint: 'http://127.0.0.1:1' }));
    expect(explain(await thrown(ecs.send(new DescribeClustersCommand({}))))).toMatchObject({
      code: 'unreachable',
      facts: { error: 'ECONNREFUSED' },
    });
  });
});
