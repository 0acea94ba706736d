import type {
  BatchGetApplicationsInput,
  BatchGetDeploymentGroupsInput,
  BatchGetDeploymentsInput,
  CreateApplicationInput,
  CreateDeploymentGroupInput,
  CreateDeploymentInput,
  DeleteDeploymentConfigInput,
  DeleteDeploymentGroupInput,
  GetDeploymentInput,
  ListTagsForResourceInput,
  TagResourceInput,
  UntagResourceInput,
  UpdateApplicationInput,
  UpdateDeploymentGroupInput,
} from '@aws-sdk/client-codedeploy';
import { hasTags, passRole, requestTags, resourceTags, tagKeys, type SpeltTags } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import type { RequestContext } from '../iam/policy.ts';

const SERVICE = 'codedeploy.amazonaws.com';
const DEFAULT_CONFIG = 'CodeDeployDefault.OneAtATime';

const applicationArn = (world: World, name = '*'): string => arn(world, 'codedeploy', `application:${name}`);
const groupArn = (world: World, application = '*', group = '*'): string =>
  arn(world, 'codedeploy', `deploymentgroup:${application}/${group}`);
const configArn = (world: World, name = DEFAULT_CONFIG): string => arn(world, 'codedeploy', `deploymentconfig:${name}`);

/** Applications and deployment groups have tags. */
function tagsOf(world: World, resource: string): SpeltTags {
  const [, , , , , kind, path = ''] = resource.split(':');
  const [name = '', group = ''] = path.split('/');
  const application = world.state.codedeploy.applications[name];
  return kind === 'application' ? application?.tags : application?.groups[group]?.tags;
}

const on = (world: World, action: string, resource: string, context: RequestContext = {}): Need => ({
  action: `codedeploy:${action}`,
  resource,
  context: { ...resourceTags(tagsOf(world, resource)), ...context },
});

const making = (action: string, resource: string, tags: SpeltTags): readonly Need[] => [
  { action: `codedeploy:${action}`, resource, context: requestTags(tags) },
  ...(hasTags(tags) ? [{ action: 'codedeploy:TagResource', resource, context: requestTags(tags) }] : []),
];

const onApplication = (action: string): NeedsOf<never> =>
  needs((world, { applicationName }: UpdateApplicationInput) => [on(world, action, applicationArn(world, applicationName))]);

const onGroup = (action: string): NeedsOf<never> =>
  needs((world, { applicationName, deploymentGroupName }: Partial<DeleteDeploymentGroupInput>) => [
    on(world, action, groupArn(world, applicationName, deploymentGroupName)),
  ]);

const onConfig = (action: string): NeedsOf<never> =>
  needs((world, { deploymentConfigName }: DeleteDeploymentConfigInput) => [on(world, action, configArn(world, deploymentConfigName))]);

/** A deployment is asked about on its deployment group. */
function groupOfDeployment(world: World, id: string | undefined): string {
  const group = world.state.codedeploy.deployments[id ?? '']?.group;
  return groupArn(world, group?.applicationName, group?.deploymentGroupName);
}

/**
 * Besides the deployment itself, CodeDeploy has the caller look up the configuration and the revision, and register that. Whoever sets the
 * alarms of the group aside must be allowed to change it:
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html (overrideAlarmConfiguration)
 */
function deploying(world: World, input: CreateDeploymentInput): readonly Need[] {
  const { applicationName, deploymentGroupName } = input;
  const groupOfIt = groupArn(world, applicationName, deploymentGroupName);
  const group = world.state.codedeploy.applications[applicationName ?? '']?.groups[deploymentGroupName ?? ''];
  const application = applicationArn(world, applicationName);
  return [
    on(world, 'CreateDeployment', groupOfIt),
    ...(input.overrideAlarmConfiguration === undefined ? [] : [on(world, 'UpdateDeploymentGroup', groupOfIt)]),
    on(world, 'GetDeploymentConfig', configArn(world, input.deploymentConfigName ?? group?.info.deploymentConfigName)),
    on(world, 'GetApplicationRevision', application),
    on(world, 'RegisterApplicationRevision', application),
  ];
}

const ON_APPLICATION = `DeleteApplication GetApplication GetApplicationRevision ListApplicationRevisions ListDeploymentGroups
  RegisterApplicationRevision UpdateApplication`.split(/\s+/);

/** What IAM is asked about calls of CodeDeploy; what knows no resource, such as StopDeployment, is asked about on `*`. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  ...Object.fromEntries(ON_APPLICATION.map(action => [action, onApplication(action)])),
  BatchGetApplications: needs((world, { applicationNames }: BatchGetApplicationsInput) =>
    (applicationNames ?? []).map(name => on(world, 'BatchGetApplications', applicationArn(world, name))),
  ),
  BatchGetDeploymentGroups: needs((world, { applicationName, deploymentGroupNames }: BatchGetDeploymentGroupsInput) =>
    (deploymentGroupNames ?? []).map(name => on(world, 'BatchGetDeploymentGroups', groupArn(world, applicationName, name))),
  ),
  BatchGetDeployments: needs((world, { deploymentIds }: BatchGetDeploymentsInput) =>
    (deploymentIds ?? []).map(id => on(world, 'BatchGetDeployments', groupOfDeployment(world, id))),
  ),
  CreateApplication: needs((world, { applicationName, tags }: CreateApplicationInput) =>
    making('CreateApplication', applicationArn(world, applicationName), tags),
  ),
  CreateDeployment: needs(deploying),
  CreateDeploymentConfig: onConfig('CreateDeploymentConfig'),
  CreateDeploymentGroup: needs((world, input: CreateDeploymentGroupInput) => [
    ...making('CreateDeploymentGroup', groupArn(world, input.applicationName, input.deploymentGroupName), input.tags),
    ...passRole(input.serviceRoleArn, SERVICE),
  ]),
  DeleteDeploymentConfig: onConfig('DeleteDeploymentConfig'),
  DeleteDeploymentGroup: onGroup('DeleteDeploymentGroup'),
  GetDeployment: needs((world, { deploymentId }: GetDeploymentInput) => [
    on(world, 'GetDeployment', groupOfDeployment(world, deploymentId)),
  ]),
  GetDeploymentConfig: onConfig('GetDeploymentConfig'),
  GetDeploymentGroup: onGroup('GetDeploymentGroup'),
  ListDeployments: onGroup('ListDeployments'),
  ListTagsForResource: needs((world, { ResourceArn = '*' }: ListTagsForResourceInput) => [on(world, 'ListTagsForResource', ResourceArn)]),
  TagResource: needs((world, { ResourceArn = '*', Tags }: TagResourceInput) => [on(world, 'TagResource', ResourceArn, requestTags(Tags))]),
  UntagResource: needs((world, { ResourceArn = '*', TagKeys }: UntagResourceInput) => [
    on(world, 'UntagResource', ResourceArn, tagKeys(TagKeys)),
  ]),
  UpdateDeploymentGroup: needs((world, input: UpdateDeploymentGroupInput) => [
    on(world, 'UpdateDeploymentGroup', groupArn(world, input.applicationName, input.currentDeploymentGroupName)),
    ...passRole(input.serviceRoleArn, SERVICE),
  ]),
};
