import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
  type StageDeclaration,
} from '@aws-sdk/client-codepipeline';
import { isDeepStrictEqual } from 'node:util';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { retryPropagation } from '../aws/retry.ts';
import { markOf, ownerTagListLower } from '../aws/tags.ts';
import type { Intent, Kind } from '../engine/types.ts';
import { arnOf } from './arn.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';
import { asWanted } from './same.ts';
import { stopPipeline } from './stop-pipeline.ts';

export interface PipelineSpec {
  readonly name: string;
  readonly roleArn: string;
  /** Name of the bucket of its artifacts. */
  readonly bucket: string;
  /** The stages of a pipeline declaration. */
  readonly stages: readonly object[];
  /** Values that must exist before the first run, which AWS starts by itself as soon as the pipeline is made. */
  readonly ready: readonly string[];
}

export type PipelineOutputs = { readonly name: string; readonly arn: string };

/** The pipeline, type V2: a newer execution takes the place of one that waits. */
export const pipeline: Kind<PipelineSpec, PipelineOutputs, Aws> = {
  type: 'codepipeline.pipeline',
  outputs: ['name', 'arn'],
  identity: ['name'],
  createOnly: ['ready'],
  arnPattern: /^arn:[^:]+:codepipeline:[^:]+:\d+:(?<name>[^:/]+)$/,
  permissions: {
    read: ['codepipeline:GetPipeline', 'codepipeline:ListTagsForResource'],
    write: [
      'codepipeline:CreatePipeline',
      'codepipeline:TagResource',
      'codepipeline:UpdatePipeline',
      'iam:PassRole',
      'codepipeline:GetPipelineState',
      'codepipeline:ListPipelineExecutions',
      'codepipeline:StopPipelineExecution',
      'codedeploy:StopDeployment',
      'codedeploy:GetDeployment',
      'codepipeline:DeletePipeline',
    ],
  },

  async read(aws, spec, known) {
    const found = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (found === undefined) return undefined;
    const outputs = outputsOf(aws, required(found.name, 'name'));
    const { tags } = await aws.codepipeline.send(new ListTagsForResourceCommand({ resourceArn: outputs.arn }));
    return {
      outputs,
      actual: {
        name: outputs.name,
        roleArn: required(found.roleArn, 'roleArn'),
        bucket: found.artifactStore?.location ?? '',
        stages: asWanted<readonly object[]>(spec.stages, found.stages ?? [], normal),
      },
      ...markOf(tags),
    };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: pipeline, spec, name: spec.name, exists: ['PipelineNameInUseException'] }, async () => {
        const command = new CreatePipelineCommand({ pipeline: declarationOf(spec), tags: ownerTagListLower(aws) });
        await retryPropagation(aws, intent, () => aws.codepipeline.send(command));
        return { outputs: outputsOf(aws, spec.name), actual: spec, owner: aws.owner };
      }));
    if (there.owner !== aws.owner) {
      await aws.codepipeline.send(new TagResourceCommand({ resourceArn: there.outputs.arn, tags: ownerTagListLower(aws) }));
    }
    const isWanted = (['roleArn', 'bucket', 'stages'] as const).every(field => isDeepStrictEqual(there.actual[field], spec[field]));
    if (!isWanted) await update(aws, spec, intent);
    return there.outputs;
  },

  async remove(aws, known, intent) {
    await whenMissing(stopPipeline(aws, known.name, intent), 'PipelineNotFoundException');
    // Deleting a pipeline that is not there succeeds.
    await aws.codepipeline.send(new DeletePipelineCommand({ name: known.name }));
  },
};

const find = async (aws: Aws, name: string): Promise<PipelineDeclaration | undefined> =>
  (await whenMissing(aws.codepipeline.send(new GetPipelineCommand({ name })), 'PipelineNotFoundException'))?.pipeline;

const outputsOf = (aws: Aws, name: string): PipelineOutputs => ({ name, arn: arnOf(aws, 'codepipeline', name) });

const declarationOf = ({ name, roleArn, bucket, stages }: PipelineSpec): PipelineDeclaration => ({
  name,
  roleArn,
  pipelineType: 'V2',
  executionMode: 'SUPERSEDED',
  artifactStore: { type: 'S3', location: bucket },
  // Checked by AWS, which knows the actions of every provider.
  stages: stages as StageDeclaration[],
});

/** Only what is ours in the declaration is set; triggers, variables and whatever else the user has added stay. */
async function update(aws: Aws, spec: PipelineSpec, intent: Intent): Promise<void> {
  const there = required(await find(aws, spec.name), 'pipeline');
  const { roleArn, stages } = declarationOf(spec);
  const { encryptionKey } = there.artifactStore ?? {};
  const artifactStore = { type: 'S3' as const, location: spec.bucket, ...(encryptionKey && { encryptionKey }) };
  const command = new UpdatePipelineCommand({ pipeline: { ...there, roleArn, stages, artifactStore } });
  await retryPropagation(aws, intent, () => aws.codepipeline.send(command));
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Stages without what means nothing: AWS answers with `runOrder: 1`, empty lists and empty configurations. */
function normal(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(normal);
  const members = Object.entries(value).map(([key, member]) => [key, normal(member)] as const);
  return Object.fromEntries(
    members.filter(([key, member]) => member !== undefined && !isEmpty(member) && !(key === 'runOrder' && member === 1)),
  );
}
