import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { awsCli, type AwsCli } from '../helpers/aws-cli.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';

const APPLICATION = 'AppECS-ecs-codepipeline-ecs-codepipeline-service';
const GROUP = 'DgpECS-ecs-codepipeline-ecs-codepipeline-service';
const OF_GROUP = `--application-name ${APPLICATION} --deployment-group-name ${GROUP}`;
const SERVICE = '--cluster ecs-codepipeline --services ecs-codepipeline-service';
const BUCKET = 'ecs-codepipeline-artifacts-111122223333-ap-northeast-2';

interface Place {
  readonly folder: string;
  readonly url: string;
  readonly loadBalancer: string;
  /** ARNs of the target groups, by colour. */
  readonly blue: string;
  readonly green: string;
  readonly repositoryUri: string;
}

let aws: AwsCli;
let place: Place;

const file = (name: string): Promise<string> => readFile(join(place.folder, name), 'utf8');

beforeAll(async () => {
  const folder = await emptyProject();
  const made = await runWizard(folder, ['init', '--sandbox', '--yes', '--non-interactive', '--json']);
  if (made.code !== 0) throw new Error(`init has failed: ${made.stdout}${made.stderr}`);
  aws = await awsCli(folder);
  const targetGroup = (colour: string): Promise<string> =>
    aws.text(`elbv2 describe-target-groups --names ecs-codepipeline-${colour} --query TargetGroups[].TargetGroupArn`);
  place = {
    folder,
    url: String(made.result?.['url']),
    loadBalancer: await aws.text('elbv2 describe-load-balancers --names ecs-codepipeline --query LoadBalancers[].LoadBalancerArn'),
    blue: await targetGroup('blue'),
    green: await targetGroup('green'),
    repositoryUri: await aws.text('ecr describe-repositories --query repositories[].repositoryUri'),
  };
  await succeeded();
});

const newestExecution = (): Promise<string> =>
  aws.text(
    'codepipeline list-pipeline-executions --pipeline-name ecs-codepipeline --no-paginate --query pipelineExecutionSummaries[0].status',
  );

/** Waits until the newest execution of the pipeline has succeeded: the old version is gone then too. */
const succeeded = (): Promise<boolean> =>
  vi.waitUntil(async () => (await newestExecution()) === 'Succeeded', { timeout: 60_000, interval: 500 });

interface Row {
  readonly what: string;
  readonly command: string;
  readonly shows: (place: Place) => object;
}

const trusting = (service: string) => ({
  Role: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] } },
});

