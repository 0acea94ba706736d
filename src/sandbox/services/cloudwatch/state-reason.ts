import { watchedBy } from './alarm.ts';
import { eventTime } from './alarm-history.ts';
import { isBreaching, neededBy, type Datapoint, type Judgement } from './judge-alarm.ts';
import type { AlarmRecord } from './state.ts';

const COMPARED: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** Numbers as Java writes them: `5.0`. */
const double = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `24/11/26 10:00:00` */
const shortTime = (at: number): string => {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const were = (count: number): string => (count === 1 ? 'was' : 'were');

const received = (count: number): string =>
  count === 0 ? 'no datapoints were received' : `${counted(count, 'datapoint')} ${were(count)} received`;

function crossed(alarm: AlarmRecord, { state, datapoints }: Judgement): string {
  const isAlarm = state === 'ALARM';
  const deciding = datapoints.filter(({ value }) => isBreaching(alarm, value) === isAlarm);
  const list = deciding.map(({ value, at }) => `${double(value)} (${shortTime(at)})`).join(', ');
  const compared = `${were(deciding.length)} ${isAlarm ? '' : 'not '}${COMPARED[alarm.ComparisonOperator ?? '']} the threshold (${double(alarm.Threshold ?? 0)})`;
  if (alarm.DatapointsToAlarm === undefined) return `${counted(deciding.length, 'datapoint')} [${list}] ${compared}.`;
  const least = isAlarm ? neededBy(alarm) : alarm.EvaluationPeriods - neededBy(alarm) + 1;
  const transition = `minimum ${counted(least, 'datapoint')} for ${isAlarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition`;
  return `${deciding.length} out of the last ${datapoints.length} datapoints [${list}] ${compared} (${transition}).`;
}

/** Why an alarm is in a state, in the words of AWS. */
export function stateReason(alarm: AlarmRecord, judgement: Judgement): string {
  const { state, datapoints, missing } = judgement;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${counted(missing, 'datapoint')} ${were(missing)} unknown.`;
  const treated = { breaching: 'Breaching', notBreaching: 'NonBreaching' }[alarm.TreatMissingData ?? ''];
  const isDecidedByData = datapoints.filter(({ value }) => isBreaching(alarm, value)).length >= neededBy(alarm);
  if (missing === 0 || treated === undefined || isDecidedByData) return `Threshold Crossed: ${crossed(alarm, judgement)}`;
  const periods = counted(alarm.EvaluationPeriods, 'period');
  return `Threshold Crossed: ${received(datapoints.length)} for ${periods} and ${counted(missing, 'missing datapoint')} ${were(missing)} treated as [${treated}].`;
}

const evaluated = ({ at, sampleCount, value }: Datapoint): string =>
  `{"timestamp":"${eventTime(new Date(at))}","sampleCount":${double(sampleCount)},"value":${double(value)}}`;

/** The same for programs: JSON with AWS's members, in its order. */
export function stateReasonData(alarm: AlarmRecord, { datapoints }: Judgement, now: Date): string {
  const { statistic, period, unit } = watchedBy(alarm);
  const oldest = datapoints.at(-1);
  const members = [
    '"version":"1.0"',
    `"queryDate":"${eventTime(now)}"`,
    ...(oldest ? [`"startDate":"${eventTime(new Date(oldest.at))}"`] : []),
    ...(unit === undefined ? [] : [`"unit":${JSON.stringify(unit)}`]),
    `"statistic":${JSON.stringify(statistic)}`,
    `"period":${period}`,
    `"recentDatapoints":[${datapoints
      .map(({ value }) => double(value))
      .reverse()
      .join(',')}]`,
    `"threshold":${double(alarm.Threshold ?? 0)}`,
    ...(oldest ? [`"evaluatedDatapoints":[${datapoints.map(evaluated).join(',')}]`] : []),
  ];
  return `{${members.join(',')}}`;
}
