import { randomUUID } from 'node:crypto';
import {
  DeleteScheduledAction$,
  DescribeScheduledActions$,
  PutScheduledAction$,
  type DeleteScheduledActionRequest,
  type DescribeScheduledActionsRequest,
  type DescribeScheduledActionsResponse,
  type PutScheduledActionRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { arn, type World } from '../../world.ts';
import { cancelSchedule, planSchedule, readSchedule } from './schedule.ts';
import type { ScheduledRecord } from './state.ts';
import { badToken, DIMENSION, invalid, noSuch, notEmulated, targetOf, type Scaled } from './target.ts';

const find = (world: World, { ResourceId }: Scaled, name: string | undefined): ScheduledRecord | undefined =>
  Object.values(world.state.applicationAutoScaling.scheduled).find(
    action => action.ResourceId === ResourceId && action.ScheduledActionName === name,
  );

/** Makes a scheduled action, or changes what is given of the one of that name. */
export const putScheduledAction = operation(PutScheduledAction$, (world, input: PutScheduledActionRequest): void => {
  const { ResourceId } = targetOf(world, input);
  const { ScheduledActionName = '' } = input;
  const known = find(world, input, ScheduledActionName);
  const Schedule = input.Schedule ?? known?.Schedule;
  if (Schedule === undefined) throw invalid('Schedule must be specified for a new scheduled action');
  readSchedule(Schedule);
  const { Timezone = known?.Timezone } = input;
  if (Timezone !== undefined && !['UTC', 'Etc/UTC'].includes(Timezone)) throw notEmulated(`schedules in the time zone ${Timezone}`);
  const bounds = input.ScalableTargetAction ?? known?.ScalableTargetAction;
  if (bounds?.MinCapacity === undefined && bounds?.MaxCapacity === undefined) {
    throw invalid('At least one of MinCapacity and MaxCapacity must be specified');
  }
  const name = `${randomUUID()}:resource/ecs/${ResourceId}:scheduledActionName/${ScheduledActionName}`;
  const action: ScheduledRecord = {
    ScheduledActionName,
    ScheduledActionARN: known?.ScheduledActionARN ?? arn(world, 'autoscaling', `scheduledAction:${name}`),
    ServiceNamespace: 'ecs',
    ResourceId,
    ScalableDimension: DIMENSION,
    Schedule,
    Timezone,
    StartTime: input.StartTime,
    EndTime: input.EndTime,
    ScalableTargetAction: bounds,
    CreationTime: known?.CreationTime ?? world.clock.now(),
  };
  cancelSchedule(world, action);
  world.state.applicationAutoScaling.scheduled[action.ScheduledActionARN] = action;
  planSchedule(world, action, true);
});

export const deleteScheduledAction = operation(DeleteScheduledAction$, (world, input: DeleteScheduledActionRequest): void => {
  const action = find(world, input, input.ScheduledActionName);
  if (!action) throw noSuch('scheduled action', input.ScheduledActionName, input);
  cancelSchedule(world, action);
  delete world.state.applicationAutoScaling.scheduled[action.ScheduledActionARN];
});

export const describeScheduledActions = operation(
  DescribeScheduledActions$,
  (world, input: DescribeScheduledActionsRequest): DescribeScheduledActionsResponse => {
    const actions = Object.values(world.state.applicationAutoScaling.scheduled).filter(
      ({ ServiceNamespace, ResourceId, ScheduledActionName }) =>
        ServiceNamespace === input.ServiceNamespace &&
        (input.ResourceId === undefined || ResourceId === input.ResourceId) &&
        (input.ScheduledActionNames === undefined || input.ScheduledActionNames.includes(ScheduledActionName)),
    );
    const { items, next } = page(actions, input.NextToken, input.MaxResults ?? 50, badToken);
    return { ScheduledActions: items, NextToken: next };
  },
);
