import type { SandboxService } from '../../operation.ts';
import type { World } from '../../world.ts';
import { deleteAlarms } from './delete-alarms.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarms, describeAlarmsForMetric } from './describe-alarms.ts';
import { disableAlarmActions, enableAlarmActions } from './enable-alarm-actions.ts';
import { EVALUATE_TIMER, evaluateAlarms } from './evaluate-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { metricKey } from './metric.ts';
import { permissions } from './permissions.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';
import { setAlarmState } from './set-alarm-state.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Takes the data of metrics out of the state, where it was put when the sandbox stopped. */
function takeMetrics(world: World): void {
  for (const metric of world.state.cloudwatch.metrics.splice(0)) {
    world.runtime.metrics.set(metricKey(metric.namespace, metric.name, metric.dimensions), metric);
  }
}

/** Amazon CloudWatch: metrics, and alarms on them. Clients have spoken three protocols with it; all are served. */
export const cloudwatch: SandboxService = {
  name: 'monitoring',
  actionPrefix: 'cloudwatch',
  protocol: 'json',
  otherProtocols: ['query', 'cbor'],
  target: 'GraniteServiceVersion20100801',
  jsonVersion: '1.0',
  version: '2010-08-01',
  xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  validationCode: 'ValidationError',
  operations: [
    deleteAlarms,
    describeAlarmHistory,
    describeAlarms,
    describeAlarmsForMetric,
    disableAlarmActions,
    enableAlarmActions,
    getMetricData,
    getMetricStatistics,
    listMetrics,
    listTagsForResource,
    putMetricAlarm,
    putMetricData,
    setAlarmState,
    tagResource,
    untagResource,
  ],
  permissions,
  timers: { [EVALUATE_TIMER]: evaluateAlarms },
  start: takeMetrics,
  stop: world => {
    world.state.cloudwatch.metrics.push(...world.runtime.metrics.values());
  },
};