const CHECKLIST: readonly Row[] = [
  {
    what: 'the CodeCommit repository',
    command: 'codecommit get-repository --repository-name ecs-codepipeline',
    shows: () => ({ repositoryMetadata: { repositoryName: 'ecs-codepipeline', defaultBranch: 'main' } }),
  },
  {
    what: 'the region of the tutorial',
    command: 'ec2 describe-availability-zones --query AvailabilityZones[0]',
    shows: () => ({ RegionName: 'ap-northeast-2' }),
  },
  {
    what: 'the ECR repository',
    command: 'ecr describe-repositories --repository-names ecs-codepipeline-ecr-repo',
    shows: () => ({
      repositories: [{ imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', imageTagMutabilityExclusionFilters: [{ filter: 'nginx' }] }],
    }),
  },
  {
    what: 'the image in it',
    command: 'ecr describe-images --repository-name ecs-codepipeline-ecr-repo --image-ids imageTag=nginx',
    shows: () => ({ imageDetails: [{ imageTags: expect.arrayContaining(['nginx', expect.stringMatching(/^sha-/)]) }] }),
  },
  {
    what: 'the registered task definition',
    command: 'ecs describe-task-definition --task-definition ecs-taskdef:1 --include TAGS',
    shows: ({ repositoryUri }) => ({
      taskDefinition: {
        family: 'ecs-taskdef',
        revision: 1,
        status: 'ACTIVE',
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        requiresCompatibilities: ['FARGATE'],
        executionRoleArn: 'arn:aws:iam::111122223333:role/ecs-codepipeline-execution-ap-northeast-2',
        containerDefinitions: [
          {
            name: 'nginx-website',
            image: expect.stringMatching(new RegExp(`^${repositoryUri}@sha256:[0-9a-f]{64}$`)),
            essential: true,
            portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
          },
        ],
      },
      tags: expect.arrayContaining([{ key: 'ecs-bluegreen:app', value: 'ecs-codepipeline' }]),
    }),
  },
  {
    what: 'the load balancer',
    command: 'elbv2 describe-load-balancers --names ecs-codepipeline',
    shows: () => ({ LoadBalancers: [{ Type: 'application', Scheme: 'internet-facing', State: { Code: 'active' } }] }),
  },
  ...['blue', 'green'].map(colour => ({
    what: `the ${colour} target group`,
    command: `elbv2 describe-target-groups --names ecs-codepipeline-${colour}`,
    shows: ({ loadBalancer }: Place) => ({
      TargetGroups: [{ TargetType: 'ip', Protocol: 'HTTP', Port: 80, LoadBalancerArns: [loadBalancer] }],
    }),
  })),
  {
    what: 'what lets the traffic in to the load balancer',
    command:
      'ec2 describe-security-groups --filters Name=group-name,Values=ecs-codepipeline-load-balancer --query SecurityGroups[].IpPermissions[]',
    shows: () => [80, 8080].map(port => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] })),
  },
  {
    what: 'what lets the load balancer in to the tasks',
    command:
      'ec2 describe-security-groups --filters Name=group-name,Values=ecs-codepipeline-tasks --query SecurityGroups[].IpPermissions[]',
    shows: () => [
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [], UserIdGroupPairs: [{ GroupId: expect.stringMatching(/^sg-/) }] },
    ],
  },
  {
    what: 'the cluster',
    command: 'ecs describe-clusters --clusters ecs-codepipeline',
    shows: () => ({ clusters: [{ status: 'ACTIVE', activeServicesCount: 1, runningTasksCount: 1 }], failures: [] }),
  },
  {
    what: 'the service, with the green task set alone after the first release',
    command: `ecs describe-services ${SERVICE}`,
    shows: ({ green }) => ({
      services: [
        {
          status: 'ACTIVE',
          deploymentController: { type: 'CODE_DEPLOY' },
          schedulingStrategy: 'REPLICA',
          desiredCount: 1,
          runningCount: 1,
          launchType: 'FARGATE',
          deployments: [],
          networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'ENABLED' } },
          taskSets: [
            {
              status: 'PRIMARY',
              startedBy: 'CODE_DEPLOY',
              stabilityStatus: 'STEADY_STATE',
              scale: { value: 100, unit: 'PERCENT' },
              loadBalancers: [{ targetGroupArn: green, containerName: 'nginx-website', containerPort: 80 }],
            },
          ],
        },
      ],
    }),
  },
  {
    what: 'the CodeDeploy application',
    command: `deploy get-application --application-name ${APPLICATION}`,
    shows: () => ({ application: { computePlatform: 'ECS' } }),
  },
  {
    what: 'the deployment group: all at once, both target groups, both listeners, the old version kept for 5 minutes',
    command: `deploy get-deployment-group ${OF_GROUP}`,
    shows: () => ({
      deploymentGroupInfo: {
        deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
        deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
        ecsServices: [{ clusterName: 'ecs-codepipeline', serviceName: 'ecs-codepipeline-service' }],
        blueGreenDeploymentConfiguration: {
          terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
          deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT' },
        },
        loadBalancerInfo: {
          targetGroupPairInfoList: [
            {
              targetGroups: [{ name: 'ecs-codepipeline-blue' }, { name: 'ecs-codepipeline-green' }],
              prodTrafficRoute: { listenerArns: [expect.stringContaining(':listener/app/ecs-codepipeline/')] },
              testTrafficRoute: { listenerArns: [expect.stringContaining(':listener/app/ecs-codepipeline/')] },
            },
          ],
        },
        autoRollbackConfiguration: { enabled: true },
        lastSuccessfulDeployment: { status: 'Succeeded' },
      },
    }),
  },
  {
    what: 'the pipeline: both sources, no build, CodeDeployToECS',
    command: 'codepipeline get-pipeline --name ecs-codepipeline --query pipeline.stages[].actions[].[actionTypeId.provider,configuration]',
    shows: () => [
      ['CodeCommit', { RepositoryName: 'ecs-codepipeline', BranchName: 'main', PollForSourceChanges: 'false' }],
      ['ECR', { RepositoryName: 'ecs-codepipeline-ecr-repo', ImageTag: 'nginx' }],
      [
        'CodeDeployToECS',
        {
          ApplicationName: APPLICATION,
          DeploymentGroupName: GROUP,
          TaskDefinitionTemplatePath: 'taskdef.json',
          AppSpecTemplatePath: 'appspec.yaml',
          Image1ContainerName: 'IMAGE1_NAME',
        },
      ],
    ],
  },
  {
    what: 'the pipeline done',
    command: 'codepipeline get-pipeline-state --name ecs-codepipeline',
    shows: () => ({
      stageStates: [
        { stageName: 'Source', latestExecution: { status: 'Succeeded' } },
        {
          stageName: 'Deploy',
          latestExecution: { status: 'Succeeded' },
          actionStates: [{ latestExecution: { status: 'Succeeded', externalExecutionId: expect.stringMatching(/^d-/) } }],
        },
      ],
    }),
  },
  {
    what: 'the one execution that a new pipeline makes by itself',
    command: 'codepipeline list-pipeline-executions --pipeline-name ecs-codepipeline',
    shows: () => ({ pipelineExecutionSummaries: [{ status: 'Succeeded', trigger: { triggerType: 'CreatePipeline' } }] }),
  },
  {
    what: 'the rules that start it',
    command: 'events list-rules --query Rules[].[Name,State]',
    shows: () => [
      ['ecs-codepipeline-files', 'ENABLED'],
      ['ecs-codepipeline-image', 'ENABLED'],
    ],
  },
  ...['files', 'image'].map(rule => ({
    what: `the target of the rule for the ${rule}`,
    command: `events list-targets-by-rule --rule ecs-codepipeline-${rule}`,
    shows: () => ({
      Targets: [
        {
          Arn: 'arn:aws:codepipeline:ap-northeast-2:111122223333:ecs-codepipeline',
          RoleArn: 'arn:aws:iam::111122223333:role/ecs-codepipeline-events-ap-northeast-2',
        },
      ],
    }),
  })),
  ...[
    ['execution', 'ecs-tasks.amazonaws.com'],
    ['task', 'ecs-tasks.amazonaws.com'],
    ['codedeploy', 'codedeploy.amazonaws.com'],
    ['pipeline', 'codepipeline.amazonaws.com'],
    ['events', 'events.amazonaws.com'],
  ].map(([role = '', service = '']) => ({
    what: `the ${role} role`,
    command: `iam get-role --role-name ecs-codepipeline-${role}-ap-northeast-2`,
    shows: () => trusting(service),
  })),
  {
    what: 'the encryption of the artifact bucket',
    command: `s3api get-bucket-encryption --bucket ${BUCKET}`,
    shows: () => ({ ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } }),
  },
  {
    what: 'the policy of the artifact bucket',
    command: `s3api get-bucket-policy --bucket ${BUCKET}`,
    shows: () => ({ Policy: expect.stringContaining('"aws:SecureTransport":"false"') }),
  },
  {
    what: 'the log group',
    command: 'logs describe-log-groups --log-group-name-prefix /ecs/ecs-codepipeline',
    shows: () => ({ logGroups: [{ logGroupName: '/ecs/ecs-codepipeline', retentionInDays: 14 }] }),
  },
];

