import type { World } from '../world.ts';
import type { Thing } from './thing.ts';

/** Pipelines with the stages of their latest execution. */
export const codepipelineThings = ({ state }: World): readonly Thing[] =>
  Object.values(state.codepipeline.pipelines).map(({ name, declaration, executions }): Thing => {
    const latest = executions.at(-1);
    return {
      sort: 'pipeline',
      name,
      status: latest?.status,
      detail: latest?.id,
      parts: declaration.stages?.map((stage): Thing => ({
        sort: 'stage',
        name: stage.name ?? '',
        status: latest?.stages[stage.name ?? ''],
        parts: stage.actions?.map((action): Thing => {
          const run = latest?.actions.findLast(({ stageName, actionName }) => stageName === stage.name && actionName === action.name);
          return { sort: 'action', name: action.name ?? '', status: run?.status, detail: run?.error?.message ?? run?.externalExecutionId };
        }),
      })),
    };
  });

/** CodeDeploy's applications with their groups and deployments. */
export const codedeployThings = ({ state }: World): readonly Thing[] =>
  Object.values(state.codedeploy.applications).map(({ name, groups }): Thing => ({
    sort: 'application',
    name,
    parts: Object.entries(groups).map(([group]): Thing => ({
      sort: 'deployment group',
      name: group,
      parts: Object.values(state.codedeploy.deployments)
        .filter(deployment => deployment.group.applicationName === name && deployment.group.deploymentGroupName === group)
        .map((deployment): Thing => ({
          sort: 'deployment',
          name: deployment.id,
          status: deployment.status,
          detail: deployment.error?.message ?? `${deployment.greenWeight}% of the traffic on green`,
        })),
    })),
  }));
