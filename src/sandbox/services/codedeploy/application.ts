import {
  ApplicationDoesNotExistException$,
  DeploymentDoesNotExistException$,
  DeploymentGroupDoesNotExistException$,
  InvalidApplicationNameException$,
  InvalidDeploymentIdException$,
  InvalidNextTokenException$,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import type { ApplicationRecord, DeploymentGroupRecord, DeploymentRecord } from './state.ts';

export const badToken = (): Error => fault(InvalidNextTokenException$, 'The next token was specified in an invalid format.');

/** Refuses names of applications that CodeDeploy refuses. */
export function checkApplicationName(name: string): void {
  if (!/^[\w+=,.@-]{1,100}$/.test(name)) throw fault(InvalidApplicationNameException$, `Invalid application name: ${name}`);
}

/** The application of this name, or AWS's refusal. */
export function findApplication(world: World, name: string | undefined): ApplicationRecord {
  const application = world.state.codedeploy.applications[name ?? ''];
  if (application === undefined) throw fault(ApplicationDoesNotExistException$, `No application found for name: ${name}`);
  return application;
}

/** The deployment group of this name, or AWS's refusal. */
export function findGroup(application: ApplicationRecord, name: string | undefined): DeploymentGroupRecord {
  const group = application.groups[name ?? ''];
  if (group === undefined) throw fault(DeploymentGroupDoesNotExistException$, `No Deployment Group found for name: ${name}`);
  return group;
}

/** The deployment with this id, or AWS's refusal. */
export function findDeployment(world: World, id: string | undefined): DeploymentRecord {
  if (!/^d-[A-Z0-9]{9}$/.test(id ?? '')) throw fault(InvalidDeploymentIdException$, `The specified deployment ID is not valid: ${id}`);
  const deployment = world.state.codedeploy.deployments[id ?? ''];
  if (deployment === undefined) throw fault(DeploymentDoesNotExistException$, `The deployment ${id} could not be found`);
  return deployment;
}
