import { describe, expect, it } from 'vitest';
import type { CauseCode } from '../../src/diagnosis/cause.ts';
import { causeWords } from '../../src/diagnosis/cause.ts';
import { CAUSES, findCause } from '../../src/diagnosis/causes/index.ts';
import type { Evidence } from '../../src/diagnosis/evidence.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import type { DeploymentLook } from '../../src/release/look-deployment.ts';
import type { StoppedTasks } from '../../src/release/look-tasks.ts';
import { resolveConfig } from '../../src/resolve-config.ts';
import { createSetup } from '../../src/setup.ts';

const place = { account: '111122223333', region: 'us-east-1', partition: 'aws' };
const { config } = resolveConfig({ app: 'shop', region: 'us-east-1' }, { env: 'default', sandbox: false, region: 'us-east-1' });
const setup = createSetup(config, place);
const NOTHING: Evidence = { setup, stopped: [], targets: [], events: [], logs: [], alarms: [], unseen: [] };

/** An action that failed with these words. */
const action = (message: string): Partial<Evidence> => ({
  action: { stage: 'Deploy', action: 'Deploy', status: 'Failed', message, externalId: undefined, seconds: 1 },
});

const deployment = (code: string, message: string, changes: Partial<DeploymentLook> = {}): Partial<Evidence> => ({
  deployment: {
    id: 'd-ABC',
    productionListener: undefined,
    status: 'Failed',
    creator: 'user',
    error: { code, message },
    rollback: undefined,
    shifted: false,
    keptMinutes: 5,
    keptSince: undefined,
    createdAt: undefined,
    completedAt: undefined,
    lifecycle: [],
    taskSets: [],
    ...changes,
  },
});

const stopped = (reason: string, changes: Partial<StoppedTasks> = {}): Partial<Evidence> => ({
  stopped: [
    {
      taskSet: 'ecs-svc/1',
      stopCode: 'TaskFailedToStart',
      reason,
      containers: [],
      count: 3,
      tasks: ['arn:aws:ecs:us-east-1:111122223333:task/shop/1'],
      taskDefinition: 'arn:aws:ecs:us-east-1:111122223333:task-definition/shop:2',
      lastAt: undefined,
      ...changes,
    },
  ],
});

const exited = (exitCode: number, reason?: string): Partial<Evidence> =>
  stopped('Essential container in task exited', {
    stopCode: 'EssentialContainerExited',
    containers: [{ name: 'shop', exitCode, reason }],
  });

const logged = (...lines: readonly string[]): Partial<Evidence> => ({ logs: [{ container: 'shop', group: '/ecs/shop', lines }] });

const network = (publicIp: boolean, route: 'public' | 'private' | 'none'): Partial<Evidence> => ({
  network: { publicIp, routes: { 'subnet-1': route }, groups: ['sg-1'], letsIn: true },
});

const TIMEOUT =
  'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.';
const NO_ECR =
  'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration.';

