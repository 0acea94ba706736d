import type { Place } from '../aws/aws.ts';
import type { Evidence } from './evidence.ts';

const CONSOLE: Readonly<Record<string, string>> = { 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com' };

/** The console of a region. */
export const consoleRoot = ({ region, partition }: Place): string => `https://${region}.${CONSOLE[partition] ?? 'console.aws.amazon.com'}`;

/** Where the same things are in the console. A rehearsal has none. */
export function consoleLinks(place: Place & { readonly sandbox: boolean }, evidence: Evidence): readonly string[] {
  if (place.sandbox) return [];
  const { region } = place;
  const { config } = evidence.setup;
  const { cluster, name } = config.service;
  const group = evidence.logs[0]?.group;
  return [
    ...(evidence.execution
      ? [`/codesuite/codepipeline/pipelines/${config.pipeline.name}/executions/${evidence.execution.id}/timeline?region=${region}`]
      : []),
    ...(evidence.deployment ? [`/codesuite/codedeploy/deployments/${evidence.deployment.id}?region=${region}`] : []),
    `/ecs/v2/clusters/${cluster}/services/${name}/health?region=${region}`,
    // The console wants the name encoded twice, with $ for the second %.
    ...(group === undefined
      ? []
      : [
          `/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encodeURIComponent(encodeURIComponent(group)).replaceAll('%', '$')}`,
        ]),
  ].map(path => `${consoleRoot(place)}${path}`);
}
