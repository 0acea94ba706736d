import type { SourceRevisionOverride } from '@aws-sdk/client-codepipeline';
import type { World } from '../../world.ts';
import { startExecution } from '../codepipeline/start-execution.ts';
import { denialMessage, isAssumable } from '../iam/authorize.ts';
import type { TargetCall } from './deliver.ts';
import { transformInput } from './input-transformer.ts';

const isRevision = (value: unknown): value is SourceRevisionOverride =>
  typeof value === 'object' && value !== null && 'actionName' in value && 'revisionType' in value && 'revisionValue' in value;

/** What a pipeline is started with: the revisions that an input transformer wrote; anything else is ignored, as for pipelines without one. */
function readRevisions(input: string | undefined): readonly SourceRevisionOverride[] {
  if (input === undefined) return [];
  try {
    const value: unknown = JSON.parse(input);
    const revisions: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'sourceRevisions') : undefined;
    return Array.isArray(revisions) ? revisions.filter(isRevision) : [];
  } catch {
    return [];
  }
}

function mayStart(world: World, roleArn: string, ruleArn: string, pipelineArn: string): boolean {
  const session = { roleArn, sessionName: 'events' };
  return (
    isAssumable(world, roleArn, 'events.amazonaws.com', { 'aws:SourceArn': ruleArn }) &&
    denialMessage(world, session, 'codepipeline:StartPipelineExecution', pipelineArn) === undefined
  );
}

/** Calls one target with its role. A call that the role may not make, or whose target is gone, is lost: EventBridge only counts it as a failed invocation. */
export function callTarget(world: World, call: TargetCall): void {
  const rule = world.state.events.rules[call.ruleName];
  const target = rule?.targets.find(candidate => candidate.Id === call.targetId);
  const [, , service, , , pipelineName = ''] = target?.Arn?.split(':') ?? [];
  if (rule === undefined || target?.Arn === undefined || service !== 'codepipeline') return;
  const pipeline = world.state.codepipeline.pipelines[pipelineName];
  if (pipeline === undefined || !mayStart(world, target.RoleArn ?? '', rule.arn, target.Arn)) return;
  const input = target.InputTransformer === undefined ? target.Input : transformInput(target.InputTransformer, call.event, rule);
  startExecution(world, pipeline, {
    trigger: { triggerType: 'CloudWatchEvent', triggerDetail: rule.arn },
    sourceRevisions: readRevisions(input),
  });
}
