import { DescribeClustersCommand, CreateClusterCommand, paginateListClusters, DeleteClusterCommand } from '@aws-sdk/client-ecs';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { callOf, type Call } from '../../src/aws/calls.ts';
import { isRepeatable, makeServices } from '../../src/aws/clients.ts';
import { Stopped } from '../../src/engine/stopped.ts';
import { isProblem } from '../../src/errors.ts';
import { answer, settings, startServer } from './server.ts';

describe('a run that is stopped', () => {
  const silent = async () => {
    const stopping = new AbortController();
    const { endpoint, received } = await startServer((response, { operation }) => {
      if (operation === 'CreateCluster') answer(response, 200, { cluster: {} });
      else stopping.abort();
      if (received.length > 1) answer(response, 200, {});
    });
    return { stopping, received, ...makeServices(settings({ endpoint, stopping: stopping.signal })) };
  };

  it('drops what it looks at, and begins nothing', async () => {
    const { ecs, received } = await silent();
    await expect(ecs.send(new DescribeClustersCommand({}))).rejects.toThrow(Stopped);
    await expect(ecs.send(new CreateClusterCommand({}))).rejects.toThrow(Stopped);
    expect(received).toHaveLength(1);
  });

  it('drops the pages of a list', async () => {
    const { ecs } = await silent();
    const pages = paginateListClusters({ client: await ecs.reader() }, {});
    await expect(pages.next()).rejects.toThrow(Stopped);
  });

  it('finishes what is in flight once it has begun something', async () => {
    const { ecs, received, stopping } = await silent();
    await ecs.send(new CreateClusterCommand({}));
    expect(await ecs.send(new DescribeClustersCommand({}))).toBeDefined();
    expect([received.length, stopping.signal.aborted]).toEqual([2, true]);
  });
});

describe('what goes out', () => {
  it('sends a creation once when the socket drops after it arrived', async () => {
    const { endpoint, received } = await startServer(response => response.socket?.destroy());
    const { ecs } = makeServices(settings({ endpoint }));
    await expect(ecs.send(new CreateClusterCommand({ clusterName: 'a' }))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(received).toHaveLength(1);
  });

  it('sends a creation once when the server answers 500', async () => {
    const { endpoint, received } = await startServer(response => answer(response, 500, { __type: 'ServerException', message: 'oops' }));
    const { ecs } = makeServices(settings({ endpoint }));
    await expect(ecs.send(new CreateClusterCommand({ clusterName: 'a' }))).rejects.toMatchObject({ name: 'ServerException' });
    expect(received).toHaveLength(1);
  });

  it('sends a creation again while it is throttled, since that had no effect', async () => {
    const { endpoint, received } = await startServer((response, _request, count) =>
      count < 4
        ? answer(response, 400, { __type: 'ThrottlingException', message: 'Rate exceeded' })
        : answer(response, 200, { cluster: {} }),
    );
    const { ecs } = makeServices(settings({ endpoint }));
    await ecs.send(new CreateClusterCommand({ clusterName: 'a' }));
    expect(received).toHaveLength(4);
  });

  it('does not take a quota for throttling', async () => {
    const { endpoint, received } = await startServer(response =>
      answer(response, 400, { __type: 'LimitExceededException', message: 'no more' }),
    );
    const { ecs } = makeServices(settings({ endpoint }));
    await expect(ecs.send(new CreateClusterCommand({}))).rejects.toMatchObject({ name: 'LimitExceededException' });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['a read', new DescribeClustersCommand({})],
    ['a deletion', new DeleteClusterCommand({ cluster: 'a' })],
  ])('sends %s again when the answer is lost', async (_what, command) => {
    const { endpoint, received } = await startServer((response, _request, count) =>
      count === 1 ? response.socket?.destroy() : answer(response, 200, {}),
    );
    const { ecs } = makeServices(settings({ endpoint }));
    await ecs.send(command as DescribeClustersCommand);
    expect(received).toHaveLength(2);
  });

  it.each([
    ['DescribeServices', true],
    ['GetAuthorizationToken', true],
    ['BatchCheckLayerAvailability', true],
    ['HeadBucket', true],
    ['PutRolePolicy', true],
    ['ModifyLoadBalancerAttributes', true],
    ['TagResource', true],
    ['BatchDeleteImage', true],
    ['CreateService', false],
    ['RegisterTaskDefinition', false],
    ['RunTask', false],
    ['StartPipelineExecution', false],
    ['UpdateService', false],
    ['PutFile', false],
    ['PutImage', false],
    ['PutApprovalResult', false],
    ['AuthorizeSecurityGroupIngress', false],
  ])('%s may be repeated: %s', (operation, repeatable) => {
    expect(isRepeatable(operation)).toBe(repeatable);
  });
});

describe('one of everything', () => {
  it('asks for credentials through one provider and tells of each call, also those of a paginator', async () => {
    const { endpoint } = await startServer((response, request) =>
      request.operation === 'CreateCluster'
        ? answer(response, 400, { __type: 'AccessDeniedException', message: 'no' })
        : answer(response, 200, { clusterArns: [] }),
    );
    const calls: Call[] = [];
    const { ecs } = makeServices(settings({ endpoint, onCall: call => calls.push(call) }));
    const refusal: unknown = await ecs.send(new CreateClusterCommand({ clusterName: 'a' })).catch((error: unknown) => error);
    const pages: object[] = [];
    for await (const page of paginateListClusters({ client: await ecs.reader() }, {})) pages.push(page);
    expect(pages).toHaveLength(1);
    expect(calls).toMatchObject([
      { service: 'ecs', operation: 'CreateCluster', input: { clusterName: 'a' }, error: { name: 'AccessDeniedException' } },
      { service: 'ecs', operation: 'ListClusters' },
    ]);
    expect(calls[1]).not.toHaveProperty('error');
    expect(callOf(refusal)).toMatchObject({ action: 'ecs:CreateCluster', endpoint });
  });

  it('shares one request handler among all clients', async () => {
    const services = makeServices(settings({ endpoint: 'http://127.0.0.1:1' }));
    const [ecs, s3] = [await services.ecs.reader(), await services.s3.reader()];
    expect(ecs.config.requestHandler).toBe(s3.config.requestHandler);
  });
});

describe('in a rehearsal', () => {
  it('lets no request leave the machine', async () => {
    const { ecs } = makeServices(settings({ endpoint: 'http://192.0.2.1', local: true }));
    const error: unknown = await ecs.send(new DescribeClustersCommand({})).catch((thrown: unknown) => thrown);
    expect(isProblem(error, 'endpointNotLocal') && error.facts).toEqual({ service: 'ecs', host: '192.0.2.1' });
  });

  it('addresses buckets by path, since a name before the address would not resolve', async () => {
    const paths: (string | undefined)[] = [];
    const { endpoint } = await startServer((response, request) => {
      paths.push(request.url);
      response.end();
    });
    const { s3 } = makeServices(settings({ endpoint, local: true }));
    await s3.send(new CreateBucketCommand({ Bucket: 'artifacts' }));
    expect(paths).toEqual(['/artifacts/']);
  });
});
