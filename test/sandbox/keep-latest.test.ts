import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient, CreateApplicationCommand, ListApplicationRevisionsCommand } from '@aws-sdk/client-codedeploy';
import { expect, test } from 'vitest';
import { keepLatest } from '../../src/sandbox/keep-latest.ts';
import { registerRevision } from '../../src/sandbox/services/codedeploy/revision.ts';
import { writeLog } from '../../src/sandbox/services/logs/write-log.ts';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';

test('the oldest that may go are removed, and no more than must be', () => {
  const items = [1, 2, 3, 4, 5];
  keepLatest(items, 3, item => item !== 1);
  expect(items).toEqual([1, 4, 5]);
  const few = { a: 1, b: 2 };
  keepLatest(few, 2);
  expect(few).toEqual({ a: 1, b: 2 });
  keepLatest(few, 1);
  expect(few).toEqual({ b: 2 });
  keepLatest(few, 0, () => false);
  expect(few).toEqual({ b: 2 });
});

test('a service that goes on crashing does not fill the sandbox with log streams', async () => {
  const sandbox = await startTestSandbox();
  const logs = new CloudWatchLogsClient(clientConfig(sandbox));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'web' }));
  for (let number = 1; number <= 1005; number += 1) writeLog(sandbox.world(), 'web', `web/web/${number}`, 'crash');
  expect(Object.keys(sandbox.world().state.logs.groups['web']?.streams ?? {})).toHaveLength(1000);
  const found = (logStreamNamePrefix: string) => logs.send(new DescribeLogStreamsCommand({ logGroupName: 'web', logStreamNamePrefix }));
  expect((await found('web/web/1005')).logStreams).toHaveLength(1);
  expect((await found('web/web/5')).logStreams?.map(({ logStreamName }) => logStreamName)).not.toContain('web/web/5');
});

test('an application keeps its newest revisions', async () => {
  const sandbox = await startTestSandbox();
  const codedeploy = new CodeDeployClient(clientConfig(sandbox));
  await codedeploy.send(new CreateApplicationCommand({ applicationName: 'web', computePlatform: 'ECS' }));
  const application = sandbox.world().state.codedeploy.applications['web'];
  if (!application) throw new Error('no application');
  for (let number = 1; number <= 503; number += 1) {
    registerRevision(sandbox.world(), application, {
      revisionType: 'S3',
      s3Location: { bucket: 'artifacts', key: `${number}.zip`, bundleType: 'zip' },
    });
  }
  const { revisions } = await codedeploy.send(new ListApplicationRevisionsCommand({ applicationName: 'web' }));
  expect(application.revisions).toHaveLength(500);
  expect(revisions?.[0]?.s3Location?.key).toBe('4.zip');
});
