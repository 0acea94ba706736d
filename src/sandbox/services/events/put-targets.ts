import {
  LimitExceededException$,
  PutTargets$,
  type PutTargetsRequest,
  type PutTargetsResponse,
  type PutTargetsResultEntry,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { isAssumable } from '../iam/authorize.ts';
import { placeholders } from './input-transformer.ts';
import { findRule, invalid } from './rule.ts';

const MOST_TARGETS = 5;

/** Names a template may use without declaring them. */
const RESERVED = /^aws\.events\./;

function checkInput(target: Target): void {
  const given = [target.Input, target.InputPath, target.InputTransformer].filter(value => value !== undefined);
  if (given.length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${target.Id}.`);
  }
  const { InputTemplate, InputPathsMap } = target.InputTransformer ?? {};
  const undefinedName = placeholders(InputTemplate ?? '').find(name => !RESERVED.test(name) && InputPathsMap?.[name] === undefined);
  if (undefinedName !== undefined) {
    throw invalid(`Invalid InputTemplate for target ${target.Id} : [Placeholder ${undefinedName} is not defined in InputPathsMap]`);
  }
}

function checkRole(world: World, target: Target, ruleArn: string): void {
  const service = target.Arn?.split(':')[2];
  if (target.RoleArn === undefined) {
    if (service === 'codepipeline' || service === 'states' || service === 'kinesis' || service === 'ecs') {
      throw invalid(`RoleArn is required for target ${target.Arn}.`);
    }
  } else if (!isAssumable(world, target.RoleArn, 'events.amazonaws.com', { 'aws:SourceArn': ruleArn })) {
    throw invalid(`Provided role '${target.RoleArn}' cannot be assumed by principal 'events.amazonaws.com'.`);
  }
}

/** A target in another account or region needs a bus there: the entry fails, the call does not. */
function failure(world: World, target: Target): PutTargetsResultEntry | undefined {
  const [, , service, region, account] = target.Arn?.split(':') ?? [];
  if (service === 'events' || (region === world.region && account === world.account) || service === 's3') return undefined;
  return {
    TargetId: target.Id,
    ErrorCode: 'ValidationException',
    ErrorMessage: `Parameter ${target.Arn} is not valid. Reason: Provided Arn is in a different account or region.`,
  };
}

export const putTargets = operation(PutTargets$, (world, input: PutTargetsRequest): PutTargetsResponse => {
  const rule = findRule(world, input.Rule, input.EventBusName);
  for (const target of input.Targets ?? []) {
    if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+$/.test(target.Arn ?? '')) {
      throw invalid(`Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`);
    }
    checkInput(target);
    checkRole(world, target, rule.arn);
  }
  const failures = (input.Targets ?? []).flatMap(target => failure(world, target) ?? []);
  const failed = new Set(failures.map(entry => entry.TargetId));
  const targets = new Map(rule.targets.map(target => [target.Id, target]));
  for (const target of input.Targets ?? []) if (!failed.has(target.Id)) targets.set(target.Id, target);
  if (targets.size > MOST_TARGETS) throw fault(LimitExceededException$, 'The requested resource exceeds the maximum number allowed.');
  rule.targets = [...targets.values()];
  return { FailedEntryCount: failures.length, FailedEntries: failures };
});
