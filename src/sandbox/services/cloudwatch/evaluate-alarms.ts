import { flushFigures } from '../../load-balancer-figures.ts';
import type { World } from '../../world.ts';
import { lastingActions, runActions } from './alarm-actions.ts';
import { watchedBy } from './alarm.ts';
import { changeState } from './change-state.ts';
import { judgeAlarm, type Datapoint } from './judge-alarm.ts';
import { mergePoints } from './merge-points.ts';
import { pointsBetween, pointsByUnit } from './read-metric.ts';
import { recordServiceFigures } from './service-figures.ts';
import type { AlarmRecord } from './state.ts';
import { stateReason, stateReasonData } from './state-reason.ts';
import { statisticOf } from './statistics.ts';

/** Type of the timer that evaluates the alarms of a region. */
export const EVALUATE_TIMER = 'cloudwatch.evaluate';

const MINUTE = 60;
const SHORTEST_PERIOD = 10;

/** AWS looks a little further back than the periods that count, for data that comes late. */
const EXTRA_PERIODS = 2;

/** A moment after the period ends, so that its last data is in. */
const DELAY = 1;

// Periods are AWS time, data is wall-clock: periods are cut from a time that runs `speed` times as fast since 1970.
const awsNow = (world: World): number => (world.clock.now().getTime() * world.clock.speed) / 1000;
const toWall = (world: World, awsSeconds: number): number => (awsSeconds * 1000) / world.clock.speed;

/** How often alarms are evaluated: each minute, or more often where one has a shorter period. */
const rhythm = (world: World): number =>
  Object.values(world.state.cloudwatch.alarms).some(alarm => watchedBy(alarm).period < MINUTE) ? SHORTEST_PERIOD : MINUTE;

/** Sets the timer of the next evaluation, if there is an alarm. */
export function startEvaluating(world: World): void {
  world.clock.cancel(({ type }) => type === EVALUATE_TIMER);
  if (Object.keys(world.state.cloudwatch.alarms).length === 0) return;
  const step = rhythm(world);
  world.clock.after(step - (awsNow(world) % step) + DELAY, EVALUATE_TIMER, {});
}

/** The data of an alarm's evaluation range, newest first. */
function rangeOf(world: World, alarm: AlarmRecord): Datapoint[] {
  const watched = watchedBy(alarm);
  const step = Math.min(MINUTE, watched.period);
  const end = Math.floor(awsNow(world) / step) * step;
  const points = pointsByUnit(world, watched).flatMap(([, ofUnit]) => ofUnit);
  return Array.from({ length: alarm.EvaluationPeriods + EXTRA_PERIODS }, (_, age) => {
    const from = toWall(world, end - (age + 1) * watched.period);
    const merged = mergePoints(pointsBetween(points, from, toWall(world, end - age * watched.period)));
    const value = merged && statisticOf(merged, watched.statistic);
    return merged === undefined || value === undefined ? [] : [{ at: from, age, value, sampleCount: merged.sampleCount }];
  }).flat();
}

/** The newest value of what an alarm watches. */
export const latestValue = (world: World, alarm: AlarmRecord): number | undefined => rangeOf(world, alarm)[0]?.value;

function evaluate(world: World, alarm: AlarmRecord): void {
  const judgement = judgeAlarm(alarm, rangeOf(world, alarm));
  if (judgement && judgement.state !== alarm.StateValue) {
    changeState(world, alarm, {
      state: judgement.state,
      reason: stateReason(alarm, judgement),
      reasonData: stateReasonData(alarm, judgement, world.clock.now()),
    });
  } else runActions(world, alarm, lastingActions(alarm));
}

/** Evaluates all alarms, and again when the next period is over. */
export function evaluateAlarms(world: World): void {
  startEvaluating(world);
  recordServiceFigures(world);
  flushFigures(world);
  for (const alarm of Object.values(world.state.cloudwatch.alarms)) evaluate(world, alarm);
}
