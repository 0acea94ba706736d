import {
  CodeDeployClient,
  CreateDeploymentGroupCommand,
  GetDeploymentGroupCommand,
  ListTagsForResourceCommand,
  UpdateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { ownerTagList } from '../../src/aws/tags.ts';
import { deploymentGroup, type DeploymentGroupSpec } from '../../src/resources/deployment-group.ts';
import { awsError, fakeAws, through } from './fake-aws.ts';
import { QUIET_INTENT } from './stage.ts';

const codedeploy = mockClient(CodeDeployClient);
const aws = fakeAws({ codedeploy: through(new CodeDeployClient({ region: 'ap-northeast-2' })) });

afterEach(() => codedeploy.reset());

const spec: DeploymentGroupSpec = {
  application: 'app',
  name: 'group',
  roleArn: 'role',
  cluster: 'cluster',
  service: 'web',
  blueTargetGroup: 'blue',
  greenTargetGroup: 'green',
  productionListenerArn: 'production',
  testListenerArn: 'test',
  deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce',
  terminationWaitMinutes: 5,
  alarms: ['errors', 'slow'],
};

const exists = (targetGroups: readonly string[]): void => {
  codedeploy.on(ListTagsForResourceCommand).resolves({ Tags: ownerTagList(aws) });
  codedeploy.on(GetDeploymentGroupCommand).resolves({
    deploymentGroupInfo: {
      applicationName: 'app',
      deploymentGroupName: 'group',
      deploymentGroupId: 'id',
      serviceRoleArn: 'role',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      ecsServices: [{ clusterName: 'cluster', serviceName: 'web' }],
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: targetGroups.map(name => ({ name })),
            prodTrafficRoute: { listenerArns: ['production'] },
            testTrafficRoute: { listenerArns: ['test'] },
          },
        ],
      },
      blueGreenDeploymentConfiguration: { terminateBlueInstancesOnDeploymentSuccess: { terminationWaitTimeInMinutes: 5 } },
      alarmConfiguration: { enabled: true, alarms: [{ name: 'slow' }, { name: 'errors' }] },
    },
  });
};

describe('the two target groups', () => {
  it.each([[['blue', 'green']], [['green', 'blue']]])('are as wanted in whatever order CodeDeploy has them: %s', async order => {
    exists(order);
    expect((await deploymentGroup.read(aws, spec))?.actual).toEqual(spec);
  });

  it('differ when another one is wanted', async () => {
    exists(['green', 'third']);
    expect((await deploymentGroup.read(aws, spec))?.actual).toMatchObject({ blueTargetGroup: 'green', greenTargetGroup: 'third' });
  });

  it('are not sent again when something else changes, so that they are never turned round', async () => {
    exists(['green', 'blue']);
    codedeploy.on(UpdateDeploymentGroupCommand).resolves({});
    const changed = { ...spec, terminationWaitMinutes: 60 };
    await deploymentGroup.ensure(aws, changed, await deploymentGroup.read(aws, changed), QUIET_INTENT);
    const [update] = codedeploy.commandCalls(UpdateDeploymentGroupCommand);
    expect(update?.args[0].input).not.toHaveProperty('loadBalancerInfo');
    expect(update?.args[0].input.blueGreenDeploymentConfiguration).toMatchObject({
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 60 },
    });
  });
});

it('waits until a new role has spread', async () => {
  codedeploy
    .on(CreateDeploymentGroupCommand)
    .rejectsOnce(awsError('InvalidRoleException', 'AWS CodeDeploy does not have the permissions required to assume the role role.'))
    .resolves({ deploymentGroupId: 'id' });
  expect(await deploymentGroup.ensure(aws, spec, undefined, QUIET_INTENT)).toEqual({ application: 'app', name: 'group', id: 'id' });
  expect(codedeploy.commandCalls(CreateDeploymentGroupCommand)).toHaveLength(2);
});

it('rolls back by itself and goes on without being asked', async () => {
  codedeploy.on(CreateDeploymentGroupCommand).resolves({ deploymentGroupId: 'id' });
  await deploymentGroup.ensure(aws, spec, undefined, QUIET_INTENT);
  expect(codedeploy.commandCalls(CreateDeploymentGroupCommand)[0]?.args[0].input).toMatchObject({
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'] },
    blueGreenDeploymentConfiguration: { deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 } },
    tags: ownerTagList(aws),
  });
});
