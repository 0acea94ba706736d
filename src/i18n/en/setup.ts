import type { Problem } from '../en.ts';
import { whereOf, type Spot } from '../spot.ts';

interface Limits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly choices?: string | undefined;
}

/** What a value must be like; see rules.ts. */
const rules = {
  text: (_limits: Limits) => 'It must be a text.',
  number: (_limits: Limits) => 'It must be a whole number.',
  yesNo: (_limits: Limits) => 'It must be yes or no.',
  list: (_limits: Limits) => 'It must be a list, on the command line separated by commas.',
  choice: (limits: Limits) => `It must be one of: ${limits.choices}.`,
  range: (limits: Limits) => `It must be a whole number from ${limits.min} to ${limits.max}.`,
  app: (limits: Limits) =>
    `Between ${limits.min} and ${limits.max} lower-case letters, digits and single hyphens, beginning with a letter, ending with none, and not with aws, amzn-, sthree-, internal- or sg- in front: AWS builds on it the names of load balancer, target groups and bucket.`,
  environment: (limits: Limits) => `At most ${limits.max} lower-case letters, digits and single hyphens, beginning with a letter.`,
  region: (_limits: Limits) => 'It must be an AWS region such as ap-northeast-2.',
  state: (_limits: Limits) => 'It must be local, or s3://BUCKET/PREFIX.',
  codecommitRepository: (limits: Limits) => `At most ${limits.max} letters, digits, dots, hyphens and underscores, not ending in .git.`,
  branch: (_limits: Limits) => 'It must be a name that Git takes for a branch.',
  message: (limits: Limits) => `It must not be empty, and have at most ${limits.max} characters.`,
  ecrRepository: (limits: Limits) =>
    `Between ${limits.min} and ${limits.max} lower-case letters and digits, parted by single dots, underscores, hyphens or slashes.`,
  imageTag: (limits: Limits) =>
    `At most ${limits.max} letters, digits, dots, hyphens and underscores, beginning with a letter, digit or underscore.`,
  present: (_limits: Limits) => 'It must not be empty.',
  ecsName: (limits: Limits) => `At most ${limits.max} letters, digits, hyphens and underscores.`,
  loadBalancer: (limits: Limits) =>
    `At most ${limits.max} letters, digits and hyphens, no hyphen at the edges, not beginning with internal-.`,
  targetGroup: (limits: Limits) => `At most ${limits.max} letters, digits and hyphens, no hyphen at the edges.`,
  codedeployName: (limits: Limits) => `At most ${limits.max} letters, digits and + = , . @ - _.`,
  alarms: (limits: Limits) => `At most ${limits.max} names of CloudWatch alarms, each once.`,
  pipelineName: (limits: Limits) => `At most ${limits.max} letters, digits and . @ - _.`,
  role: (_limits: Limits) => 'It must be the name of an IAM role, or its ARN.',
  vpc: (_limits: Limits) => 'It must be the ID of a VPC such as vpc-0abc1234, not its name.',
  healthCheckPath: (_limits: Limits) => 'It must begin with a slash and hold no blanks.',
  file: (limits: Limits) => `It must be a path inside of the project folder, ending in ${limits.choices}.`,
  takenFile: (_limits: Limits) =>
    'It must be a file of its own: none of the other files, not wizard.yaml, and nothing below .wizard or .git.',
  cidr: (_limits: Limits) => 'It must be an IPv4 range such as 0.0.0.0/0 or 203.0.113.7/32.',
  subnets: (_limits: Limits) => 'At least two different subnet IDs (subnet-…) in two availability zones: a load balancer takes no fewer.',
  sameTargetGroup: (_limits: Limits) => 'It must differ from the first target group.',
  samePort: (_limits: Limits) => 'It must differ from the production port.',
  memory: (limits: Limits) => `Fargate has these sizes for this number of CPU units: ${limits.choices} MiB.`,
};

const badValue = (facts: Spot & Limits & { key: string; value: string; rule: keyof typeof rules }): string =>
  `${whereOf(facts)}: ${facts.key} cannot be ${JSON.stringify(facts.value)}.`;

