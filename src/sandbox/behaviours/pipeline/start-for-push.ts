import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import { gitProviderOf, type GitProvider } from '../../services/codeconnections/provider.ts';
import { startExecution } from '../../services/codepipeline/start-execution.ts';
import type { World } from '../../world.ts';

/** Whether a source action watches a branch behind a connection. A pipeline with triggers of its own says there what it watches. */
function watches(world: World, action: ActionDeclaration, provider: GitProvider, fullName: string, branch: string): boolean {
  const { ConnectionArn = '', FullRepositoryId, BranchName, DetectChanges } = action.configuration ?? {};
  const connection = world.state.codeconnections.connections[ConnectionArn];
  return (
    action.actionTypeId?.provider === 'CodeStarSourceConnection' &&
    connection?.status === 'AVAILABLE' &&
    gitProviderOf(connection.providerType) === provider &&
    FullRepositoryId === fullName &&
    BranchName === branch &&
    DetectChanges !== 'false'
  );
}

/** What the provider's webhook does after a push: starts the pipelines that watch the branch. */
export function startForPush(worlds: readonly World[], provider: GitProvider, fullName: string, reference: string): void {
  const branch = /^refs\/heads\/(.+)$/.exec(reference)?.[1];
  if (branch === undefined) return;
  for (const world of worlds) {
    for (const pipeline of Object.values(world.state.codepipeline.pipelines)) {
      const action = pipeline.declaration.stages?.[0]?.actions?.find(source => watches(world, source, provider, fullName, branch));
      const triggerDetail = action?.configuration?.['ConnectionArn'];
      if (triggerDetail !== undefined) startExecution(world, pipeline, { trigger: { triggerType: 'WebhookV2', triggerDetail } });
    }
  }
}
