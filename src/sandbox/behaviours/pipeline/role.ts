import { needsOfCall } from '../../needs.ts';
import type { Need, SandboxService } from '../../operation.ts';
import { denialMessage, isAssumable, roleIdentity, type Session } from '../../services/iam/authorize.ts';
import type { RequestContext } from '../../services/iam/policy.ts';
import { ActionFailure, type ActionContext } from './action.ts';

/** Why the role of an action may not do something; undefined where it may. */
export function refusal(context: ActionContext, action: string, resource: string, keys: RequestContext = {}): string | undefined {
  return denialMessage(context.world, sessionOf(context), action, resource, keys);
}

const sessionOf = ({ pipeline, execution, roleArn }: ActionContext): Session => ({
  roleArn,
  sessionName: execution.id.replaceAll('-', '').slice(0, 16) + pipeline.name.slice(0, 16),
});

/** What IAM is asked about a call that the role of an action makes. */
export const needsOfAction = (
  context: ActionContext,
  permissions: NonNullable<SandboxService['permissions']>,
  operation: string,
  input: object,
): readonly Need[] =>
  needsOfCall(permissions, context.world, { operation, input, identity: roleIdentity(context.world, sessionOf(context)) });

/** Checks that the role of an action allows something; otherwise the action fails, in the words given or in IAM's. */
export function assertAllowed(
  context: ActionContext,
  action: string,
  resource: string,
  options: { readonly context?: RequestContext; readonly message?: string } = {},
): void {
  const refused = refusal(context, action, resource, options.context);
  if (refused !== undefined) throw new ActionFailure('PermissionError', options.message ?? refused);
}

/** Checks that the role of an action may make a call, by what IAM is asked about that. */
export function assertMayCall(context: ActionContext, needs: readonly Need[]): void {
  for (const { action, resource, context: keys } of needs) assertAllowed(context, action, resource, keys && { context: keys });
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
