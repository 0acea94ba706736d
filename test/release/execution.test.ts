import { describe, expect, it } from 'vitest';
import { Stopped } from '../../src/engine/stopped.ts';
import { executionCausedBy, newestExecution, recentExecutions, startExecution, type CausedBy } from '../../src/release/execution.ts';
import { commit, pushImage } from '../helpers/release.ts';
import { startNewPipeline, startPipeline, whileTimePasses, type Pipeline } from './stage.ts';

const causedBy = (pipeline: Pipeline, more: Partial<CausedBy>) =>
  whileTimePasses(
    pipeline,
    executionCausedBy(pipeline.aws, { pipeline: 'web', before: new Set([pipeline.first]), revisions: [], ...more }),
  );

describe('executionCausedBy', () => {
  it('finds the execution whose source is the commit that was pushed', async () => {
    const pipeline = await startPipeline();
    const commitId = await commit(pipeline, { 'note.txt': 'one' });
    const executionId = await causedBy(pipeline, { revisions: [commitId] });
    const [newest] = await recentExecutions(pipeline.aws, 'web');
    expect(newest).toMatchObject({ pipelineExecutionId: executionId });
    expect(newest?.sourceRevisions?.map(({ revisionId }) => revisionId)).toContain(commitId);
  });

  it('waits for the execution that carries everything that was pushed', async () => {
    const pipeline = await startPipeline();
    const digest = await pushImage(pipeline, 'latest', 'two');
    const commitId = await commit(pipeline, { 'note.txt': 'one' });
    const executionId = await causedBy(pipeline, { revisions: [digest, commitId] });
    const found = (await recentExecutions(pipeline.aws, 'web')).find(({ pipelineExecutionId }) => pipelineExecutionId === executionId);
    expect(found?.sourceRevisions?.map(({ revisionId }) => revisionId).toSorted()).toEqual([digest, commitId].toSorted());
  });

  it('finds the newer of two that has pushed the other aside, where both wait for a deployment before them', async () => {
    const pipeline = await startPipeline();
    const before = new Set([pipeline.first, await startExecution(pipeline.aws, 'web')]);
    await pipeline.time.advance(30);
    const digest = await pushImage(pipeline, 'latest', 'two');
    await pipeline.time.advance(1);
    const commitId = await commit(pipeline, { 'note.txt': 'one' });
    await pipeline.time.advance(20);
    const executionId = await causedBy(pipeline, { revisions: [digest, commitId], before });
    const followed = (await recentExecutions(pipeline.aws, 'web')).find(({ pipelineExecutionId }) => pipelineExecutionId === executionId);
    expect(followed?.status).toBe('InProgress');
  });

  it('passes over an execution that was there before', async () => {
    const pipeline = await startPipeline();
    const commitId = await commit(pipeline, { 'note.txt': 'one' });
    const executionId = await causedBy(pipeline, { revisions: [commitId] });
    expect(await causedBy(pipeline, { revisions: [commitId], before: new Set([pipeline.first, executionId ?? '']) })).toBeUndefined();
  });

  it('finds none when no event came', async () => {
    const pipeline = await startNewPipeline();
    expect(await causedBy(pipeline, { revisions: [await commit(pipeline, { 'note.txt': 'one' })] })).toBeUndefined();
  });

  it('stops waiting when it is told to', async () => {
    const pipeline = await startNewPipeline();
    await expect(causedBy(pipeline, { revisions: ['none'], stopped: () => true })).rejects.toBeInstanceOf(Stopped);
  });
});

describe('newestExecution', () => {
  it('is the one that AWS has started by itself, in a new pipeline', async () => {
    const { aws, first } = await startNewPipeline();
    expect(await newestExecution(aws, 'web')).toMatchObject({ pipelineExecutionId: first, trigger: { triggerType: 'CreatePipeline' } });
  });

  it('is the last that was started', async () => {
    const { aws } = await startPipeline();
    const executionId = await startExecution(aws, 'web');
    expect(await newestExecution(aws, 'web')).toMatchObject({ pipelineExecutionId: executionId });
  });

  it('waits a while for the first one to be listed', async () => {
    const { aws, first } = await startNewPipeline();
    let looks = 0;
    const send = async (command: object) => {
      looks += 1;
      return looks < 3 ? { pipelineExecutionSummaries: [] } : (aws.codepipeline.send as (command: object) => Promise<unknown>)(command);
    };
    const slow = { ...aws, codepipeline: { ...aws.codepipeline, send: send as typeof aws.codepipeline.send } };
    expect(await newestExecution(slow, 'web')).toMatchObject({ pipelineExecutionId: first });
    expect(looks).toBe(3);
  });

  it('is undefined when none comes', async () => {
    const { aws } = await startNewPipeline();
    const send = async () => ({ pipelineExecutionSummaries: [] });
    const idle = { ...aws, codepipeline: { ...aws.codepipeline, send: send as unknown as typeof aws.codepipeline.send } };
    expect(await newestExecution(idle, 'web')).toBeUndefined();
  });
});