describe('after init', () => {
  it.concurrent.each(CHECKLIST)('shows $what', async ({ command, shows }) => {
    expect(await aws.json(command)).toMatchObject(shows(place));
  });

  it('shows a commit that holds exactly the two files, as they are in the folder', async () => {
    const folder = await aws.json(
      'codecommit get-folder --repository-name ecs-codepipeline --folder-path / --query [subFolders,files[].absolutePath]',
    );
    expect(folder).toEqual([[], ['appspec.yaml', 'taskdef.json']]);
    const tip = await aws.text('codecommit get-branch --repository-name ecs-codepipeline --branch-name main --query branch.commitId');
    const message = await aws.text(`codecommit get-commit --repository-name ecs-codepipeline --commit-id ${tip} --query commit.message`);
    expect(message).toBe('ecs-codepipeline-v1');
    for (const name of ['appspec.yaml', 'taskdef.json']) {
      const content = await aws.text(`codecommit get-file --repository-name ecs-codepipeline --file-path ${name} --query fileContent`);
      expect(Buffer.from(content, 'base64').toString()).toBe(await file(name));
    }
    expect(await file('appspec.yaml')).toContain('TaskDefinition: <TASK_DEFINITION>');
  });

  it('shows the production listener on 80 and the test listener on 8080, both leading to the green target group', async () => {
    const { green, blue, loadBalancer } = place;
    const listeners = await aws.json(
      `elbv2 describe-listeners --load-balancer-arn ${loadBalancer} --query Listeners[].[Port,DefaultActions[].ForwardConfig.TargetGroups[].[TargetGroupArn,Weight]]`,
    );
    expect(listeners).toEqual([
      [
        80,
        [
          [green, 100],
          [blue, 0],
        ],
      ],
      [8080, [[green, 1]]],
    ]);
  });

  it("shows the tasks' lines in the log", async () => {
    expect((await fetch(place.url)).status).toBe(200);
    const task = await aws.text('ecs list-tasks --cluster ecs-codepipeline --query taskArns');
    const stream = `nginx-website/nginx-website/${task.split('/').at(-1)}`;
    const messages = () =>
      aws.json(
        `logs get-log-events --log-group-name /ecs/ecs-codepipeline --log-stream-name ${stream} --start-from-head --query events[].message`,
      );
    await expect
      .poll(messages)
      .toEqual(expect.arrayContaining([expect.stringContaining('started'), expect.stringContaining('"GET / HTTP/1.1" 200')]));
  });
});

