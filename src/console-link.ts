import type { Place } from './aws/aws.ts';
import { consoleRoot } from './diagnosis/links.ts';
import { textOf } from './paths.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where a thing is in the console, below its root; by kind. `name` is what it is called there. */
const PATHS: Readonly<Record<string, (fields: (field: string) => string, place: Place) => string>> = {
  'cloudwatch.alarm': (of, { region }) => `/cloudwatch/home?region=${region}#alarmsV2:alarm/${of('name')}`,
  'codecommit.repository': (of, { region }) => `/codesuite/codecommit/repositories/${of('name')}/browse?region=${region}`,
  'codedeploy.application': (of, { region }) => `/codesuite/codedeploy/applications/${of('name')}?region=${region}`,
  'codedeploy.deployment-group': (of, { region }) =>
    `/codesuite/codedeploy/applications/${of('application')}/deployment-groups/${of('name')}?region=${region}`,
  'codepipeline.pipeline': (of, { region }) => `/codesuite/codepipeline/pipelines/${of('name')}/view?region=${region}`,
  'ec2.security-group': (of, { region }) => `/ec2/home?region=${region}#SecurityGroup:groupId=${of('id')}`,
  'ecr.repository': (of, { account, region }) => `/ecr/repositories/private/${account}/${of('name')}?region=${region}`,
  'ecs.cluster': (of, { region }) => `/ecs/v2/clusters/${of('name')}/services?region=${region}`,
  'ecs.service': (of, { region }) => `/ecs/v2/clusters/${of('cluster')}/services/${of('name')}/health?region=${region}`,
  'ecs.task-definition': (of, { region }) => `/ecs/v2/task-definitions/${of('family')}?region=${region}`,
  'elbv2.load-balancer': (of, { region }) => `/ec2/home?region=${region}#LoadBalancer:loadBalancerArn=${of('arn')}`,
  'elbv2.target-group': (of, { region }) => `/ec2/home?region=${region}#TargetGroup:targetGroupArn=${of('arn')}`,
  'events.rule': (of, { region }) => `/events/home?region=${region}#/eventbus/default/rules/${of('name')}`,
  'iam.role': (of, { region }) => `/iam/home?region=${region}#/roles/details/${of('name')}`,
  's3.bucket': (of, { region }) => `/s3/buckets/${of('name')}?region=${region}`,
};

/** The address of a thing in the console; undefined in a rehearsal, and where the console has no page for it. */
export function consoleLink(place: Place & { readonly sandbox: boolean }, type: string, fields: Fields): string | undefined {
  const path = place.sandbox ? undefined : PATHS[type]?.(field => textOf(fields[field]), place);
  return path === undefined ? undefined : `${consoleRoot(place)}${path}`;
}
