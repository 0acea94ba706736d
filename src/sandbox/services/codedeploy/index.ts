import { alarmActive } from '../../behaviours/blue-green/alarms.ts';
import { takeStep } from '../../behaviours/blue-green/index.ts';
import { STEP_TIMER } from '../../behaviours/blue-green/steps.ts';
import type { SandboxService } from '../../operation.ts';
import { continueDeployment, skipWaitTimeForInstanceTermination } from './continue-deployment.ts';
import { createApplication } from './create-application.ts';
import { createDeploymentConfig } from './create-deployment-config.ts';
import { createDeploymentGroup } from './create-deployment-group.ts';
import { createDeployment } from './create-deployment.ts';
import { deleteApplication } from './delete-application.ts';
import { deleteDeploymentConfig } from './delete-deployment-config.ts';
import { deleteDeploymentGroup } from './delete-deployment-group.ts';
import { ALARM_ACTIVE_TIMER } from '../cloudwatch/change-state.ts';
import { batchGetApplications, getApplication, listApplications } from './get-application.ts';
import { getDeploymentConfig, listDeploymentConfigs } from './get-deployment-config.ts';
import { batchGetDeploymentGroups, getDeploymentGroup, listDeploymentGroups } from './get-deployment-group.ts';
import { batchGetDeploymentTargets, getDeploymentTarget, listDeploymentTargets } from './get-deployment-target.ts';
import { batchGetDeployments, getDeployment, listDeployments } from './get-deployment.ts';
import { memberErrors } from './member-errors.ts';
import { permissions } from './permissions.ts';
import { getApplicationRevision, listApplicationRevisions, registerApplicationRevision } from './register-application-revision.ts';
import { stopDeployment } from './stop-deployment.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { updateApplication } from './update-application.ts';
import { updateDeploymentGroup } from './update-deployment-group.ts';

/** AWS CodeDeploy, for blue/green deployments to Amazon ECS. */
export const codedeploy: SandboxService = {
  name: 'codedeploy',
  protocol: 'json',
  target: 'CodeDeploy_20141006',
  validationCode: 'ValidationException',
  memberErrors,
  operations: [
    batchGetApplications,
    batchGetDeploymentGroups,
    batchGetDeploymentTargets,
    batchGetDeployments,
    continueDeployment,
    createApplication,
    createDeployment,
    createDeploymentConfig,
    createDeploymentGroup,
    deleteApplication,
    deleteDeploymentConfig,
    deleteDeploymentGroup,
    getApplication,
    getApplicationRevision,
    getDeployment,
    getDeploymentConfig,
    getDeploymentGroup,
    getDeploymentTarget,
    listApplicationRevisions,
    listApplications,
    listDeploymentConfigs,
    listDeploymentGroups,
    listDeploymentTargets,
    listDeployments,
    listTagsForResource,
    registerApplicationRevision,
    skipWaitTimeForInstanceTermination,
    stopDeployment,
    tagResource,
    untagResource,
    updateApplication,
    updateDeploymentGroup,
  ],
  permissions,
  timers: { [ALARM_ACTIVE_TIMER]: alarmActive, [STEP_TIMER]: takeStep },
};