export const setupProblems = {
  configSyntax: (facts: Spot & { detail: string }): Problem => ({
    message: `${whereOf(facts)}: this is not valid YAML: ${facts.detail}`,
    remedy: 'Mend the line; a value with a colon or a hash sign in it needs quotes.',
  }),
  fileEncoding: (facts: { file: string; encoding: string }): Problem => ({
    message: `${facts.file} is written in ${facts.encoding}.`,
    remedy: 'Save it in UTF-8.',
  }),
  configNotAMap: (facts: Spot & { key: string }): Problem => ({
    message: `${whereOf(facts)}: ${facts.key === '' ? 'the file' : facts.key} must hold lines of the form \`key: value\`.`,
    remedy: 'The comments in the wizard.yaml that `wizard init` writes show what may stand there.',
  }),
  configUnknownKey: (facts: Spot & { key: string; suggestion: string | undefined }): Problem => ({
    message: `${whereOf(facts)}: there is no setting ${facts.key}.`,
    remedy:
      facts.suggestion === undefined
        ? 'The wizard.yaml that `wizard init` writes lists all settings.'
        : `Did you mean ${facts.suggestion}?`,
  }),
  configValue: (facts: Spot & Limits & { key: string; value: string; rule: keyof typeof rules }): Problem => ({
    message: badValue(facts),
    remedy: rules[facts.rule](facts),
  }),
  flagValue: (facts: Spot & Limits & { key: string; value: string; rule: keyof typeof rules }): Problem => ({
    message: badValue(facts),
    remedy: rules[facts.rule](facts),
  }),
  missingInputs: (facts: { keys: string; flags: string }): Problem => ({
    message: `Not said and without a default: ${facts.keys}.`,
    remedy: `Say it on the command line (${facts.flags}) or in wizard.yaml.${/--region\b/.test(facts.flags) ? ' The region may also be in AWS_REGION or your AWS profile; with --sandbox none is needed.' : ''}`,
  }),
  envName: (facts: Limits & { value: string }): Problem => ({
    message: `An environment cannot be named ${JSON.stringify(facts.value)}.`,
    remedy: rules.environment(facts),
  }),
  jsonSyntax: (facts: { file: string; line: number; column: number; detail: string }): Problem => ({
    message: `${facts.file}:${facts.line}:${facts.column}: this is not valid JSON: ${facts.detail}`,
    remedy: 'Mend the line; JSON allows no comments and no comma after the last item.',
  }),
  notATaskDefinition: (facts: { file: string }): Problem => ({
    message: `${facts.file} holds no task definition: containerDefinitions is missing or empty.`,
    remedy: 'Put the input of `aws ecs register-task-definition` there, or move the file away and let the wizard write one.',
  }),
  taskdefType: (facts: { file: string; path: string; expected: string }): Problem => ({
    message: `${facts.file}: ${facts.path} must be ${facts.expected}.`,
    remedy: 'AWS would refuse it; mend it in the file.',
  }),
  taskdefMissing: (facts: { file: string; path: string }): Problem => ({
    message: `${facts.file}: ${facts.path} is missing.`,
    remedy: 'AWS would refuse the task definition; add it to the file.',
  }),
  taskdefNotFargate: (facts: { file: string; path: string; value: string }): Problem => ({
    message: `${facts.file}: Fargate cannot do this: ${facts.path} (${facts.value}).`,
    remedy: 'The service runs on Fargate: take it out of the file, or find another way for what it does.',
  }),
  taskdefPlaceholder: (facts: { file: string; path: string; value: string }): Problem => ({
    message: `${facts.file}: nothing fills in ${facts.value} at ${facts.path}.`,
    remedy: 'Write the value itself: the pipeline fills in the image of one container only.',
  }),
  taskdefSize: (facts: { file: string; cpu: string; memory: string; choices: string }): Problem => ({
    message: `${facts.file}: Fargate has no size with cpu ${facts.cpu} and memory ${facts.memory}.`,
    remedy: `With this cpu, memory can be: ${facts.choices}.`,
  }),
  taskdefContainer: (facts: { file: string; candidates: string; asked: string | undefined }): Problem => ({
    message:
      facts.asked === undefined
        ? `${facts.file} has several containers that could be the application: ${facts.candidates}.`
        : `${facts.file} has no container ${facts.asked}, only: ${facts.candidates}.`,
    remedy: 'Say which one gets the new image and the traffic: --taskdef-container.',
  }),
  taskdefPort: (facts: { file: string; container: string; ports: string }): Problem => ({
    message:
      facts.ports === ''
        ? `${facts.file}: the container ${facts.container} has no TCP port mapping, so the load balancer cannot reach it.`
        : `${facts.file}: it is not clear which port of ${facts.container} gets the traffic: ${facts.ports}.`,
    remedy: facts.ports === '' ? 'Add portMappings with its containerPort to the file.' : 'Say it with --taskdef-port.',
  }),
  taskdefForeignRole: (facts: { file: string; path: string; role: string; account: string }): Problem => ({
    message: `${facts.file}: ${facts.path} names a role of another account: ${facts.role}.`,
    remedy: `Name a role of the account ${facts.account}, or take the line out: the wizard then makes one.`,
  }),
  appspecSyntax: (facts: { file: string; line: number; column: number; detail: string }): Problem => ({
    message: `${facts.file}:${facts.line}:${facts.column}: this is neither valid YAML nor valid JSON: ${facts.detail}`,
    remedy: 'Mend the line.',
  }),
  notAnAppspec: (facts: { file: string; path: string }): Problem => ({
    message: `${facts.file} is no AppSpec for Amazon ECS: ${facts.path} is missing or not what it must be.`,
    remedy: 'It must list one resource of the type AWS::ECS::Service; or move the file away and let the wizard write one.',
  }),
};

