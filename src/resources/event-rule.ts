import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { isDeepStrictEqual } from 'node:util';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { retryPropagation } from '../aws/retry.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Kind } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { arnOf } from './arn.ts';
import { findFirst } from './find-first.ts';
import { required } from './required.ts';
import { asWantedJson } from './same.ts';

export interface EventRuleSpec {
  readonly name: string;
  readonly description: string;
  readonly pattern: object;
  /** Whether it starts anything: somebody may have turned it off in the console. */
  readonly enabled: boolean;
  /** The pipeline that is started. */
  readonly targetArn: string;
  /** The role that EventBridge starts it with. */
  readonly targetRoleArn: string;
  /** Parts of the event by name, as JSON paths. */
  readonly inputPaths: Readonly<Record<string, string>>;
  /** What the target gets, with `<name>` for each part. */
  readonly inputTemplate: string;
}

export type EventRuleOutputs = { readonly name: string; readonly arn: string };

const TARGET_ID = 'pipeline';

/** Starts the pipeline when a branch or an image moves. A pipeline made through the API gets no rule by itself. */
export const eventRule: Kind<EventRuleSpec, EventRuleOutputs, Aws> = {
  type: 'events.rule',
  outputs: ['name', 'arn'],
  identity: ['name'],
  arnPattern: /^arn:[^:]+:events:[^:]+:\d+:rule\/(?<name>[^/]+)$/,
  permissions: {
    read: ['events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule'],
    write: ['events:PutRule', 'events:TagResource', 'events:PutTargets', 'events:RemoveTargets', 'events:DeleteRule', 'iam:PassRole'],
  },

  async read(aws, spec, known) {
    const rule = await findFirst(known?.name, spec.name, name =>
      whenMissing(aws.eventbridge.send(new DescribeRuleCommand({ Name: name })), 'ResourceNotFoundException'),
    );
    if (rule === undefined) return undefined;
    const outputs = { name: required(rule.Name, 'Name'), arn: required(rule.Arn, 'Arn') };
    const [targets, { Tags }] = await Promise.all([
      targetsOf(aws, outputs.name),
      aws.eventbridge.send(new ListTagsForResourceCommand({ ResourceARN: outputs.arn })),
    ]);
    const target = targets.find(({ Id }) => Id === TARGET_ID);
    return {
      outputs,
      actual: {
        name: outputs.name,
        description: rule.Description ?? '',
        enabled: rule.State !== 'DISABLED',
        pattern: asWantedJson(spec.pattern, JSON.parse(rule.EventPattern ?? '{}')),
        targetArn: target?.Arn ?? '',
        targetRoleArn: target?.RoleArn ?? '',
        inputPaths: asWantedJson(spec.inputPaths, target?.InputTransformer?.InputPathsMap ?? {}),
        inputTemplate: target?.InputTransformer?.InputTemplate ?? '',
      },
      ...markOf(Tags),
    };
  },

  async ensure(aws, spec, live, intent) {
    const { name } = spec;
    const actual = live?.actual;
    if (!isDeepStrictEqual(partsOf({ ...spec, ...actual }), partsOf(spec)) || actual === undefined) {
      await putRule(aws, spec, live === undefined);
    }
    const outputs = live?.outputs ?? { name, arn: arnOf(aws, 'events', `rule/${name}`) };
    if (live !== undefined && live.owner !== aws.owner) {
      await aws.eventbridge.send(new TagResourceCommand({ ResourceARN: outputs.arn, Tags: ownerTagList(aws) }));
    }
    const target = targetOf(spec);
    if (actual === undefined || !isDeepStrictEqual(targetOf({ ...spec, ...actual }), target)) {
      await retryPropagation(aws, intent, () => putTarget(aws, name, target));
    }
    return outputs;
  },

  async remove(aws, known) {
    await whenMissing(removeTargets(aws, known.name), 'ResourceNotFoundException');
    await aws.eventbridge.send(new DeleteRuleCommand({ Name: known.name }));
  },
};

/** Five targets at most, one page. */
const targetsOf = async (aws: Aws, name: string): Promise<readonly Target[]> =>
  (await aws.eventbridge.send(new ListTargetsByRuleCommand({ Rule: name }))).Targets ?? [];

/** What PutRule sets. */
const partsOf = ({ description, pattern, enabled }: EventRuleSpec) => ({ description, pattern, enabled });

/** Makes or overwrites. Tags are taken at creation only. */
const putRule = (aws: Aws, { name, description, pattern, enabled }: EventRuleSpec, isNew: boolean) =>
  aws.eventbridge.send(
    new PutRuleCommand({
      Name: name,
      Description: description,
      EventPattern: JSON.stringify(pattern),
      State: enabled ? 'ENABLED' : 'DISABLED',
      ...(isNew && { Tags: ownerTagList(aws) }),
    }),
  );

const targetOf = (spec: EventRuleSpec): Target => ({
  Id: TARGET_ID,
  Arn: spec.targetArn,
  RoleArn: spec.targetRoleArn,
  InputTransformer: { InputPathsMap: { ...spec.inputPaths }, InputTemplate: spec.inputTemplate },
});

/** PutTargets answers 200 also when it has refused the target. */
async function putTarget(aws: Aws, name: string, target: Target): Promise<void> {
  const { FailedEntryCount, FailedEntries } = await aws.eventbridge.send(new PutTargetsCommand({ Rule: name, Targets: [target] }));
  if (FailedEntryCount === undefined || FailedEntryCount === 0) return;
  const { ErrorCode = '', ErrorMessage = '' } = FailedEntries?.[0] ?? {};
  throw new UserError('awsRefused', { action: 'events:PutTargets', error: ErrorCode, message: ErrorMessage });
}

/** A rule is not deleted while it has targets, also those that somebody added. */
async function removeTargets(aws: Aws, name: string): Promise<void> {
  const Ids = (await targetsOf(aws, name)).map(({ Id }) => required(Id, 'Id'));
  if (Ids.length > 0) await aws.eventbridge.send(new RemoveTargetsCommand({ Rule: name, Ids }));
}
