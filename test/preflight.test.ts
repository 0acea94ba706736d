import { expect, it, vi } from 'vitest';
import { connect } from '../src/aws/connect.ts';
import type { Change } from '../src/engine/types.ts';
import { checkNamed } from '../src/preflight.ts';
import { en } from '../src/i18n/en.ts';
import { createSetup } from '../src/setup.ts';
import { resolveConfig } from '../src/resolve-config.ts';
import { putErrorAlarm } from './helpers/error-alarm.ts';
import { makeDockerSave, makeImage } from './helpers/make-image.ts';
import { startTestSandbox } from './helpers/sandbox.ts';

const create = (id: string): Change => ({ id, type: '', step: '', action: 'create', fields: [], needs: [] });

const quiet = (event: () => void) => ({ output: { event, note() {} }, messages: en }) as unknown as Parameters<typeof checkNamed>[0];

it('names every image and alarm that is not there before anything is made', async () => {
  const { endpoint, region } = await startTestSandbox();
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true, pace: 0.01 });
  await putErrorAlarm(aws.cloudwatch);
  const answers = { 'image.from': 'sandbox/sample:v9', 'codedeploy.alarms': ['errors', 'slow', 'full'] };
  const { config } = resolveConfig({ region, ...answers }, { env: 'default', sandbox: false, region });
  const prepared = { aws, config, setup: createSetup(config, aws), state: { entries: {} } } as unknown as Parameters<typeof checkNamed>[1];
  const plan = { changes: [create('image'), create('deployment-group')] } as unknown as Parameters<typeof checkNamed>[2];
  await expect(checkNamed(quiet(vi.fn()), prepared, plan)).rejects.toMatchObject({
    errors: [{ code: 'imageNotFound' }, { code: 'alarmsUnknown', facts: { alarms: 'slow, full', region } }],
  });
});

it('tells when the image says that it listens on another port', async () => {
  const { endpoint, region } = await startTestSandbox();
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true, pace: 0.01 });
  const archive = await makeDockerSave(await makeImage('amd64', 'hello', 8080));
  const check = async (port: number) => {
    const answers = { 'image.type': 'archive', 'image.from': archive, 'taskdef.port': port } as const;
    const { config } = resolveConfig({ region, ...answers }, { env: 'default', sandbox: false, region });
    const prepared = { aws, config, setup: createSetup(config, aws), state: { entries: {} } } as unknown as Parameters<
      typeof checkNamed
    >[1];
    const event = vi.fn();
    await checkNamed(quiet(event), prepared, { changes: [create('image')] });
    return event.mock.calls.flat();
  };
  expect(await check(80)).toEqual([{ type: 'note', code: 'portElsewhere', ports: '8080', port: 80 }]);
  expect(await check(8080)).toEqual([]);
});
