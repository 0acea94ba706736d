import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { GetFileCommand } from '@aws-sdk/client-codecommit';
import { GetPipelineExecutionCommand, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { DeleteRuleCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { Stopped } from '../../src/engine/stopped.ts';
import type { ImageSource } from '../../src/image/image-source.ts';
import type { SourceFile } from '../../src/release/files.ts';
import { startRelease, type ReleaseInput, type StartEvent } from '../../src/release/start.ts';
import { appSpec, taskTemplate } from '../helpers/release.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';
import { startPipeline, whileTimePasses, type Pipeline } from './stage.ts';

/** The files as they are in the repository already. */
const asTheyAre = (pipeline: Pipeline): SourceFile[] => [
  { path: 'taskdef.json', content: taskTemplate(pipeline) },
  { path: 'appspec.yaml', content: appSpec('<TASK_DEFINITION>') },
];

const changed = (pipeline: Pipeline): SourceFile[] => [
  { path: 'taskdef.json', content: taskTemplate(pipeline, { cpu: '512', memory: '1024' }) },
  { path: 'appspec.yaml', content: appSpec('<TASK_DEFINITION>') },
];

/** A folder of static files with one page. */
async function page(text: string): Promise<ImageSource> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'index.html'), text);
  return { type: 'static', folder };
}

const input = (pipeline: Pipeline, more: Partial<ReleaseInput> = {}): ReleaseInput => ({
  pipeline: 'web',
  source: { repository: 'web', branch: 'main' },
  repository: { name: 'web', uri: `127.0.0.1:${new URL(pipeline.sandbox.endpoint).port}/web`, tag: 'latest' },
  architecture: 'X86_64',
  tags: [],
  files: () => asTheyAre(pipeline),
  message: 'Another version',
  starts: { files: true, image: true },
  ...more,
});

async function start(pipeline: Pipeline, more: Partial<ReleaseInput>) {
  const events: StartEvent[] = [];
  const started = await whileTimePasses(
    pipeline,
    startRelease(pipeline.aws, input(pipeline, more), event => void events.push(event)),
  );
  return { ...started, events, types: events.map(({ type }) => type) };
}

async function revisions(pipeline: Pipeline, executionId: string): Promise<Record<string, string | undefined>> {
  const { pipelineExecution } = await pipeline.codepipeline.send(
    new GetPipelineExecutionCommand({ pipelineName: 'web', pipelineExecutionId: executionId }),
  );
  return Object.fromEntries((pipelineExecution?.artifactRevisions ?? []).map(({ name, revisionId }) => [name, revisionId]));
}

const executions = async ({ codepipeline }: Pipeline) =>
  (await codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName: 'web' }))).pipelineExecutionSummaries ?? [];

const dropRule = async ({ events }: Pipeline, Name: string): Promise<void> => {
  await events.send(new RemoveTargetsCommand({ Rule: Name, Ids: ['pipeline'] }));
  await events.send(new DeleteRuleCommand({ Name }));
};