/** What was changed in a file of the user's before it is used; see task-definition-file.ts and appspec-file.ts. */
export const fileChanges = {
  unwrapped: 'taken out of the answer of describe-task-definition',
  readOnly: 'AWS fills it in itself and takes it from nobody',
  unknownField: 'AWS knows no such field',
  empty: 'it holds nothing',
  type: 'AWS wants another type',
  family: 'a name was needed',
  fargate: 'the service runs on Fargate',
  awsvpc: 'Fargate has only this network mode',
  ec2Only: 'only EC2 has it, Fargate refuses it',
  hostPort: 'with awsvpc it must equal the container port',
  size: 'Fargate needs a size for the whole task',
  logDriver: 'Fargate does not have this log driver',
  logOptions: 'Fargate needs it to write logs',
  place: 'the account and region of this set-up',
  logGroup: 'the log group is made when it does not exist yet',
  role: 'written out as an ARN',
  roleLeftOut: 'nothing would fill it in; the role of the wizard is used',
  roleUnknown: 'the role does not exist in the sandbox',
  secretUnknown: 'the sandbox keeps no secrets',
  image: 'the pipeline puts the new image in this place',
  taskDefinition: 'the pipeline puts the new task definition in this place',
  container: 'it must be the container that gets the traffic',
  port: 'it must be the port that gets the traffic',
  standIn: 'in a rehearsal another image stands in for it',
  hooks: 'the functions do not exist in the sandbox',
  network: 'not the IDs of this network; the network of the service is used',
  sandboxNetwork: 'a rehearsal uses the network of the service',
};

export const steps = {
  init: {
    title: 'General',
    why: 'A blue/green deployment starts the new version (green) beside the old one (blue) and moves the traffic only when green is healthy. Nobody is cut off, and the way back is short. It costs twice the tasks while both run.',
  },
  source: {
    title: 'Source',
    why: 'A CodeCommit repository holds two files: taskdef.json says how the container runs, appspec.yaml says how a deployment replaces it. A push to the branch starts the pipeline.',
  },
  ecr: {
    title: 'Image repository',
    why: 'Amazon ECR keeps the container images. The pipeline watches one tag: pushing a new image under it releases it. What then runs is the exact digest, not the tag.',
  },
  taskdef: {
    title: 'Task definition',
    why: 'ECS reads from it which containers run, how large, with which roles. The file in the repository names no image but <IMAGE1_NAME>: the pipeline puts the new image there and registers a new revision with every release.',
  },
  alb: {
    title: 'Load balancer',
    why: 'The load balancer has two target groups, blue and green, and two listeners: one for users, one for tests. A deployment starts the new version in the idle group, then points the listeners to it.',
  },
  appspec: {
    title: 'AppSpec',
    why: 'CodeDeploy reads from appspec.yaml which container and port get the traffic and in which subnets the tasks run. The pipeline replaces <TASK_DEFINITION> with the revision that it has just registered.',
  },
  service: {
    title: 'Cluster and service',
    why: 'The service keeps the wanted number of tasks running on Fargate. Its deployment controller is CODE_DEPLOY: from its birth on, only CodeDeploy changes what it runs.',
  },
  codedeploy: {
    title: 'CodeDeploy',
    why: 'The deployment group ties the service to the two target groups and the two listeners. It moves the traffic at once, keeps the old version some minutes for a quick way back, and rolls back by itself when a deployment fails or the new version answers with errors.',
  },
  pipeline: {
    title: 'Pipeline',
    why: 'CodePipeline joins it all: it takes the two files and the image, registers the task definition and lets CodeDeploy deploy. Rules of EventBridge start it when a file or an image is pushed. AWS runs a new pipeline once right away.',
  },
};