/** What AWS said, and the cause that it shows. Those that the sandbox produces are in diagnose-release.test.ts. */
const RECORDED: readonly [CauseCode, Partial<Evidence>, Readonly<Record<string, string>>?][] = [
  ['repositoryMissing', action('The repository shop does not exist.'), { repository: 'shop' }],
  [
    'imageRepositoryMissing',
    action("The repository with name 'shop' does not exist in the registry with id '111122223333'"),
    { repository: 'shop' },
  ],
  [
    'tagsNotAllowed',
    action('User: arn:aws:sts::111122223333:assumed-role/p/1 is not authorized to perform: ecs:TagResource on resource: x'),
    { role: 'p' },
  ],
  [
    'foreignPermissionMissing',
    action(
      'User: arn:aws:sts::111122223333:assumed-role/other/1 is not authorized to perform: ecs:RegisterTaskDefinition on resource: * because no identity-based policy allows it',
    ),
    { principal: 'other', action: 'ecs:RegisterTaskDefinition', resource: '*' },
  ],
  [
    'deploymentBlocked',
    action("The Deployment Group 'x' already has an active Deployment 'd-XYZ' (Error Code: DeploymentLimitExceededException)"),
    { deployment: 'd-XYZ' },
  ],
  ['deploymentGroupMissing', action('No application found for name: AppECS-shop (Service: AmazonCodeDeploy)'), { name: 'AppECS-shop' }],
  [
    'imageFileMissing',
    action('Exception while trying to read the image artifact file from the artifact: MyImage.'),
    { artifact: 'MyImage' },
  ],
  [
    'taskdefRefused',
    action('Family is bad. (Service: AmazonECS; Status Code: 400; Error Code: ClientException; Request ID: 1)'),
    { reason: 'Family is bad.' },
  ],
  ['alarmRang', deployment('ALARM_ACTIVE', 'stopped. Activated alarms: <errors>'), { alarms: 'errors' }],
  [
    'alarmMissing',
    deployment(
      'CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND',
      'The state of the Amazon CloudWatch alarm errors could not be retrieved: the alarm does not exist.',
    ),
    { alarm: 'errors' },
  ],
  [
    'approvalMissing',
    deployment('DEPLOYMENT_TIMEOUT', 'The deployment timed out while waiting for a notification to continue after 60 minutes'),
    { deployment: 'd-ABC' },
  ],
  [
    'hookSilent',
    deployment('TIMEOUT', 'CodeDeploy timed out waiting for a status callback, which it expects within one hour.', {
      lifecycle: [{ event: 'AfterInstall', status: 'Failed', startedAt: undefined, seconds: 1, message: undefined }],
    }),
    { event: 'AfterInstall' },
  ],
  [
    'hookFailed',
    deployment('HOOK_EXECUTION_FAILURE', 'The deployment failed because one or more of the lifecycle event validation functions failed.', {
      lifecycle: [{ event: 'AfterInstall', status: 'Failed', startedAt: undefined, seconds: 1, message: 'Function not found' }],
    }),
    { event: 'AfterInstall', detail: 'Function not found' },
  ],
  [
    'loadBalancerBroken',
    deployment('ELASTIC_LOAD_BALANCING_INVALID', 'The ELB could not be updated due to the following error: Listener x not found'),
    { reason: 'Listener x not found' },
  ],
  [
    'serviceGone',
    deployment('INVALID_ECS_SERVICE', 'The ECS service web in cluster demo could not be found or is not active.'),
    { service: 'web', cluster: 'demo' },
  ],
  [
    'serviceUnsteady',
    deployment('INVALID_ECS_SERVICE', 'The ECS service web in cluster demo is not in a steady state.'),
    { service: 'web' },
  ],
  ['stoppedByHand', deployment('MANUAL_STOP', 'The deployment was stopped by the user.'), { deployment: 'd-ABC' }],
  ['forgotten', { ...deployment('TIMEOUT', TIMEOUT), ...logged('Error: no database', 'bye') }, { line: 'Error: no database' }],
  [
    'roleNotAssumable',
    deployment(
      'IAM_ROLE_MISSING',
      'The IAM role arn:aws:iam::111122223333:role/deploy could not be found or cannot be assumed by codedeploy.amazonaws.com.',
    ),
    { role: 'deploy', step: 'codedeploy' },
  ],
  [
    'roleNotAssumable',
    stopped("ECS was unable to assume the role 'arn:aws:iam::111122223333:role/exec' that was provided for this task."),
    { role: 'exec', step: 'taskdef' },
  ],
  ['secretMissing', stopped('ResourceInitializationError: unable to pull secrets: invalid ssm parameters: /web/key'), { name: '/web/key' }],
  ['pullLimited', stopped('CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.')],
  ['pullDenied', stopped('CannotPullContainerError: failed to resolve ref x: pulling failed with status code [manifests]: 403 Forbidden')],
  ['imageNameInvalid', stopped('CannotPullContainerError: invalid reference format')],
  ['diskFull', stopped('CannotPullContainerError: ref pull: write /x: no space left on device: unknown')],
  ['noPublicIp', { ...stopped(NO_ECR), ...network(false, 'public') }, { target: 'Amazon ECR', subnets: 'subnet-1' }],
  ['noRoute', { ...stopped(NO_ECR), ...network(false, 'none') }, { target: 'Amazon ECR', subnets: 'subnet-1' }],
  ['noWayOut', { ...stopped(NO_ECR), ...network(false, 'private') }, { target: 'Amazon ECR' }],
  [
    'vcpuQuota',
    {
      events: [
        "(service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.",
      ],
    },
  ],
  ['noCapacity', { events: ['(service web) was unable to place a task. Reason: Capacity is unavailable at this time.'] }],
  ['noAddresses', { events: ['(service web) was unable to place a task. Reason: subnet has not enough free addresses'] }],
  [
    'wrongArchitecture',
    stopped("CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'"),
    { platform: 'amd64' },
  ],
  ['commandMissing', { ...exited(127), ...logged('exec: "/start.sh": stat /start.sh: no such file or directory') }, { container: 'shop' }],
  ['containerUnhealthy', { events: ['(service web) (task 1) failed container health checks.'] }, { container: 'shop' }],
  [
    'portSilent',
    { events: ['(service web) (port 80) is unhealthy in (target-group x) due to (reason Request timed out).'], ...network(true, 'public') },
    { port: '80' },
  ],
  [
    'portRefused',
    { events: ['(service web) (port 81) is unhealthy in (target-group x) due to (reason Health checks failed).'] },
    { port: '81' },
  ],
];

