import type { Service } from '@aws-sdk/client-ecs';
import type { FindingFacts } from './diagnosis/checks/check.ts';
import { readFindingOfListener } from './diagnosis/finding-of-listener.ts';
import { readListener } from './diagnosis/read-listener.ts';
import type { AnyLive, Resolved } from './engine/decide.ts';
import { resolve } from './engine/refs.ts';
import type { Node } from './engine/types.ts';
import { UserError } from './errors.ts';
import { isMade } from './made.ts';
import { outputsOf } from './outputs-of.ts';
import type { Prepared } from './prepare.ts';
import type { Places } from './release-place.ts';
import { readClosedStage } from './release/closed-stage.ts';
import { commandFor, type Session } from './session.ts';
import { nameOf } from './ui/plan-view.ts';
import { VITAL } from './vital.ts';

export interface PartsQuery {
  /** What was found of the set-up. */
  readonly lookup: Places['lookup'];
  readonly service: Service | undefined;
  /** Whether the pipeline carries it out, which needs more than CodeDeploy alone. */
  readonly byPipeline: boolean;
}

/**
 * What somebody has deleted or moved since the set-up, so that a new version would fail on its way: CodeDeploy or the tasks would notice it minutes
 * later.
 */
export async function checkParts(
  session: Session,
  prepared: Prepared,
  { lookup, service, byPipeline }: PartsQuery,
): Promise<readonly UserError[]> {
  const { nodes, state, aws, setup, config } = prepared;
  const vital = nodes.filter(({ kind, step }) => VITAL.has(kind.type) && (byPipeline || step !== 'pipeline'));
  const doubtful = vital.filter(({ id, kind }) => {
    const entry = state.entries[id];
    const isFound = entry?.adopted !== true && kind.outputs.some(attr => lookup({ $ref: id, attr }) !== undefined);
    return entry?.outputs !== undefined && isMade(entry) && !isFound;
  });
  const [listener, closed, gone] = await Promise.all([
    readListener(aws, setup, service),
    byPipeline ? readClosedStage(aws, config.pipeline.name) : undefined,
    Promise.all(doubtful.map(async node => ((await isThere(prepared, node)) ? [] : [node]))).then(found => found.flat()),
  ]);
  const finding = listener && (await readFindingOfListener(aws, listener.arn, service));
  const names = gone.map(({ id, kind: { type }, spec }) => `${type} ${nameOf({ id, type, spec })}`);
  // The deployment group may name another one than the state.
  const isNamed = gone.some(({ kind: { type } }) => type === 'elbv2.listener');
  if (listener !== undefined && finding === undefined && !isNamed) names.push(listener.arn);
  return [
    ...(names.length === 0 ? [] : [new UserError('partsGone', { parts: names.join(', '), command: commandFor(session, 'init') })]),
    ...(finding?.status === 'failed' ? [new UserError('releaseListener', finding.facts as FindingFacts<'listenerAstray'>)] : []),
    ...(closed === undefined ? [] : [new UserError('stageClosed', { ...closed })]),
  ];
}

/** Somebody may only have taken our mark off it. */
async function isThere({ state, aws }: Prepared, { id, kind, spec }: Node): Promise<boolean> {
  const { outputs, identity } = state.entries[id] ?? {};
  const live: AnyLive | undefined = await kind.read(aws, { ...(resolve(spec, outputsOf(state)) as Resolved), ...identity }, outputs);
  return live !== undefined;
}
