import { CreatePipelineCommand } from '@aws-sdk/client-codepipeline';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { connect, type Connection } from '../../src/aws/connect.ts';
import { newestExecution } from '../../src/release/execution.ts';
import { allow, createGroup, createRole, pipelineOf, preparePipeline, startRelease, type Release } from '../helpers/release.ts';

/** A pipeline in a sandbox whose clock the test moves, and the way to it that commands take. */
export interface Pipeline extends Release {
  readonly aws: Connection;
  /** Id of the execution that AWS has started by itself. */
  readonly first: string;
}

/** The pipeline `web`, which pushes of files and of the image `latest` start, with its first release done. */
export async function startPipeline(): Promise<Pipeline> {
  const { first, ...pipeline } = await startNewPipeline();
  await pipeline.time.advance(1800);
  await startedByPushes(pipeline);
  return { ...pipeline, first };
}

/** A pipeline that was just made and that nothing starts but its making. */
export async function startNewPipeline(): Promise<Pipeline> {
  const release = await startRelease();
  await createGroup(release);
  const roleArn = await preparePipeline(release);
  await release.codepipeline.send(new CreatePipelineCommand({ pipeline: pipelineOf(roleArn) }));
  const aws = await connectTo(release);
  const newest = await newestExecution(aws, 'web');
  return { ...release, aws, first: newest?.pipelineExecutionId ?? '' };
}

/** The way to a sandbox that commands take. */
export const connectTo = ({ sandbox: { endpoint, region } }: Pick<Release, 'sandbox'>): Promise<Connection> =>
  connect({ app: 'web', env: 'default', endpoint, region, sandbox: true, pace: 0.001 });

const ARN = 'arn:aws:codepipeline:us-east-1:111122223333:web';

async function startedByPushes(release: Release): Promise<void> {
  const RoleArn = await createRole(release, 'events', 'events.amazonaws.com');
  await allow(release, 'events', [{ Action: 'codepipeline:StartPipelineExecution', Resource: ARN }]);
  const rule = async (Name: string, pattern: object, source: object, path: string): Promise<void> => {
    await release.events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
    const InputTemplate = JSON.stringify({ sourceRevisions: [{ ...source, revisionValue: '<value>' }] });
    const InputTransformer = { InputPathsMap: { value: path }, InputTemplate };
    await release.events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'pipeline', Arn: ARN, RoleArn, InputTransformer }] }));
  };
  await rule(
    'files',
    { source: ['aws.codecommit'], detail: { event: ['referenceUpdated'], referenceName: ['main'] } },
    { actionName: 'Source', revisionType: 'COMMIT_ID' },
    '$.detail.commitId',
  );
  await rule(
    'image',
    { source: ['aws.ecr'], detail: { 'action-type': ['PUSH'], result: ['SUCCESS'], 'image-tag': ['latest'] } },
    { actionName: 'Image', revisionType: 'IMAGE_DIGEST' },
    '$.detail.image-digest',
  );
}

/**
 * Lets AWS time pass, second by second, while something waits for it. A second lasts at least as long as the `beat`: with a request for it, calls
 * take seconds of AWS time however busy the machine is.
 */
export async function whileTimePasses<T>(
  { time }: Pick<Release, 'time'>,
  waiting: Promise<T>,
  beat: () => Promise<unknown> = async () => {},
): Promise<T> {
  const state = { isOver: false };
  const over = (): void => void (state.isOver = true);
  waiting.then(over, over);
  while (!state.isOver) {
    await time.advance(1);
    await beat();
  }
  return waiting;
}
