import { GetFileCommand } from '@aws-sdk/client-codecommit';
import { StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { DisableRuleCommand } from '@aws-sdk/client-eventbridge';
import { connect, type Connection } from '../../src/aws/connect.ts';
import type { Answers } from '../../src/config.ts';
import { diagnoseRelease, type Diagnosis } from '../../src/diagnosis/diagnose-release.ts';
import type { State } from '../../src/engine/types.ts';
import { pushImage } from '../../src/image/push-image.ts';
import { recentExecutions } from '../../src/release/execution.ts';
import { commitFiles } from '../../src/release/files.ts';
import { runningDeployment } from '../../src/release/running.ts';
import { resolveConfig } from '../../src/resolve-config.ts';
import { steppedTime, type SteppedTime } from '../../src/sandbox/clock-stepped.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { createSetup, type Setup } from '../../src/setup.ts';
import { allNodes } from '../../src/steps/index.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { setUp } from '../helpers/set-up.ts';
import { whileTimePasses } from '../release/stage.ts';

/** A whole set-up as `wizard init` makes it, in a sandbox whose clock the test moves; its first release is done. */
export interface Shop {
  readonly sandbox: Sandbox;
  readonly time: SteppedTime;
  readonly aws: Connection;
  readonly setup: Setup;
  state(): State;
  /** What `wizard init` does when it is run again. */
  mend(): Promise<void>;
}

export async function startShop(answers: Answers = {}): Promise<Shop> {
  const time = steppedTime();
  const sandbox = await startTestSandbox({ clock: time });
  const { endpoint, region } = sandbox;
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true, pace: 0.001 });
  const given = { app: 'shop', region, 'image.type': 'registry', 'image.from': 'sandbox/sample:v1', ...answers } as const;
  const { config } = resolveConfig(given, { env: 'default', sandbox: true, region });
  const setup = createSetup(config, aws);
  const { up, state } = setUp(aws);
  const mend = async (): Promise<void> => void (await whileTimePasses({ time }, up(allNodes(setup))));
  await mend();
  const shop = { sandbox, time, aws, setup, state, mend };
  await ended(shop, 6000);
  return shop;
}

/** Pushes start nothing any more: the test starts the pipeline itself, once. */
export async function withoutTriggers(shop: Shop): Promise<Shop> {
  const { filesRule, imageRule } = shop.setup.names;
  const turnOff = async (): Promise<void> => {
    for (const Name of [filesRule, imageRule]) await shop.aws.eventbridge.send(new DisableRuleCommand({ Name }));
  };
  await turnOff();
  const mend = async (): Promise<void> => {
    await shop.mend();
    await turnOff();
  };
  return { ...shop, mend };
}

/** Brings an image into the repository of the set-up. */
export async function push({ aws, setup, state }: Shop, reference: string): Promise<void> {
  const { repository, tag } = setup.config.ecr;
  const repositoryUri = String(state().entries['image-repository']?.outputs?.['uri']);
  const source = { type: 'registry', reference } as const;
  await pushImage(aws, { source, repositoryName: repository, repositoryUri, architecture: 'X86_64', tags: [tag] });
}

/** Text of a file in the repository of the set-up. */
export async function fileOf({ aws, setup }: Shop, filePath: string): Promise<string> {
  const { repository: repositoryName, branch: commitSpecifier } = setup.config.source;
  const { fileContent } = await aws.codecommit.send(new GetFileCommand({ repositoryName, commitSpecifier, filePath }));
  return Buffer.from(fileContent ?? []).toString();
}

/** Changes a file in the repository of the set-up; returns what undoes that. */
export async function change(shop: Shop, path: string, edit: (text: string) => string): Promise<() => Promise<unknown>> {
  const before = await fileOf(shop, path);
  const commit = (content: string) => commitFiles(shop.aws, shop.setup.config.source, [{ path, content }], 'test');
  await commit(edit(before));
  return () => commit(before);
}

/** Lets time pass until no execution runs, and tells whether that came to be. */
async function ended({ sandbox, time, setup }: Omit<Shop, 'mend'>, seconds: number): Promise<boolean> {
  const executions = () => sandbox.world().state.codepipeline.pipelines[setup.config.pipeline.name]?.executions ?? [];
  return time.advanceUntil(() => executions().length > 0 && executions().every(({ status }) => status !== 'InProgress'), seconds);
}

/** Longer than a task takes to fail in the same way several times. */
const PATIENCE_SECONDS = 900;

/** Runs the pipeline until it has failed, or until its deployment is stopped after a while, and says why. */
export async function diagnoseRun(shop: Shop, { aws = shop.aws, patience = PATIENCE_SECONDS } = {}): Promise<Diagnosis> {
  const { codedeploy, pipeline } = shop.setup.config;
  await shop.aws.codepipeline.send(new StartPipelineExecutionCommand({ name: pipeline.name }));
  if (!(await ended(shop, patience))) {
    const running = await runningDeployment(shop.aws, codedeploy.application, codedeploy.group);
    await shop.aws.codedeploy.send(new StopDeploymentCommand({ deploymentId: running?.deploymentId, autoRollbackEnabled: true }));
    await ended(shop, 600);
  }
  const [execution] = await recentExecutions(shop.aws, pipeline.name);
  const diagnosis = await diagnoseRelease(aws, { setup: shop.setup, executionId: execution?.pipelineExecutionId });
  // The rollback is a deployment too.
  await shop.time.advanceUntil(
    async () => (await runningDeployment(shop.aws, codedeploy.application, codedeploy.group)) === undefined,
    900,
  );
  return diagnosis;
}
