import { ApplicationAlreadyExistsException$, UpdateApplication$, type UpdateApplicationInput } from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { checkApplicationName, findApplication } from './application.ts';

/** Renames an application; its compute platform cannot change. */
export const updateApplication = operation(UpdateApplication$, (world, input: UpdateApplicationInput): void => {
  const application = findApplication(world, input.applicationName);
  const name = input.newApplicationName;
  if (name === undefined || name === application.name) return;
  checkApplicationName(name);
  const { applications } = world.state.codedeploy;
  if (applications[name] !== undefined) throw fault(ApplicationAlreadyExistsException$, `Application already exists: ${name}`);
  delete applications[application.name];
  application.name = name;
  applications[name] = application;
  for (const group of Object.values(application.groups)) group.info.applicationName = name;
});