/** Writes taskdef.json anew with an image in place of the placeholder; returns the file's name. */
async function taskDefinitionFile(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const template = JSON.parse((await file('taskdef.json')).replace('<IMAGE1_NAME>', `${place.repositoryUri}:nginx`)) as object;
  await writeFile(join(place.folder, 'real.json'), JSON.stringify({ ...template, ...changes }));
  return 'real.json';
}

const servingTaskDefinition = (): Promise<string> =>
  aws.text(`ecs describe-services ${SERVICE} --query`, "services[].taskSets[?status=='PRIMARY'].taskDefinition[]");

/** Names of the target groups behind the production listener, by weight. */
async function weights(): Promise<unknown> {
  const query = 'Listeners[?Port==`80`].DefaultActions[].ForwardConfig.TargetGroups[]';
  const groups = (await aws.json(`elbv2 describe-listeners --load-balancer-arn ${place.loadBalancer} --query`, query)) as readonly {
    readonly TargetGroupArn: string;
    readonly Weight: number;
  }[];
  return Object.fromEntries(groups.map(group => [group.TargetGroupArn === place.blue ? 'blue' : 'green', group.Weight]));
}

const newestDeployment = (): Promise<string> => aws.text(`deploy list-deployments ${OF_GROUP} --query deployments[0]`);

async function deploymentAfter(last: string): Promise<string> {
  await expect.poll(newestDeployment, { timeout: 30_000, interval: 200 }).not.toBe(last);
  return newestDeployment();
}

