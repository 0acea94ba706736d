import { CloudWatchClient, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';
import { signed } from '../helpers/services.ts';

test('what the SDK compresses because it is large is read', async () => {
  const sandbox = await startTestSandbox();
  const cloudwatch = new CloudWatchClient(clientConfig(sandbox));
  const MetricData = Array.from({ length: 300 }, (_, number) => ({ MetricName: `a-metric-with-a-long-name-${number}`, Value: number }));
  let encoding: string | undefined;
  cloudwatch.middlewareStack.add(
    next => args => {
      encoding = Object.entries((args.request as { headers: Record<string, string> }).headers).find(
        ([name]) => name.toLowerCase() === 'content-encoding',
      )?.[1];
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'app', MetricData }));
  expect(encoding).toBe('gzip');
  const { Metrics } = await new CloudWatchClient(clientConfig(sandbox)).send(new ListMetricsCommand({ Namespace: 'app' }));
  expect(Metrics).toHaveLength(300);
});

test.each([
  ['no gzip', Buffer.from('{}')],
  ['gzip that inflates without end', gzipSync(Buffer.alloc(100_000_000))],
])('a body that says gzip and is %s is refused', async (_what, body) => {
  const sandbox = await startTestSandbox();
  const headers = signed('ecs', {
    'content-type': 'application/x-amz-json-1.1',
    'content-encoding': 'gzip',
    'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters',
  });
  const response = await fetch(sandbox.endpoint, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('SerializationException');
});
