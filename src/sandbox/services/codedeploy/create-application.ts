import { randomUUID } from 'node:crypto';
import {
  ApplicationAlreadyExistsException$,
  CreateApplication$,
  type CreateApplicationInput,
  type CreateApplicationOutput,
} from '@aws-sdk/client-codedeploy';
import { emptyRecord } from '../../empty-record.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { checkApplicationName } from './application.ts';

/** Without `computePlatform` the application is one for servers, which no ECS deployment group fits. */
export const createApplication = operation(CreateApplication$, (world, input: CreateApplicationInput): CreateApplicationOutput => {
  const name = input.applicationName ?? '';
  checkApplicationName(name);
  if (world.state.codedeploy.applications[name] !== undefined) {
    throw fault(ApplicationAlreadyExistsException$, `Application already exists: ${name}`);
  }
  const id = randomUUID();
  world.state.codedeploy.applications[name] = {
    id,
    name,
    computePlatform: input.computePlatform ?? 'Server',
    createTime: world.clock.now(),
    tags: input.tags ?? [],
    groups: emptyRecord(),
    revisions: [],
  };
  return { applicationId: id };
});
