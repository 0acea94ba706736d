import { denialMessage, isAssumable } from '../../services/iam/authorize.ts';
import { ActionFailure, type ActionContext } from './action.ts';

/** Why the role of an action may not do something; undefined where it may. */
export function refusal(
  { world, pipeline, execution, roleArn }: ActionContext,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): string | undefined {
  return denialMessage(
    world,
    { roleArn, sessionName: execution.id.replaceAll('-', '').slice(0, 16) + pipeline.name.slice(0, 16) },
    action,
    resource,
    context,
  );
}

/** Checks that the role of an action allows something; otherwise the action fails, in the words given or in IAM's. */
export function assertAllowed(
  context: ActionContext,
  action: string,
  resource: string,
  options: { readonly context?: Readonly<Record<string, string>>; readonly message?: string } = {},
): void {
  const refused = refusal(context, action, resource, options.context);
  if (refused !== undefined) throw new ActionFailure('PermissionError', options.message ?? refused);
}

/** Checks that CodePipeline can take on the role: it may have gone since the pipeline was made. */
export function assertAssumable({ world, pipeline, declaration, roleArn }: ActionContext): void {
  const pipelineRole = pipeline.declaration.roleArn ?? '';
  const context = { 'aws:SourceArn': pipeline.arn };
  const reachable = isAssumable(world, pipelineRole, 'codepipeline.amazonaws.com', context);
  if (!reachable)
    throw new ActionFailure('PermissionError', `CodePipeline is not authorized to perform AssumeRole on role ${pipelineRole}`);
  if (declaration.roleArn === undefined || declaration.roleArn === pipelineRole) return;
  const refused = denialMessage(world, { roleArn: pipelineRole, sessionName: pipeline.name }, 'sts:AssumeRole', roleArn);
  if (refused !== undefined) throw new ActionFailure('PermissionError', refused);
}