describe('the rendered files', () => {
  it('are taken as they stand by register-task-definition and create-service', async () => {
    const registered = await aws.text(
      `ecs register-task-definition --cli-input-json file://${await taskDefinitionFile()} --query taskDefinition.taskDefinitionArn`,
    );
    expect(registered).toMatch(/:task-definition\/ecs-taskdef:\d+$/);
    const created = await aws.json('ecs create-service --service-name other --cli-input-json file://create-service.json');
    expect(created).toMatchObject({
      service: { status: 'ACTIVE', taskDefinition: registered, deploymentController: { type: 'CODE_DEPLOY' } },
    });
    const running = () => aws.text('ecs describe-services --cluster ecs-codepipeline --services other --query services[].runningCount');
    await expect.poll(running, { timeout: 30_000, interval: 500 }).toBe('1');
    await aws.json('ecs delete-service --cluster ecs-codepipeline --service other --force');
    const status = () => aws.text('ecs describe-services --cluster ecs-codepipeline --services other --query services[].status');
    await expect.poll(status, { timeout: 30_000, interval: 500 }).toBe('INACTIVE');
  });

  it('are refused by create-service for a name that is taken', async () => {
    const refused = await aws.refusal(
      'ecs create-service --service-name ecs-codepipeline-service --cli-input-json file://create-service.json',
    );
    expect(refused).toContain('InvalidParameterException');
    expect(refused).toContain('Creation of service was not idempotent.');
  });
});

