import { InvalidStructureException$ } from '@aws-sdk/client-codepipeline';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { isAssumable } from '../iam/authorize.ts';

/** A pipeline is made only with a role that CodePipeline can take on, a young one not yet. */
export function checkRole(world: World, roleArn: string, pipelineArn: string): void {
  if (isAssumable(world, roleArn, 'codepipeline.amazonaws.com', { 'aws:SourceArn': pipelineArn })) return;
  throw fault(InvalidStructureException$, `CodePipeline is not authorized to perform AssumeRole on role ${roleArn}`);
}
