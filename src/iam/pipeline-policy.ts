import { policy, type Statement } from './policy.ts';
import { arnOf } from '../resources/arn.ts';
import type { Setup } from '../setup.ts';

/** Arguments that the steps know. */
interface Parts {
  /** What the sources of the pipeline need. */
  readonly sources: readonly Statement[];
  /** ARNs of the roles that tasks run with: exactly these may be passed on. */
  readonly taskRoles: readonly string[];
}

function artifacts({ names, place }: Setup): readonly Statement[] {
  const bucket = `arn:${place.partition}:s3:::${names.bucket}`;
  const Condition = { StringEquals: { 'aws:ResourceAccount': place.account } };
  return [
    {
      Sid: 'ArtifactBucket',
      Effect: 'Allow',
      Action: ['s3:GetBucketVersioning', 's3:GetBucketAcl', 's3:GetBucketLocation', 's3:ListBucket'],
      Resource: bucket,
      Condition,
    },
    {
      Sid: 'ArtifactObjects',
      Effect: 'Allow',
      Action: [
        's3:PutObject',
        's3:PutObjectAcl',
        's3:GetObject',
        's3:GetObjectVersion',
        's3:PutObjectTagging',
        's3:GetObjectTagging',
        's3:GetObjectVersionTagging',
      ],
      Resource: `${bucket}/*`,
      Condition,
    },
  ];
}

function deployment({ config, place }: Setup): readonly Statement[] {
  const { application, group } = config.codedeploy;
  const applicationArn = arnOf(place, 'codedeploy', `application:${application}`);
  return [
    {
      Sid: 'Deploy',
      Effect: 'Allow',
      Action: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
      Resource: arnOf(place, 'codedeploy', `deploymentgroup:${application}/${group}`),
    },
    {
      Sid: 'DeployApp',
      Effect: 'Allow',
      Action: ['codedeploy:GetApplication', 'codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
      Resource: [applicationArn, `${applicationArn}/*`],
    },
    {
      Sid: 'DeployConfig',
      Effect: 'Allow',
      Action: 'codedeploy:GetDeploymentConfig',
      // Whichever the deployment group has: `wizard codedeploy` changes it without this role.
      Resource: arnOf(place, 'codedeploy', 'deploymentconfig:CodeDeployDefault.ECS*'),
    },
  ];
}

function tasks({ place, app }: Setup, taskRoles: readonly string[]): readonly Statement[] {
  return [
    // IAM knows no resource for it.
    { Sid: 'TaskDef', Effect: 'Allow', Action: 'ecs:RegisterTaskDefinition', Resource: '*' },
    {
      Sid: 'TagTaskDef',
      Effect: 'Allow',
      Action: 'ecs:TagResource',
      Resource: arnOf(place, 'ecs', `task-definition/${app.family}:*`),
      Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
    },
    {
      Sid: 'PassTaskRoles',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: taskRoles,
      Condition: { StringEquals: { 'iam:PassedToService': ['ecs.amazonaws.com', 'ecs-tasks.amazonaws.com'] } },
    },
  ];
}

/**
 * What the pipeline may do, named by ARNs that follow from the names, so that the role can be made first and be known everywhere
 * in IAM by the time it is used. https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 */
export const pipelinePolicy = (setup: Setup, { sources, taskRoles }: Parts): object =>
  policy([...artifacts(setup), ...sources, ...deployment(setup), ...tasks(setup, taskRoles)]);