describe('a release', () => {
  it('begins with a commit alone, and brings the new task definition live', async () => {
    const last = await newestDeployment();
    await writeFile(
      join(place.folder, 'changed.json'),
      (await file('taskdef.json')).replace('"cpu": "256"', '"cpu": "512"').replace('"memory": "512"', '"memory": "1024"'),
    );
    const tip = await aws.text('codecommit get-branch --repository-name ecs-codepipeline --branch-name main --query branch.commitId');
    const put =
      'codecommit put-file --repository-name ecs-codepipeline --branch-name main --file-path taskdef.json --file-content fileb://changed.json';
    const commit = await aws.text(`${put} --parent-commit-id ${tip} --commit-message ecs-codepipeline-v2 --query commitId`);
    const deployment = await deploymentAfter(last);
    await aws.text(`deploy wait deployment-successful --deployment-id ${deployment}`);
    await succeeded();

    const [execution] = (await aws.json(
      'codepipeline list-pipeline-executions --pipeline-name ecs-codepipeline --query pipelineExecutionSummaries',
    )) as readonly unknown[];
    expect(execution).toMatchObject({
      trigger: { triggerType: 'CloudWatchEvent', triggerDetail: 'arn:aws:events:ap-northeast-2:111122223333:rule/ecs-codepipeline-files' },
      sourceRevisions: expect.arrayContaining([expect.objectContaining({ revisionId: commit, revisionSummary: 'ecs-codepipeline-v2' })]),
    });
    const sizes = await aws.json(
      `ecs describe-task-definition --task-definition ${await servingTaskDefinition()} --query taskDefinition.[cpu,memory]`,
    );
    expect(sizes).toEqual(['512', '1024']);
    expect(await weights()).toEqual({ blue: 100, green: 0 });
    expect((await fetch(place.url)).headers.get('x-sandbox-colour')).toBe('blue');
    expect(await aws.refusal(`${put} --parent-commit-id ${tip}`)).toContain('ParentCommitIdOutdatedException');
  });

  it('is made by `aws ecs deploy`, which finds application and deployment group by itself; a load balancer is waited for meanwhile', async () => {
    const before = await weights();
    const deploy = aws.text(
      `ecs deploy --cluster ecs-codepipeline --service ecs-codepipeline-service --task-definition ${await taskDefinitionFile()} --codedeploy-appspec appspec.yaml`,
    );
    const subnets = await aws.text(
      `elbv2 describe-load-balancers --names ecs-codepipeline --query LoadBalancers[].AvailabilityZones[].SubnetId`,
    );
    const other = await aws.text(
      `elbv2 create-load-balancer --name other --query LoadBalancers[].[LoadBalancerArn,State.Code] --subnets`,
      ...subnets.split('\t'),
    );
    const [arn = '', state] = other.split('\t');
    expect(state).toBe('provisioning');
    await aws.text(`elbv2 wait load-balancer-available --load-balancer-arns ${arn}`);
    expect(await aws.text(`elbv2 describe-load-balancers --load-balancer-arns ${arn} --query LoadBalancers[].State.Code`)).toBe('active');
    await aws.text(`elbv2 delete-load-balancer --load-balancer-arn ${arn}`);
    await aws.text(`elbv2 wait load-balancers-deleted --load-balancer-arns ${arn}`);

    const said = await deploy;
    const [registered = ''] = /arn:aws:ecs:\S+:task-definition\/ecs-taskdef:\d+/.exec(said) ?? [];
    expect(said).toContain(`Successfully deployed ${registered} to service 'ecs-codepipeline-service'`);
    expect(await servingTaskDefinition()).toBe(registered);
    expect(await weights()).not.toEqual(before);
  });

  it('is stopped with `aws deploy stop-deployment` after the shift, and traffic goes back', async () => {
    const keepOld = (minutes: number): Promise<unknown> =>
      aws.json(
        `deploy update-deployment-group --application-name ${APPLICATION} --current-deployment-group-name ${GROUP} --blue-green-deployment-configuration`,
        JSON.stringify({
          terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: minutes },
          deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT' },
        }),
      );
    const [last, serving, before] = await Promise.all([newestDeployment(), servingTaskDefinition(), weights()]);
    // Time enough for a slow machine to stop it in.
    await keepOld(120);
    const execution = await aws.text('codepipeline start-pipeline-execution --name ecs-codepipeline --query pipelineExecutionId');
    const deployment = await deploymentAfter(last);
    await expect.poll(weights, { timeout: 30_000, interval: 200 }).not.toEqual(before);
    expect(await servingTaskDefinition()).not.toBe(serving);
    const second = await aws.refusal(
      `deploy create-deployment ${OF_GROUP} --revision`,
      JSON.stringify({
        revisionType: 'AppSpecContent',
        appSpecContent: { content: (await file('appspec.yaml')).replace('<TASK_DEFINITION>', serving) },
      }),
    );
    expect(second).toContain('DeploymentLimitExceededException');

    expect(await aws.json(`deploy stop-deployment --deployment-id ${deployment} --auto-rollback-enabled`)).toMatchObject({
      status: expect.stringMatching(/^(?:Pending|Succeeded)$/),
    });
    const rollback = await deploymentAfter(deployment);
    const statusOf = (id: string): Promise<string> => aws.text(`deploy get-deployment --deployment-id ${id} --query deploymentInfo.status`);
    await expect.poll(() => statusOf(rollback), { timeout: 30_000, interval: 500 }).toBe('Succeeded');
    expect(await aws.json(`deploy get-deployment --deployment-id ${rollback} --query deploymentInfo`)).toMatchObject({
      creator: 'codeDeployRollback',
      rollbackInfo: { rollbackTriggeringDeploymentId: deployment },
    });
    expect(await aws.json(`deploy get-deployment --deployment-id ${deployment} --query deploymentInfo`)).toMatchObject({
      status: 'Stopped',
      rollbackInfo: { rollbackDeploymentId: rollback },
    });
    expect(await weights()).toEqual(before);
    expect(await servingTaskDefinition()).toBe(serving);
    expect(
      await aws.json(`deploy get-deployment-target --deployment-id ${rollback} --target-id ecs-codepipeline:ecs-codepipeline-service`),
    ).toMatchObject({
      deploymentTarget: {
        ecsTarget: {
          taskSetsInfo: [
            { taskSetLabel: 'Blue', trafficWeight: 100, runningCount: 1 },
            { taskSetLabel: 'Green', trafficWeight: 0, runningCount: 0 },
          ],
        },
      },
    });
    const ended = await aws.text(
      `codepipeline get-pipeline-execution --pipeline-name ecs-codepipeline --pipeline-execution-id ${execution} --query pipelineExecution.status`,
    );
    expect(ended).toBe('Failed');
    await keepOld(5);
  });
});

it('logs in to the registry with what `aws ecr get-login-password` prints', async () => {
  const password = await aws.text('ecr get-login-password');
  const registry = `${aws.variables['AWS_ENDPOINT_URL']}/v2/`;
  const status = async (secret: string): Promise<number> =>
    (await fetch(registry, { headers: { authorization: `Basic ${Buffer.from(`AWS:${secret}`).toString('base64')}` } })).status;
  expect(await status(password)).toBe(200);
  expect(await status(`${password}0`)).toBe(401);
});

