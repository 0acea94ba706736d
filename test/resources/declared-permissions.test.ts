import { afterEach, expect, it, vi } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { KINDS } from '../../src/resources/index.ts';
import { allowing, restrictedCaller } from '../helpers/restricted-caller.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { setUp } from '../helpers/set-up.ts';
import { thePipeline } from './graph.ts';

const DECLARED = [...new Set([...KINDS.values()].flatMap(({ permissions: { read, write } }) => [...read, ...write]))];

/** A set-up in a sandbox of its own, of a user with a policy of these actions on everything. */
async function setUpOfUserWith(actions: readonly string[]) {
  const sandbox = await startTestSandbox();
  const { accessKeyId, secretAccessKey } = restrictedCaller(sandbox.world(), allowing(...actions));
  const environment = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: sandbox.region };
  const others = { AWS_PROFILE: '', AWS_SESSION_TOKEN: '', AWS_ENDPOINT_URL: '' };
  for (const [name, value] of Object.entries({ ...environment, ...others })) vi.stubEnv(name, value);
  // The sandbox's own keys may do everything: the user's come from the environment, as on AWS.
  const aws = Object.assign(await connect({ app: 'demo', env: 'test', endpoint: sandbox.endpoint, pace: 0.01 }), { sandbox: true });
  return { sandbox, ours: setUp(aws) };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

it('are enough for a user with nothing else to make, keep and remove a pipeline', { timeout: 180_000 }, async () => {
  const { sandbox, ours } = await setUpOfUserWith(DECLARED);
  const { nodes } = thePipeline();
  expect(await ours.up(nodes)).toMatchObject({ 'load-balancer': ['create'], 'the-pipeline': ['create'] });
  expect(await ours.up(nodes)).toEqual({});
  await ours.down([]);
  expect(new Set(sandbox.calls().map(({ caller }) => caller))).toEqual(new Set(['arn:aws:iam::111122223333:user/restricted']));
});

it('are not enough without the one to pass roles', { timeout: 180_000 }, async () => {
  const { ours } = await setUpOfUserWith(DECLARED.filter(action => action !== 'iam:PassRole'));
  await expect(ours.up(thePipeline().nodes)).rejects.toMatchObject({
    failures: expect.arrayContaining([
      expect.objectContaining({
        error: expect.objectContaining({ message: expect.stringContaining('not authorized to perform: iam:PassRole') }),
      }),
    ]),
  });
});
