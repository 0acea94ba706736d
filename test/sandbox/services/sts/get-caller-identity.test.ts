import { GetAccessKeyInfoCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { clientConfig, startTestSandbox } from '../../../helpers/sandbox.ts';

test('a client learns who it is', async () => {
  const sts = new STSClient(clientConfig(await startTestSandbox()));
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/sandbox',
  });
  expect(await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: 'AKIASANDBOX000000000' }))).toMatchObject({ Account: '111122223333' });
});
