import type { SandboxService } from '../../operation.ts';
import type { World } from '../../world.ts';
import { listAccountSettings } from './account-settings.ts';
import { describeCapacityProviders } from './capacity-providers.ts';
import {
  createCluster,
  deleteCluster,
  describeClusters,
  listClusters,
  putClusterCapacityProviders,
  updateCluster,
  updateClusterSettings,
} from './clusters.ts';
import { checkContainer } from './container-health.ts';
import { containerExited, containerListening } from './container-timers.ts';
import { createService } from './create-service.ts';
import { deleteService } from './delete-service.ts';
import { describeServices, listServices } from './describe-services.ts';
import { permissions } from './permissions.ts';
import { registerTaskDefinition } from './register-task-definition.ts';
import { pauseTasks, restartTasks } from './restart-tasks.ts';
import { runTask } from './run-task.ts';
import { backOffOver, taskFailed } from './failed-tasks.ts';
import { scheduleService } from './schedule-service.ts';
import { targetHealthChanged } from './schedule-soon.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import {
  deleteTaskDefinitions,
  deregisterTaskDefinition,
  describeTaskDefinition,
  listTaskDefinitionFamilies,
  listTaskDefinitions,
  taskDefinitionDeleted,
} from './task-definitions.ts';
import { graceOver, taskDeprovisioning, taskForgotten, taskPending, taskRunning, taskStopped, taskStopping } from './task-lifecycle.ts';
import {
  createTaskSet as createTaskSetOperation,
  deleteTaskSet as deleteTaskSetOperation,
  describeTaskSets,
  updateServicePrimaryTaskSet,
  updateTaskSet,
} from './task-set-operations.ts';
import { describeTasks, listTasks, stopTask } from './tasks.ts';
import { updateService } from './update-service.ts';

export { findService } from './find.ts';
export { createTaskSet, deleteTaskSet, setPrimaryTaskSet, taskSetStatus } from './task-sets.ts';

/** Amazon ECS, on Fargate: services whose tasks are local web servers. */
export const ecs: SandboxService = {
  name: 'ecs',
  protocol: 'json',
  target: 'AmazonEC2ContainerServiceV20141113',
  validationCode: 'InvalidParameterException',
  operations: [
    createCluster,
    createService,
    createTaskSetOperation,
    deleteCluster,
    deleteService,
    deleteTaskDefinitions,
    deleteTaskSetOperation,
    deregisterTaskDefinition,
    describeCapacityProviders,
    describeClusters,
    describeServices,
    describeTaskDefinition,
    describeTaskSets,
    describeTasks,
    listAccountSettings,
    listClusters,
    listServices,
    listTagsForResource,
    listTaskDefinitionFamilies,
    listTaskDefinitions,
    listTasks,
    putClusterCapacityProviders,
    registerTaskDefinition,
    runTask,
    stopTask,
    tagResource,
    untagResource,
    updateCluster,
    updateClusterSettings,
    updateService,
    updateServicePrimaryTaskSet,
    updateTaskSet,
  ],
  permissions,
  timers: {
    'ecs.back-off-over': backOffOver,
    'ecs.container-exited': containerExited,
    'ecs.container-health': checkContainer,
    'ecs.container-listening': containerListening,
    'ecs.grace-over': graceOver,
    'ecs.schedule': scheduleService,
    'ecs.target-health': targetHealthChanged,
    'ecs.task-definition-deleted': taskDefinitionDeleted,
    'ecs.task-deprovisioning': taskDeprovisioning,
    'ecs.task-failed': taskFailed,
    'ecs.task-forgotten': taskForgotten,
    'ecs.task-pending': taskPending,
    'ecs.task-running': taskRunning,
    'ecs.task-stopped': taskStopped,
    'ecs.task-stopping': taskStopping,
  },
  start: (world: World) => restartTasks(world),
  stop: (world: World) => pauseTasks(world),
};