it('copies files up and down with `aws s3`, in parts where they are large', async () => {
  const large = randomBytes(20 * 2 ** 20);
  await writeFile(join(place.folder, 'large'), large);
  await writeFile(join(place.folder, 'small'), 'small');
  await aws.text(`s3 cp large s3://${BUCKET}/test/large --no-progress`);
  await aws.text(`s3 cp small s3://${BUCKET}/test/small --no-progress`);
  // The ETag of an upload in parts ends with their number.
  expect(await aws.json(`s3api head-object --bucket ${BUCKET} --key test/large`)).toMatchObject({
    ContentLength: large.length,
    ETag: expect.stringMatching(/^"[0-9a-f]{32}-3"$/),
    ServerSideEncryption: 'AES256',
  });
  await aws.text(`s3 cp s3://${BUCKET}/test/large s3://${BUCKET}/test/copy --no-progress`);
  await aws.text(`s3 sync s3://${BUCKET}/test down --no-progress`);
  expect((await readFile(join(place.folder, 'down/large'))).equals(large)).toBe(true);
  expect((await readFile(join(place.folder, 'down/copy'))).equals(large)).toBe(true);
  expect(await readFile(join(place.folder, 'down/small'), 'utf8')).toBe('small');
  expect(await aws.text(`s3 sync s3://${BUCKET}/test down --no-progress`)).toBe('');
  await aws.text(`s3 rm s3://${BUCKET}/test --recursive`);
  expect(await aws.json(`s3api list-objects-v2 --bucket ${BUCKET} --prefix test/ --query Contents`)).toBeNull();
});

describe('lists come whole when read by pages of one', () => {
  it.concurrent.each([
    ['iam list-roles --path-prefix /', 'Roles[].RoleName'],
    ['ecs list-task-definitions', 'taskDefinitionArns'],
    ['ecs list-services --cluster ecs-codepipeline', 'serviceArns'],
    ['ecr describe-images --repository-name ecs-codepipeline-ecr-repo', 'imageDetails[].imageDigest'],
    ['codepipeline list-pipeline-executions --pipeline-name ecs-codepipeline', 'pipelineExecutionSummaries[].pipelineExecutionId'],
    ['codepipeline list-action-executions --pipeline-name ecs-codepipeline', 'actionExecutionDetails[].actionExecutionId'],
    ['logs describe-log-streams --log-group-name /ecs/ecs-codepipeline', 'logStreams[].logStreamName'],
    ['logs filter-log-events --log-group-name /ecs/ecs-codepipeline', 'events[].eventId'],
    ['events list-rules', 'Rules[].Name'],
    [`s3api list-objects-v2 --bucket ${BUCKET}`, 'Contents[].Key'],
  ])('%s', async (command, query) => {
    const [whole, paged] = (await Promise.all([
      aws.json(`${command} --query ${query}`),
      aws.json(`${command} --page-size 1 --query ${query}`),
    ])) as readonly (readonly string[])[];
    expect(whole?.length).toBeGreaterThan(0);
    expect(paged).toEqual(whole);
  });

  it('begins again where `--max-items` has stopped', async () => {
    const list = 'ecs list-task-definitions --page-size 1 --max-items 1';
    const first = (await aws.json(list)) as { readonly NextToken: string; readonly taskDefinitionArns: readonly string[] };
    const second = (await aws.json(`${list} --starting-token ${first.NextToken}`)) as typeof first;
    expect([...first.taskDefinitionArns, ...second.taskDefinitionArns]).toEqual([
      expect.stringMatching(/ecs-taskdef:1$/),
      expect.stringMatching(/ecs-taskdef:2$/),
    ]);
  });

  it('turns the pages of load balancing by marker', async () => {
    const list = 'elbv2 describe-target-groups --page-size 1';
    const first = (await aws.json(list)) as {
      readonly NextMarker: string;
      readonly TargetGroups: readonly { readonly TargetGroupName: string }[];
    };
    const second = (await aws.json(`${list} --marker ${first.NextMarker}`)) as typeof first;
    expect(second).not.toHaveProperty('NextMarker');
    const names = [...first.TargetGroups, ...second.TargetGroups].map(group => group.TargetGroupName);
    expect(names.sort()).toEqual(['ecs-codepipeline-blue', 'ecs-codepipeline-green']);
  });
});