describe('the table of causes', () => {
  it.each(RECORDED)('finds %s in what AWS said', (code, evidence, facts = {}) => {
    expect(findCause({ ...NOTHING, ...evidence })).toMatchObject({ code, facts });
  });

  it('holds a row for every cause that the catalogues know, once each', () => {
    const codes = CAUSES.map(({ code }) => code);
    expect(codes.toSorted()).toEqual(Object.keys(LANGUAGES.en.causes).toSorted());
  });

  it('finds nothing in nothing, nor in words that nobody knows', () => {
    expect(findCause(NOTHING)).toBeUndefined();
    expect(findCause({ ...NOTHING, ...action('Something new has happened.') })).toBeUndefined();
    expect(findCause({ ...NOTHING, ...deployment('UNHEARD_OF', 'Something new has happened.') })).toBeUndefined();
  });

  it('takes the specific before the general', () => {
    const crash = {
      ...NOTHING,
      ...deployment('MANUAL_STOP', 'The deployment was stopped by the user.'),
      ...exited(1),
      ...logged('Error: no database'),
    };
    expect(findCause(crash)).toEqual({ code: 'containerCrashed', facts: { container: 'shop', exitCode: '1', line: 'Error: no database' } });
    const ringing = { name: 'errors', state: 'ALARM', reason: '5 > 1', since: undefined };
    expect(findCause({ ...crash, alarms: [ringing] })).toMatchObject({ code: 'alarmRang', facts: { alarms: 'errors: 5 > 1' } });
    const other = { ...NOTHING, ...exited(255), ...logged('exec /app: exec format error') };
    expect(findCause(other)?.code).toBe('wrongArchitecture');
  });

  it('says how to see what a version logged that set off an alarm', () => {
    for (const messages of Object.values(LANGUAGES)) {
      const { remedy } = causeWords(messages, { code: 'alarmRang', facts: { alarms: 'errors' } }, ' --sandbox');
      expect(remedy).toContain('wizard logs --since 30m --sandbox');
    }
  });

  it('says in both languages what to type, for this very set-up', () => {
    const cause = { code: 'logGroupMissing', facts: { group: '/ecs/shop' } } as const;
    for (const messages of Object.values(LANGUAGES)) {
      const { message, remedy } = causeWords(messages, cause, ' --sandbox --env prod');
      expect(message).toContain('/ecs/shop');
      expect(remedy).toContain('wizard taskdef --sandbox --env prod');
    }
  });
});
