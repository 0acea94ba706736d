/** IAM actions that a command asks for beside those of the resource kinds. */
export interface CommandPermissions {
  /** It looks at everything that is made: what the kinds ask for `read` is needed too, and not said again here. */
  readonly resources: boolean;
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const EXECUTIONS = ['codepipeline:ListActionExecutions', 'codepipeline:ListPipelineExecutions'];

/** An execution or a deployment at one moment, with its tasks and their health. */
const LOOK = [
  'codedeploy:BatchGetDeploymentTargets',
  'codedeploy:GetDeployment',
  'codepipeline:GetPipelineExecution',
  'ecs:DescribeTasks',
  'ecs:ListTasks',
  'elasticloadbalancing:DescribeTargetHealth',
  ...EXECUTIONS,
];

/** What was live before; the artifact bucket, or another one, holds the AppSpec of a deployment that names it by its place there. */
const HISTORY = [
  'codedeploy:BatchGetDeployments',
  'codedeploy:GetApplicationRevision',
  'codedeploy:ListDeployments',
  's3:GetObject',
  ...EXECUTIONS,
];

/** Why a release has failed. */
const DIAGNOSIS = ['logs:DescribeLogStreams', 'logs:GetLogEvents', 's3:GetObject'];

/** The image that a release takes or would take. */
const IMAGE = ['ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'];

/** Whether somebody has committed newer files. */
const FILES = ['codecommit:ListFileCommitHistory'];

const once = (...lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())].sort();

/** What each command that works on a set-up asks for; `init` and the steps beside what the kinds ask for `write`. */
export const COMMAND_PERMISSIONS = {
  init: { resources: true, read: once(LOOK, DIAGNOSIS, IMAGE, FILES), write: [] },
  release: {
    resources: true,
    read: once(LOOK, DIAGNOSIS, IMAGE, FILES, ['codecommit:GetDifferences', 'codedeploy:ListDeployments', 'codepipeline:GetPipelineState']),
    write: [
      'codecommit:CreateCommit',
      'codedeploy:StopDeployment',
      'codepipeline:StartPipelineExecution',
      'codepipeline:StopPipelineExecution',
      'ecr:BatchCheckLayerAvailability',
      'ecr:CompleteLayerUpload',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ],
  },
  rollback: {
    resources: true,
    read: once(LOOK, HISTORY, ['codepipeline:GetPipelineState', 'ecr:BatchGetImage']),
    write: [
      'codecommit:CreateCommit',
      'codedeploy:ContinueDeployment',
      'codedeploy:CreateDeployment',
      'codedeploy:GetDeploymentConfig',
      'codedeploy:RegisterApplicationRevision',
      'codedeploy:StopDeployment',
      // The alarms of the group are set aside.
      'codedeploy:UpdateDeploymentGroup',
      'codepipeline:StartPipelineExecution',
      'codepipeline:StopPipelineExecution',
      'ecr:PutImage',
    ],
  },
  destroy: { resources: true, read: ['tag:GetResources'], write: [] },
  status: { resources: true, read: once(LOOK, HISTORY), write: [] },
  logs: {
    resources: false,
    read: ['ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'ecs:DescribeTasks', 'ecs:ListTasks', 'logs:FilterLogEvents'],
    write: [],
  },
  exec: {
    resources: false,
    read: ['ecs:DescribeServices', 'ecs:DescribeTasks', 'ecs:ListTasks'],
    write: ['ecs:ExecuteCommand'],
  },
  doctor: {
    resources: true,
    read: once(LOOK, DIAGNOSIS, IMAGE, [
      'codecommit:ListRepositories',
      'codedeploy:ListDeployments',
      'codepipeline:GetPipelineState',
      'elasticloadbalancing:DescribeAccountLimits',
      'iam:SimulatePrincipalPolicy',
    ]),
    write: [],
  },
} as const satisfies Readonly<Record<string, CommandPermissions>>;
