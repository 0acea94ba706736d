import { ListAccountSettings$, type ListAccountSettingsRequest, type ListAccountSettingsResponse } from '@aws-sdk/client-ecs';
import { operation, type Call } from '../../operation.ts';
import type { World } from '../../world.ts';
import { page } from './page.ts';

/** Settings of an account of today; tag authorization is on for all accounts. */
const SETTINGS = {
  awsvpcTrunking: 'disabled',
  containerInsights: 'disabled',
  containerInstanceLongArnFormat: 'enabled',
  defaultLogDriverMode: 'non-blocking',
  fargateTaskRetirementWaitPeriod: '7',
  guardDutyActivate: 'disabled',
  serviceLongArnFormat: 'enabled',
  tagResourceAuthorization: 'on',
  taskLongArnFormat: 'enabled',
} as const;

export const listAccountSettings = operation(
  ListAccountSettings$,
  (_world: World, input: ListAccountSettingsRequest, call: Call): ListAccountSettingsResponse => {
    const all = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[])
      .filter(name => input.name === undefined || name === input.name)
      .map(name => ({ name, value: SETTINGS[name], principalArn: input.principalArn ?? call.caller }))
      .filter(setting => input.value === undefined || setting.value === input.value);
    // An account that changed nothing has no settings of its own, only effective ones.
    const { items, next } = page(input.effectiveSettings ? all : [], input.nextToken, input.maxResults);
    return { settings: items, ...(next && { nextToken: next }) };
  },
);