/** Words of each question, by its config key. `why` says what it is for. */
export const ask = {
  app: { message: 'Name of the application', why: 'All names begin with it.' },
  region: { message: 'AWS region', why: 'Everything is made in this one region.' },
  profile: { message: 'AWS profile', why: 'Which credentials are used; empty takes what the environment says.' },
  state: {
    message: 'Where the state is kept: local, or s3://BUCKET/PREFIX for a team and CI',
    why: 'The state is what the wizard knows of the things it has made. The bucket must exist; a rehearsal keeps its state here.',
  },
  'source.provider': { message: 'Where taskdef.json and appspec.yaml are kept', why: 'The pipeline takes the two files from there.' },
  'source.repository': { message: 'CodeCommit repository', why: 'Holds taskdef.json and appspec.yaml, nothing else.' },
  'source.branch': { message: 'Branch', why: 'A push to it starts the pipeline.' },
  'source.message': { message: 'Message of the first commit', why: 'It stands in the history of the repository.' },
  'image.type': {
    message: 'Where the first image comes from',
    why: 'registry copies a public image, static serves a folder of files, archive takes a saved image, build runs a Dockerfile. Only build needs Docker, Podman or Finch.',
  },
  'image.from': {
    message: 'Image, folder or archive',
    why: 'An image such as public.ecr.aws/nginx/nginx:latest, or a path, as the type of the image says.',
  },
  'ecr.repository': { message: 'ECR repository', why: 'Holds the images of the service.' },
  'ecr.tag': { message: 'Tag that starts the pipeline', why: 'The only tag that may move; all others stay on their image.' },
  'ecr.scanOnPush': {
    message: 'Scan images when they are pushed?',
    why: 'ECR then lists known weaknesses of each image; basic scanning is free.',
  },
  'taskdef.family': { message: 'Task definition family', why: 'Its revisions are counted under this name.' },
  'taskdef.container': { message: 'Container', why: 'The container that gets the new image and the traffic.' },
  'taskdef.port': { message: 'Container port', why: 'The port on which the application listens inside of the container.' },
  'taskdef.cpu': { message: 'CPU units', why: '1024 units are one vCPU.' },
  'taskdef.memory': { message: 'Memory in MiB', why: 'Fargate has certain sizes for each number of CPU units.' },
  'taskdef.architecture': { message: 'CPU architecture', why: 'The image must be made for it; ARM64 costs about a fifth less.' },
  'taskdef.file': { message: 'Task definition file', why: 'Written when it does not exist; a file of your own is used as it is.' },
  'taskdef.executionRole': { message: 'Task execution role', why: 'With it ECS pulls the image and writes logs. Empty: one is made.' },
  'taskdef.taskRole': { message: 'Task role', why: 'With it the application itself calls AWS. Empty: one without permissions is made.' },
  'logs.retentionDays': { message: 'Days to keep logs', why: 'CloudWatch deletes older log lines.' },
  'alb.name': { message: 'Load balancer', why: 'Its name in the account.' },
  'alb.scheme': {
    message: 'Reachable from',
    why: 'internet-facing: from everywhere. internal: only from inside of the VPC. It cannot be changed later.',
  },
  'alb.vpc': { message: 'VPC', why: 'Load balancer and tasks live in it. Empty: the default VPC.' },
  'alb.subnets': { message: 'Subnets', why: 'At least two, in two availability zones. Empty: chosen in the VPC.' },
  'alb.productionPort': { message: 'Production port', why: 'Users come in here.' },
  'alb.testPort': { message: 'Test port', why: 'Shows the new version before users see it.' },
  'alb.cidr': { message: 'Who may use the production port', why: 'A range of IPv4 addresses; 0.0.0.0/0 is everybody.' },
  'alb.testCidr': { message: 'Who may use the test port', why: 'Best your own address only, such as 203.0.113.7/32.' },
  'alb.healthCheckPath': { message: 'Health check path', why: 'A task gets traffic only when this path answers with 200 to 399.' },
  'alb.blueTargetGroup': { message: 'First target group', why: 'Serves first. With each deployment the two change their parts.' },
  'alb.greenTargetGroup': { message: 'Second target group', why: 'The next version comes up in it.' },
  'appspec.file': { message: 'AppSpec file', why: 'Written when it does not exist; a file of your own is used as it is.' },
  'service.cluster': { message: 'ECS cluster', why: 'Groups the services of the application; on Fargate it costs nothing.' },
  'service.name': { message: 'ECS service', why: 'Keeps the tasks running.' },
  'service.desiredCount': { message: 'Number of tasks', why: 'Twice as many run during a deployment.' },
  'service.gracePeriod': { message: 'Seconds before health checks count', why: 'Time for the application to start.' },
  'service.exec': {
    message: 'Commands inside of tasks (ECS Exec)',
    why: '`wizard exec` opens a shell in a running task; the task role may then talk to Systems Manager.',
  },
  'service.file': { message: 'Service file', why: 'Input of `aws ecs create-service`, written for you to keep.' },
  'codedeploy.application': { message: 'CodeDeploy application', why: '`aws ecs deploy` finds the default name by itself.' },
  'codedeploy.group': { message: 'Deployment group', why: '`aws ecs deploy` finds the default name by itself.' },
  'codedeploy.config': { message: 'How the traffic moves', why: 'All at once, in equal parts (linear), or a tenth first (canary).' },
  'codedeploy.terminationWait': {
    message: 'Minutes to keep the old version',
    why: 'The way back is quick for so long; both versions are paid for meanwhile.',
  },
  'codedeploy.errorAlarm': {
    message: 'Errors (5xx) a minute that stop a release; 0: no alarm',
    why: 'A CloudWatch alarm (0.10 USD a month) counts what the tasks answer, whichever version serves. When it goes off during a release, CodeDeploy leads everything back.',
  },
  'codedeploy.alarms': {
    message: 'Alarms of yours that stop a release too',
    why: 'Names of CloudWatch alarms that exist.',
  },
  'codedeploy.role': { message: 'CodeDeploy role', why: 'With it CodeDeploy moves the traffic. Empty: one is made.' },
  'pipeline.name': { message: 'Pipeline', why: 'Its name in the account.' },
  'pipeline.triggers': {
    message: 'What starts the pipeline',
    why: 'files+image: a push of files or of an image. files: a push of files only, with the image written into taskdef.json.',
  },
  'pipeline.role': { message: 'Pipeline role', why: 'With it the pipeline works. Empty: one is made.' },
  'pipeline.eventsRole': { message: 'Role of the rules', why: 'With it EventBridge starts the pipeline. Empty: one is made.' },
};

/** Words of the prompts and of the file that are not about one question. */
export const asking = {
  yes: 'yes',
  no: 'no',
  list: 'separated by commas',
  /** What the keys of a prompt do. */
  prompt: {
    back: 'back',
    move: 'move',
    choose: 'choose',
    mark: 'mark',
    done: 'done',
    edit: 'edit',
    explain: 'explain',
    search: 'type to search',
    nothingFits: 'Nothing fits.',
  },
  fileHead: 'Settings of the wizard. Lines that begin with # show the defaults; remove the # to change one.',
  environmentsHead: 'Differences for other environments, chosen with --env: the same settings below a name of your choice.',
};

export { rules };
