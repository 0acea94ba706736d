import { describe, expect, it } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { runningDeployment } from '../../src/release/running.ts';
import { createGroup, deploy, hasShifted, isOver, startRelease, until } from '../helpers/release.ts';
import { register } from '../helpers/stage.ts';

async function start() {
  const release = await startRelease();
  await createGroup(release);
  const { endpoint, region } = release.sandbox;
  return { release, aws: await connect({ app: 'web', env: 'default', endpoint, region, sandbox: true }) };
}

describe('runningDeployment', () => {
  it('is undefined while nothing runs, before and after a deployment', async () => {
    const { release, aws } = await start();
    expect(await runningDeployment(aws, 'web', 'web')).toBeUndefined();
    await until(release, await deploy(release, await register(release)), isOver);
    expect(await runningDeployment(aws, 'web', 'web')).toBeUndefined();
  });

  it('tells whether the new version serves already', async () => {
    const { release, aws } = await start();
    const deploymentId = await deploy(release, await register(release));
    expect(await runningDeployment(aws, 'web', 'web')).toEqual({ deploymentId, shifted: false, isRollback: false });
    await until(release, deploymentId, hasShifted);
    expect(await runningDeployment(aws, 'web', 'web')).toEqual({ deploymentId, shifted: true, isRollback: false });
  });
});