describe('startRelease', () => {
  it.each([
    ['ecr', 'PutImage', async () => ({ image: await page('two') })],
    ['codecommit', 'CreateCommit', async pipeline => ({ files: () => changed(pipeline) })],
    ['codepipeline', 'StartPipelineExecution', async () => ({})],
  ] as readonly [string, string, (pipeline: Pipeline) => Promise<Partial<ReleaseInput>>][])(
    'starts one execution although %s:%s loses its answer',
    async (service, operation, what) => {
      const pipeline = await startPipeline();
      const fault = pipeline.sandbox.faults.arm({ kind: 'drop', effect: true, service, operation });
      const { executionId } = await start(pipeline, await what(pipeline));
      expect(fault.fired).toBe(1);
      expect(await executions(pipeline)).toMatchObject([{ pipelineExecutionId: executionId }, {}]);
    },
  );

  it('pushes an image and finds the execution that the push starts', async () => {
    const pipeline = await startPipeline();
    const { executionId, image, events, types } = await start(pipeline, { image: await page('two'), tags: ['v2'] });
    expect(types).toEqual(['pushed', 'waiting-for-trigger', 'execution-found']);
    expect(events[0]).toMatchObject({ image: expect.stringMatching(/\/web:latest$/), changed: true });
    expect(events.at(-1)).toEqual({ type: 'execution-found', executionId, by: 'push' });
    const digest = image?.split('@')[1] ?? '';
    expect(await revisions(pipeline, executionId)).toMatchObject({ MyImage: digest });
    expect(await executions(pipeline)).toHaveLength(2);
    const { imageDetails } = await pipeline.ecr.send(
      new DescribeImagesCommand({ repositoryName: 'web', imageIds: [{ imageDigest: digest }] }),
    );
    expect(imageDetails?.[0]?.imageTags).toEqual(expect.arrayContaining(['latest', 'v2']));
    expect(imageDetails?.[0]?.imageTags).toHaveLength(3);
  });

  it('commits what changed, and only that', async () => {
    const pipeline = await startPipeline();
    const { executionId, events } = await start(pipeline, { files: () => changed(pipeline) });
    expect(events[0]).toMatchObject({ type: 'committed', files: ['taskdef.json'] });
    const commitId = events[0]?.type === 'committed' ? events[0].commit : '';
    expect(await revisions(pipeline, executionId)).toMatchObject({ SourceArtifact: commitId });
    const file = { repositoryName: 'web', filePath: 'taskdef.json' };
    const { fileContent } = await pipeline.codecommit.send(new GetFileCommand(file));
    expect(JSON.parse(Buffer.from(fileContent ?? []).toString())).toMatchObject({ cpu: '512' });
  });

  it('pushes image and files together and follows the execution that carries both', async () => {
    const pipeline = await startPipeline();
    const { executionId, image, events } = await start(pipeline, { image: await page('two'), files: () => changed(pipeline) });
    const commit = events.flatMap(event => (event.type === 'committed' ? [event.commit] : []));
    const both = { MyImage: image?.split('@')[1], SourceArtifact: commit[0] };
    expect(await revisions(pipeline, executionId)).toEqual(both);
    // One of the two goes on: the other is stopped, or was pushed aside when both waited for the same stage.
    const newest = (await executions(pipeline)).slice(0, 2);
    const other = newest.find(({ pipelineExecutionId }) => pipelineExecutionId !== executionId);
    expect(newest.map(({ pipelineExecutionId }) => pipelineExecutionId)).toContain(executionId);
    const stopped = { status: 'Stopped', reason: expect.stringContaining(executionId), carries: both };
    const { status, stopTrigger, pipelineExecutionId = '' } = other ?? {};
    const told = { status, reason: stopTrigger?.reason, carries: await revisions(pipeline, pipelineExecutionId) };
    // Events of the same moment: the second pushes the first aside before that has begun.
    expect([stopped, { status: 'Superseded', reason: undefined, carries: expect.anything() }]).toContainEqual(told);
  });

  it('gives the files the image that was pushed, where a file names it', async () => {
    const pipeline = await startPipeline();
    const seen: (string | undefined)[] = [];
    const files = (uri: string | undefined): SourceFile[] => {
      seen.push(uri);
      return changed(pipeline);
    };
    const { image, types } = await start(pipeline, { image: await page('two'), files, starts: { files: true, image: false } });
    expect(image).toMatch(/\/web@sha256:[0-9a-f]{64}$/);
    expect(seen).toEqual([image]);
    expect(types).toEqual(['pushed', 'committed', 'waiting-for-trigger', 'execution-found']);
  });

  it('starts the pipeline by hand when nothing changed', async () => {
    const pipeline = await startPipeline();
    const { executionId, events } = await start(pipeline, {});
    expect(events).toEqual([{ type: 'unchanged' }, { type: 'execution-found', executionId, by: 'start' }]);
    expect((await executions(pipeline))[0]).toMatchObject({
      pipelineExecutionId: executionId,
      trigger: { triggerType: 'StartPipelineExecution' },
    });
  });

  it('knows an image that the tag holds already, and starts the pipeline by hand', async () => {
    const pipeline = await startPipeline();
    const image = await page('two');
    await start(pipeline, { image });
    await pipeline.time.advance(1800);
    const { events, types } = await start(pipeline, { image });
    expect(events[0]).toMatchObject({ type: 'pushed', changed: false });
    expect(types).toEqual(['pushed', 'unchanged', 'execution-found']);
    expect(events.at(-1)).toMatchObject({ by: 'start' });
  });

  it('starts the pipeline by hand when no event comes', async () => {
    const pipeline = await startPipeline();
    await dropRule(pipeline, 'image');
    const { executionId, image, types, events } = await start(pipeline, { image: await page('two') });
    expect(types).toEqual(['pushed', 'waiting-for-trigger', 'trigger-silent', 'execution-found']);
    expect(events.at(-1)).toMatchObject({ by: 'start' });
    await pipeline.time.advance(60);
    expect(await revisions(pipeline, executionId)).toMatchObject({ MyImage: image?.split('@')[1] });
  });

  it('stops waiting for an event as soon as it is told to', async () => {
    const pipeline = await startPipeline();
    await dropRule(pipeline, 'files');
    let isStopped = false;
    const starting = startRelease(
      pipeline.aws,
      input(pipeline, { files: () => changed(pipeline), stopped: () => isStopped }),
      ({ type }) => void (isStopped ||= type === 'waiting-for-trigger'),
    );
    await expect(whileTimePasses(pipeline, starting)).rejects.toBeInstanceOf(Stopped);
    expect(await executions(pipeline)).toHaveLength(1);
  });
});
