import type {
  CreateClusterRequest,
  CreateServiceRequest,
  CreateTaskSetRequest,
  DeleteClusterRequest,
  DeleteServiceRequest,
  DeleteTaskDefinitionsRequest,
  DeleteTaskSetRequest,
  DescribeCapacityProvidersRequest,
  DescribeClustersRequest,
  DescribeServicesRequest,
  DescribeTaskSetsRequest,
  DescribeTasksRequest,
  ListServicesRequest,
  ListTagsForResourceRequest,
  ListTasksRequest,
  PutClusterCapacityProvidersRequest,
  RegisterTaskDefinitionRequest,
  RunTaskRequest,
  StopTaskRequest,
  TagResourceRequest,
  UntagResourceRequest,
  UpdateClusterRequest,
  UpdateClusterSettingsRequest,
  UpdateServicePrimaryTaskSetRequest,
  UpdateServiceRequest,
  UpdateTaskSetRequest,
} from '@aws-sdk/client-ecs';
import { given, hasTags, passRole, requestTags, resourceTags, tagKeys, type SpeltTags } from '../../needs.ts';
import { needs, type Need, type NeedsOf } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { findTaskDefinition } from './find.ts';
import type { RequestContext } from '../iam/policy.ts';

const lastPart = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

/** An ARN stands for itself, a name for the resource of that name. */
const toArn = (world: World, path: string, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arn(world, 'ecs', `${path}/${nameOrArn}`);

const clusterArn = (world: World, cluster = 'default'): string => toArn(world, 'cluster', cluster);
const serviceArn = (world: World, cluster = 'default', service = ''): string => toArn(world, `service/${lastPart(cluster)}`, service);
const taskArn = (world: World, cluster = 'default', task = ''): string => toArn(world, `task/${lastPart(cluster)}`, task);
const taskSetArn = (world: World, cluster = 'default', service = '', taskSet = '*'): string =>
  toArn(world, `task-set/${lastPart(cluster)}/${lastPart(service)}`, taskSet);

/** A family alone stands for its newest revision, in policies too since 2024: https://github.com/aws/aws-cdk/issues/30390 */
const taskDefinitionArn = (world: World, reference = ''): string =>
  findTaskDefinition(world, reference)?.taskDefinitionArn ?? toArn(world, 'task-definition', reference);

const inCluster = (world: World, cluster: string | undefined): RequestContext => ({ 'ecs:cluster': clusterArn(world, cluster) });
const inService = (world: World, cluster: string | undefined, service: string | undefined): RequestContext => ({
  ...inCluster(world, cluster),
  'ecs:service': serviceArn(world, cluster, service),
});

/** An action on what is there, with its tags. */
const on = (world: World, action: string, resource: string, context: RequestContext = {}): Need => ({
  action: `ecs:${action}`,
  resource,
  context: { ...resourceTags(world.state.ecs.tags[resource], 'ecs'), ...context },
});

/** An action that makes something, and the tagging of it. */
const making = (action: string, resource: string, tags: SpeltTags, context: RequestContext = {}, tagged = resource): readonly Need[] => [
  { action: `ecs:${action}`, resource, context: { ...requestTags(tags), ...context } },
  ...(hasTags(tags)
    ? [{ action: 'ecs:TagResource', resource: tagged, context: { ...requestTags(tags), 'ecs:CreateAction': action } }]
    : []),
];

const onAll =
  (action: string): NeedsOf<never> =>
  () => [{ action: `ecs:${action}`, resource: '*' }];

const providers = (strategy: CreateServiceRequest['capacityProviderStrategy']): readonly string[] =>
  (strategy ?? []).flatMap(({ capacityProvider }) => capacityProvider ?? []);

/** Condition keys of what a request says about a service. */
function serviceContext(world: World, input: CreateServiceRequest | UpdateServiceRequest): RequestContext {
  const network = input.networkConfiguration?.awsvpcConfiguration;
  return given({
    'ecs:cluster': clusterArn(world, input.cluster),
    'ecs:task-definition': input.taskDefinition === undefined ? undefined : taskDefinitionArn(world, input.taskDefinition),
    'ecs:capacity-provider': providers(input.capacityProviderStrategy),
    'ecs:enable-execute-command': input.enableExecuteCommand,
    'ecs:enable-ecs-managed-tags': input.enableECSManagedTags,
    'ecs:propagate-tags': input.propagateTags,
    'ecs:auto-assign-public-ip': network?.assignPublicIp && network.assignPublicIp === 'ENABLED',
    'ecs:subnet': network?.subnets,
  });
}

/** Roles that ECS itself takes on for a service: to move its traffic, to call its hooks, to make its volumes. */
const infrastructureRoles = (input: CreateServiceRequest | UpdateServiceRequest): readonly Need[] =>
  [
    ...(input.loadBalancers ?? []).map(({ advancedConfiguration }) => advancedConfiguration?.roleArn),
    ...(input.deploymentConfiguration?.lifecycleHooks ?? []).map(({ roleArn }) => roleArn),
    ...(input.volumeConfigurations ?? []).map(({ managedEBSVolume }) => managedEBSVolume?.roleArn),
  ].flatMap(roleArn => passRole(roleArn, 'ecs.amazonaws.com'));

/** Task roles may be named without the rest of their ARN. */
const taskRoles = (world: World, ...roles: readonly (string | undefined)[]): readonly Need[] =>
  roles.flatMap(role => passRole(role && (role.startsWith('arn:') ? role : arn(world, 'iam', `role/${role}`)), 'ecs-tasks.amazonaws.com'));

function registering(world: World, input: RegisterTaskDefinitionRequest): readonly Need[] {
  const context = given({
    'ecs:task-cpu': input.cpu,
    'ecs:task-memory': input.memory,
    'ecs:compute-compatibility': input.requiresCompatibilities,
    'ecs:privileged': input.containerDefinitions?.some(({ privileged }) => privileged),
  });
  return [
    ...making('RegisterTaskDefinition', arn(world, 'ecs', `task-definition/${input.family}:*`), input.tags, context),
    ...taskRoles(world, input.taskRoleArn, input.executionRoleArn),
  ];
}

function running(world: World, input: RunTaskRequest): readonly Need[] {
  const { cluster, taskDefinition, tags, overrides } = input;
  const definition = findTaskDefinition(world, taskDefinition ?? '');
  const resource = taskDefinitionArn(world, taskDefinition);
  const context = given({
    'ecs:cluster': clusterArn(world, cluster),
    'ecs:capacity-provider': providers(input.capacityProviderStrategy),
    'ecs:enable-execute-command': input.enableExecuteCommand,
    'ecs:task-cpu': overrides?.cpu,
    'ecs:task-memory': overrides?.memory,
  });
  return [
    ...making(
      'RunTask',
      resource,
      tags,
      { ...resourceTags(world.state.ecs.tags[resource], 'ecs'), ...context },
      taskArn(world, cluster, '*'),
    ),
    ...taskRoles(world, overrides?.taskRoleArn ?? definition?.taskRoleArn, overrides?.executionRoleArn ?? definition?.executionRoleArn),
  ];
}

/** What IAM is asked about calls of ECS. */
export const permissions: Readonly<Record<string, NeedsOf<never>>> = {
  CreateCluster: needs((world, { clusterName, tags, capacityProviders }: CreateClusterRequest) =>
    making('CreateCluster', clusterArn(world, clusterName), tags, given({ 'ecs:capacity-provider': capacityProviders })),
  ),
  CreateService: needs((world, input: CreateServiceRequest) => [
    ...making('CreateService', serviceArn(world, input.cluster, input.serviceName), input.tags, serviceContext(world, input)),
    ...infrastructureRoles(input),
  ]),
  CreateTaskSet: needs((world, input: CreateTaskSetRequest) => {
    const { cluster, service, tags, taskDefinition } = input;
    return making('CreateTaskSet', taskSetArn(world, cluster, service), tags, {
      ...inService(world, cluster, service),
      ...given({
        'ecs:task-definition': taskDefinitionArn(world, taskDefinition),
        'ecs:capacity-provider': providers(input.capacityProviderStrategy),
      }),
    });
  }),
  DeleteCluster: needs((world, { cluster }: DeleteClusterRequest) => [on(world, 'DeleteCluster', clusterArn(world, cluster))]),
  DeleteService: needs((world, { cluster, service }: DeleteServiceRequest) => [
    on(world, 'DeleteService', serviceArn(world, cluster, service), inCluster(world, cluster)),
  ]),
  DeleteTaskDefinitions: needs((world, { taskDefinitions }: DeleteTaskDefinitionsRequest) =>
    (taskDefinitions ?? []).map(reference => on(world, 'DeleteTaskDefinitions', taskDefinitionArn(world, reference))),
  ),
  DeleteTaskSet: needs((world, { cluster, service, taskSet }: DeleteTaskSetRequest) => [
    on(world, 'DeleteTaskSet', taskSetArn(world, cluster, service, taskSet), inService(world, cluster, service)),
  ]),
  DeregisterTaskDefinition: onAll('DeregisterTaskDefinition'),
  DescribeCapacityProviders: needs((world, { capacityProviders }: DescribeCapacityProvidersRequest) =>
    (capacityProviders?.length ? capacityProviders : ['*']).map(provider =>
      on(world, 'DescribeCapacityProviders', toArn(world, 'capacity-provider', provider)),
    ),
  ),
  DescribeClusters: needs((world, { clusters }: DescribeClustersRequest) =>
    (clusters?.length ? clusters : ['default']).map(cluster => on(world, 'DescribeClusters', clusterArn(world, cluster))),
  ),
  DescribeServices: needs((world, { cluster, services }: DescribeServicesRequest) =>
    (services ?? []).map(service => on(world, 'DescribeServices', serviceArn(world, cluster, service), inCluster(world, cluster))),
  ),
  DescribeTaskDefinition: onAll('DescribeTaskDefinition'),
  DescribeTaskSets: needs((world, { cluster, service, taskSets }: DescribeTaskSetsRequest) =>
    (taskSets?.length ? taskSets : ['*']).map(taskSet =>
      on(world, 'DescribeTaskSets', taskSetArn(world, cluster, service, taskSet), inService(world, cluster, service)),
    ),
  ),
  DescribeTasks: needs((world, { cluster, tasks }: DescribeTasksRequest) =>
    (tasks ?? []).map(task => on(world, 'DescribeTasks', taskArn(world, cluster, task), inCluster(world, cluster))),
  ),
  ListAccountSettings: onAll('ListAccountSettings'),
  ListClusters: onAll('ListClusters'),
  ListServices: needs((world, { cluster }: ListServicesRequest) => [on(world, 'ListServices', '*', inCluster(world, cluster))]),
  ListTagsForResource: needs((world, { resourceArn }: ListTagsForResourceRequest) => [
    on(world, 'ListTagsForResource', resourceArn ?? '*'),
  ]),
  ListTaskDefinitionFamilies: onAll('ListTaskDefinitionFamilies'),
  ListTaskDefinitions: onAll('ListTaskDefinitions'),
  /** Without a container instance it is asked about on `*`, whatever the reference says: https://github.com/fabfuel/ecs-deploy/issues/119 */
  ListTasks: needs((world, { cluster, containerInstance }: ListTasksRequest) => {
    const resource = containerInstance ? toArn(world, `container-instance/${lastPart(cluster ?? 'default')}`, containerInstance) : '*';
    return [on(world, 'ListTasks', resource, inCluster(world, cluster))];
  }),
  PutClusterCapacityProviders: needs((world, { cluster, capacityProviders }: PutClusterCapacityProvidersRequest) => [
    on(world, 'PutClusterCapacityProviders', clusterArn(world, cluster), given({ 'ecs:capacity-provider': capacityProviders })),
  ]),
  RegisterTaskDefinition: needs(registering),
  RunTask: needs(running),
  StopTask: needs((world, { cluster, task }: StopTaskRequest) => [
    on(world, 'StopTask', taskArn(world, cluster, task), inCluster(world, cluster)),
  ]),
  TagResource: needs((world, { resourceArn, tags }: TagResourceRequest) => [
    on(world, 'TagResource', resourceArn ?? '*', requestTags(tags)),
  ]),
  UntagResource: needs((world, { resourceArn, tagKeys: keys }: UntagResourceRequest) => [
    on(world, 'UntagResource', resourceArn ?? '*', tagKeys(keys)),
  ]),
  UpdateCluster: needs((world, { cluster }: UpdateClusterRequest) => [on(world, 'UpdateCluster', clusterArn(world, cluster))]),
  UpdateClusterSettings: needs((world, { cluster }: UpdateClusterSettingsRequest) => [
    on(world, 'UpdateClusterSettings', clusterArn(world, cluster)),
  ]),
  UpdateService: needs((world, input: UpdateServiceRequest) => [
    on(world, 'UpdateService', serviceArn(world, input.cluster, input.service), serviceContext(world, input)),
    ...infrastructureRoles(input),
  ]),
  UpdateServicePrimaryTaskSet: needs((world, { cluster, service }: UpdateServicePrimaryTaskSetRequest) => [
    on(world, 'UpdateServicePrimaryTaskSet', serviceArn(world, cluster, service), inCluster(world, cluster)),
  ]),
  UpdateTaskSet: needs((world, { cluster, service, taskSet }: UpdateTaskSetRequest) => [
    on(world, 'UpdateTaskSet', taskSetArn(world, cluster, service, taskSet), inService(world, cluster, service)),
  ]),
};
