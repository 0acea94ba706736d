import { expect, it } from 'vitest';
import { connect } from '../src/aws/connect.ts';
import type { Change } from '../src/engine/types.ts';
import { checkNamed } from '../src/preflight.ts';
import { createSetup } from '../src/setup.ts';
import { resolveConfig } from '../src/resolve-config.ts';
import { putErrorAlarm } from './helpers/error-alarm.ts';
import { startTestSandbox } from './helpers/sandbox.ts';

it('names every image and alarm that is not there before anything is made', async () => {
  const { endpoint, region } = await startTestSandbox();
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true, pace: 0.01 });
  await putErrorAlarm(aws.cloudwatch);
  const answers = { 'image.from': 'sandbox/sample:v9', 'codedeploy.alarms': ['errors', 'slow', 'full'] };
  const { config } = resolveConfig({ region, ...answers }, { env: 'default', sandbox: false, region });
  const prepared = { aws, config, setup: createSetup(config, aws) } as unknown as Parameters<typeof checkNamed>[0];
  const create = (id: string): Change => ({ id, type: '', step: '', action: 'create', fields: [], needs: [] });
  const plan = { changes: [create('image'), create('deployment-group')] } as unknown as Parameters<typeof checkNamed>[1];
  await expect(checkNamed(prepared, plan)).rejects.toMatchObject({
    errors: [{ code: 'imageNotFound' }, { code: 'alarmsUnknown', facts: { alarms: 'slow, full', region } }],
  });
});
