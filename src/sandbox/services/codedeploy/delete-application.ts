import { DeleteApplication$, type DeleteApplicationInput } from '@aws-sdk/client-codedeploy';
import { operation } from '../../operation.ts';
import { checkApplicationName } from './application.ts';

/** Its deployment groups go with it. Deleting what is gone succeeds. */
export const deleteApplication = operation(DeleteApplication$, (world, input: DeleteApplicationInput): void => {
  const name = input.applicationName ?? '';
  checkApplicationName(name);
  delete world.state.codedeploy.applications[name];
});
