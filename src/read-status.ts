import { readAddresses, type Addresses } from './addresses.ts';
import type { OutputValue, Plan, Ref } from './engine/types.ts';
import { monthlyCost, type MonthlyCost } from './monthly-cost.ts';
import type { Prepared } from './prepare.ts';
import { placeOf, placesOf } from './release-place.ts';
import { recentExecutions } from './release/execution.ts';
import { readVersions, readWeights, type Version, type Weight } from './release/live.ts';
import { lookAtRelease } from './release/look.ts';
import { readHistory, type History } from './release/past-versions.ts';
import { keptUntilOf } from './release/release-event.ts';
import { readStanding } from './release/standing.ts';
import { planHeld } from './plan-safely.ts';

type Lookup = (ref: Ref) => OutputValue | undefined;

/** A release that is under way. */
export interface RunningRelease {
  /** Undefined where the deployment was made by hand. */
  readonly executionId: string | undefined;
  readonly deploymentId: string | undefined;
  /** The lifecycle event or the action that is under way. */
  readonly phase: string;
  /** The new version serves already; only the old one is still kept. */
  readonly shifted: boolean;
  readonly keptUntil: Date | undefined;
  /** Who started it, as far as AWS tells. */
  readonly startedBy: string | undefined;
  /** It goes back to an earlier version. */
  readonly rollback: boolean;
}

/** A set-up at one moment. */
export interface Status {
  readonly addresses: Addresses;
  readonly weights: readonly Weight[];
  /** The task sets, the primary one first. */
  readonly versions: readonly Version[];
  readonly history: History | undefined;
  readonly last: { readonly id: string; readonly status: string; readonly trigger: unknown } | undefined;
  readonly running: RunningRelease | undefined;
  readonly cost: (MonthlyCost & { readonly doubled: number }) | undefined;
  /** How many things are not as wanted; undefined where that cannot be told. */
  readonly drift: number | undefined;
}

/** Reads all that `status` shows of a set-up whose service exists; undefined when it does not. */
export async function readStatus(prepared: Prepared, lookup: Lookup, hasPipeline: boolean): Promise<Status | undefined> {
  const { aws, config, setup } = prepared;
  const { cluster, name } = config.service;
  const { place, history: where } = placesOf(prepared, lookup);
  const [addresses, versions, plan, executions, standing] = await Promise.all([
    readAddresses(aws, setup, lookup),
    readVersions(aws, { cluster, service: name, container: setup.app.container }),
    planOf(prepared),
    hasPipeline ? recentExecutions(aws, config.pipeline.name) : [],
    hasPipeline ? readStanding(aws, place) : undefined,
  ]);
  if (versions === undefined) return undefined;
  const [newest] = executions;
  const executionId = newest?.status === 'InProgress' ? newest.pipelineExecutionId : undefined;
  const [weights, history, running] = await Promise.all([
    readWeights(aws, place.productionListenerArn),
    standing && readHistory(aws, where, standing),
    readRunning(prepared, executionId, standing?.running?.id),
  ]);
  return {
    addresses,
    weights,
    versions,
    history,
    last: newest && { id: newest.pipelineExecutionId ?? '', status: newest.status ?? '', trigger: newest.trigger },
    running: running && {
      ...running,
      startedBy: running.executionId === undefined ? undefined : newest?.trigger?.triggerDetail,
      rollback: standing?.running?.isRollback === true || standing?.running?.rollsBack !== undefined,
    },
    cost: plan && costOf(plan, aws.region, versions),
    drift: plan?.changes.filter(({ action }) => action !== 'keep').length,
  };
}

/** What stands in the way of a plan is `plan`'s to tell. */
const planOf = async (prepared: Prepared): Promise<Plan | undefined> => (await planHeld(prepared).catch(() => undefined))?.plan;

function costOf(plan: Plan, region: string, [, ...others]: readonly Version[]) {
  const cost = monthlyCost(plan, region);
  const extra = others.reduce((sum, { desired }) => sum + desired, 0);
  const service = plan.changes.find(({ type }) => type === 'ecs.service')?.spec as { request?: { desiredCount?: number } } | undefined;
  const perTask = (monthlyCost(plan, region, 'ecs.service')?.usd ?? 0) / (service?.request?.desiredCount ?? 1);
  return cost && { ...cost, doubled: perTask * extra };
}

/** A deployment that belongs to no execution under way was made by hand, or by CodeDeploy itself. */
async function readRunning({ aws, config }: Prepared, executionId: string | undefined, runningId: string | undefined) {
  if (executionId === undefined && runningId === undefined) return undefined;
  const place = placeOf(config);
  const released = executionId === undefined ? undefined : await lookAtRelease(aws, { ...place, executionId });
  const isOther = runningId !== undefined && released?.deployment?.id !== runningId;
  const look = isOther ? await lookAtRelease(aws, { ...place, deploymentId: runningId }) : released;
  const deployment = look?.deployment;
  const event = deployment?.lifecycle.find(({ status }) => status === 'InProgress')?.event;
  const action = look?.execution?.actions.find(({ status }) => status === 'InProgress');
  return {
    executionId: isOther ? undefined : executionId,
    deploymentId: deployment?.id,
    phase: event ?? (deployment?.keptSince ? 'kept' : (deployment?.status ?? action?.action ?? look?.execution?.status ?? '')),
    shifted: deployment?.shifted === true,
    keptUntil: deployment && keptUntilOf(deployment, aws.pace),
  };
}
