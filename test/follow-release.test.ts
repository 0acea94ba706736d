import { StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { StopPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../src/aws/connect.ts';
import { followRelease, type Followed } from '../src/follow-release.ts';
import { en } from '../src/i18n/en.ts';
import type { Prepared } from '../src/prepare.ts';
import { startExecution } from '../src/release/execution.ts';
import type { Session } from '../src/session.ts';
import { createOutput } from '../src/ui/output.ts';
import { createGroup, deploy, startRelease } from './helpers/release.ts';
import { memoryIo } from './helpers/memory.ts';
import { register, webTask } from './helpers/stage.ts';
import { connectTo, startPipeline, whileTimePasses } from './release/stage.ts';

const CONFIG = {
  pipeline: { name: 'web' },
  codedeploy: { application: 'web', group: 'web' },
  service: { cluster: 'demo', name: 'web' },
} as Prepared['config'];

const SETUP = { app: { container: 'web', port: 80 } } as Prepared['setup'];

function sessionOf(options: Session['options'], io = memoryIo()): Session {
  const colour = new Chalk({ level: 0 });
  const output = createOutput(io, false);
  const session = { io, options, output, colour, resultColour: colour, messages: en, language: 'en', interactive: false } as const;
  return { ...session, commandLine: 'wizard release', stopped: () => false, signal: new AbortController().signal };
}

const follow = (aws: Connection, followed: Followed, options: Session['options'] = {}) =>
  followRelease(sessionOf(options), { aws, config: CONFIG, setup: SETUP }, followed, 'traffic');

/** A deployment whose tasks crash at their start. */
async function startSick() {
  const release = await startRelease();
  await createGroup(release);
  const containerDefinitions = webTask(release).containerDefinitions?.map(one => ({ ...one, image: 'sandbox/crash-at-start:latest' }));
  return { release, deploymentId: await deploy(release, await register(release, { containerDefinitions })) };
}

describe('followRelease', () => {
  it('stops a failing deployment again where the first stop was lost on its way', async () => {
    const { release, deploymentId } = await startSick();
    const aws = await connectTo(release);
    let stops = 0;
    const send = (command: object, ...rest: never[]) => {
      if (command instanceof StopDeploymentCommand) {
        stops += 1;
        if (stops === 1) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      }
      return (aws.codedeploy.send as (...args: unknown[]) => unknown)(command, ...rest);
    };
    const shaky = { ...aws, codedeploy: { ...aws.codedeploy, send: send as typeof aws.codedeploy.send } };
    const following = whileTimePasses(release, follow(shaky, { deploymentId }, { failFast: true }));
    await expect(following).rejects.toMatchObject({ code: 'deploymentFailed', facts: { ended: 'failFast', rolledBack: true } });
    expect(stops).toBe(2);
  });

  it('says that a failing deployment may not be stopped, and goes on until it fails by itself', async () => {
    const { release, deploymentId } = await startSick();
    const aws = await connectTo(release);
    const send = (command: object, ...rest: never[]) => {
      if (command instanceof StopDeploymentCommand) {
        const message = 'User: arn:aws:iam::111122223333:user/kim is not authorized to perform: codedeploy:StopDeployment on resource: *';
        throw Object.assign(new Error(message), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
      }
      return (aws.codedeploy.send as (...args: unknown[]) => unknown)(command, ...rest);
    };
    const forbidden = { ...aws, codedeploy: { ...aws.codedeploy, send: send as typeof aws.codedeploy.send } };
    const io = memoryIo();
    const session = sessionOf({ failFast: true }, io);
    const place = { aws: forbidden, config: CONFIG, setup: SETUP };
    const following = whileTimePasses(release, followRelease(session, place, { deploymentId }, 'traffic'));
    await expect(following).rejects.toMatchObject({ code: 'deploymentFailed', facts: { ended: expect.not.stringMatching('failFast') } });
    expect(io.stderr.text).toContain('cannot be stopped: codedeploy:StopDeployment is not allowed');
  });

  it('starts the pipeline again where the execution was pushed aside by one that was stopped as its twin', async () => {
    const pipeline = await startPipeline();
    await startExecution(pipeline.aws, 'web');
    await pipeline.time.advance(20);
    const executionId = await startExecution(pipeline.aws, 'web');
    await pipeline.time.advance(20);
    const twin = await startExecution(pipeline.aws, 'web');
    await pipeline.time.advance(20);
    const reason = `Same files and image as execution ${executionId}`;
    await pipeline.codepipeline.send(new StopPipelineExecutionCommand({ pipelineName: 'web', pipelineExecutionId: twin, reason }));
    const live = await whileTimePasses(pipeline, follow(pipeline.aws, { executionId }));
    expect([executionId, twin]).not.toContain(live.executionId);
  });
});
