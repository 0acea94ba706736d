import { sentence } from '../sentence.ts';

/** What `doctor` looks at, in its order. */
export const checkTitles = {
  config: 'Files',
  credentials: 'Credentials',
  expiry: 'How long they last',
  region: 'Region',
  clock: 'Clock',
  permissions: 'Permissions of the caller',
  codecommit: 'CodeCommit',
  vcpus: 'vCPUs of Fargate',
  quotas: 'Quotas',
  network: 'Subnets and routes',
  resources: 'Everything as wanted',
  source: 'Repository and branch',
  image: 'Image',
  listeners: 'Listeners',
  path: 'Way from the load balancer to the tasks',
  service: 'Service and tasks',
  targets: 'Target health',
  healthCheck: 'Health check path',
  triggers: 'What starts the pipeline',
  pipeline: 'Pipeline',
  deployment: 'Running deployment',
  release: 'Last release',
};

/** What a check found. A sentence; what must be done, and how, goes with it. */
export const findings = {
  configSound: (facts: { file: string }) => `${facts.file} and the files beside it are sound`,
  caller: (facts: { principal: string; account: string; source: string }) =>
    `${facts.principal}, account ${facts.account} (${facts.source})`,
  rootCaller: (facts: { account: string }) =>
    `The root user of account ${facts.account}: use a role or a user of its own instead (aws configure sso)`,
  profileOverKeys: (facts: { profile: string; principal: string }) =>
    `Both AWS_PROFILE and access keys are set: the profile ${facts.profile} is used (${facts.principal}), the AWS CLI would use the keys. Unset one: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY`,
  lastForever: 'They do not expire',
  lastUnknown: 'They belong to a session that will end; when, AWS_CREDENTIAL_EXPIRATION does not say',
  lastUntil: (facts: { minutes: string }) => `For ${facts.minutes} more minutes`,
  expireSoon: (facts: { minutes: string }) =>
    `They expire in ${facts.minutes} minutes, a set-up takes ten: get new ones first (aws sso login, or as you got these)`,
  region: (facts: { region: string; source: string }) =>
    `${facts.region} (${facts.source === 'sandbox' ? 'the default of the sandbox' : facts.source})`,
  clockRight: (facts: { seconds: string }) => `${facts.seconds} s off`,
  clockOff: (facts: { seconds: string }) => `${facts.seconds} s off; AWS refuses signatures from five minutes on: turn on automatic time`,
  allAllowed: (facts: { count: string }) => `All ${facts.count} actions of the set-up are allowed`,
  notAllowed: (facts: { actions: string }) => `Not allowed on every resource (which may be enough): ${facts.actions}`,
  forbidden: (facts: { actions: string }) => `Forbidden by a policy: ${facts.actions}. Ask your administrator to lift that`,
  rootMayAll: 'The root user may do everything',
  rehearsalMayAll: 'Whoever rehearses may do everything',
  quotasLeft: (facts: { balancers: string; groups: string }) => `Load balancers ${facts.balancers}, target groups ${facts.groups}`,
  quotaUsed: (facts: { what: string; used: string }) =>
    `No room left for ${facts.what} (${facts.used}): remove some, or ask for more in Service Quotas`,
  codecommitOpen: 'There are repositories, so this account may have them',
  codecommitUntried:
    'There is no repository yet. AWS refused accounts without one from July 2024 to November 2025; whether this account is let in shows when the first one is made',
  vcpusFew: (facts: { needed: string }) => `A release runs both versions: ${facts.needed} vCPU at most`,
  vcpusMany: (facts: { needed: string; least: string }) =>
    `A release runs both versions: ${facts.needed} vCPU, and the quota of a new account may be ${facts.least}. Compare it: aws service-quotas list-service-quotas --service-code fargate`,
  vcpusUsed:
    'ECS finds no room: the quota of vCPUs is used up. Ask for more (Service Quotas, AWS Fargate, Fargate On-Demand vCPU resource count), or run fewer tasks',
  networkFits: (facts: { vpc: string; subnets: string }) => `${facts.vpc}: ${facts.subnets}`,
  namesFree: (facts: { count: string }) => `Nothing is made yet, and nothing stands in the way of ${facts.count} resources`,
  asWanted: (facts: { count: string }) => `${facts.count} resources are as they should be`,
  roleChanged: (facts: { role: string; fields: string; command: string }) =>
    `The role ${facts.role} was changed (${facts.fields}): releases may fail. Put it right: ${facts.command}`,
  gone: (facts: { node: string; command: string }) => `Not there: ${facts.node}. Make it: ${facts.command}`,
  changed: (facts: { node: string; fields: string; command: string }) =>
    `${facts.node} is not as wanted (${facts.fields}). Bring it in line: ${facts.command}`,
  branchThere: (facts: { repository: string; branch: string; commit: string }) => `${facts.repository}, ${facts.branch} at ${facts.commit}`,
  branchGone: (facts: { repository: string; branch: string; command: string }) =>
    `The branch ${facts.branch} or its repository ${facts.repository} is gone. Make it again: ${facts.command}`,
  imageFailedLast: (facts: { image: string; live: string; command: string }) =>
    `${facts.image} still points at the image of the last release, which failed or was rolled back; ${facts.live} serves. To put the tag back: ${facts.command}`,
  imageFits: (facts: { image: string; architectures: string }) => `${facts.image} (${facts.architectures})`,
  listenersFit: (facts: { targetGroup: string }) => `Production points at what serves: ${facts.targetGroup}`,
  listenerAstray: (facts: { targetGroup: string; listener: string; targetGroupArn: string; forwards: string }) =>
    `Users do not get the version that runs (${facts.targetGroup}): production points at ${facts.forwards}. The next release will fail too. Point it back: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn}`,
  listenerDivided: (facts: { targetGroup: string; listener: string; targetGroupArn: string; forwards: string }) =>
    `Production sends requests also where the service has no tasks: ${facts.forwards}. What serves is ${facts.targetGroup}. Point it back: aws elbv2 modify-listener --listener-arn ${facts.listener} --default-actions Type=forward,TargetGroupArn=${facts.targetGroupArn}`,
  pathOpen: (facts: { port: string }) => `Open on port ${facts.port}`,
  pathClosed: (facts: { group: string; port: string; command: string }) =>
    `The security group ${facts.group} does not let the load balancer in on port ${facts.port}. Open it: ${facts.command}`,
  pathUnknown: (facts: { group: string }) => `The security group ${facts.group} lets addresses in, not the load balancer's group`,
  pathBlocked: (facts: { subnets: string; command: string }) =>
    `Tasks in these subnets get no public address and have no other way out: ${facts.subnets}. Put it right: ${facts.command}`,
  serviceRuns: (facts: { running: string; desired: string }) => `${facts.running} of ${facts.desired} tasks run`,
  serviceAtZero: (facts: { service: string; cluster: string }) =>
    `The service runs no tasks (desired count 0): nothing answers, and no release can come up. Set it: aws ecs update-service --cluster ${facts.cluster} --service ${facts.service} --desired-count 1`,
  serviceShort: (facts: { running: string; desired: string; reason: string }) =>
    `${facts.running} of ${facts.desired} tasks run. ${facts.reason}`,
  targetsHealthy: (facts: { count: string }) => `${facts.count} healthy`,
  targetsSick: (facts: { reason: string; path: string }) => `Not healthy on ${facts.path}: ${facts.reason}`,
  healthPathAnswers: (facts: { path: string; codes: string }) => `${facts.path} answers with ${facts.codes}`,
  healthPathWrong: (facts: { path: string; codes: string; answer: string; command: string }) =>
    `${facts.path} does not answer with ${facts.codes}. ${facts.answer} Name a path that does: ${facts.command} --alb-health-check-path PATH`,
  healthPathUnknown: (facts: { path: string }) => `Nothing that serves has answered on ${facts.path} yet`,
  triggersOn: (facts: { rules: string }) => `On: ${facts.rules}`,
  ruleOff: (facts: { rule: string }) =>
    `The rule ${facts.rule} is disabled: pushes start nothing. Enable it: aws events enable-rule --name ${facts.rule}`,
  ruleBroken: (facts: { rule: string; command: string }) =>
    `The rule ${facts.rule} is gone or does not lead to the pipeline. Put it right: ${facts.command}`,
  pipelineOpen: 'Every stage lets executions in',
  stageClosed: (facts: { pipeline: string; stage: string; reason: string }) =>
    `The way into the stage ${facts.stage} is closed (${facts.reason}). Open it: aws codepipeline enable-stage-transition --pipeline-name ${facts.pipeline} --stage-name ${facts.stage} --transition-type Inbound`,
  noDeployment: 'None',
  deploymentRuns: (facts: { deployment: string; status: string }) =>
    `${facts.deployment} is under way (${facts.status}); the next release waits for it`,
  deploymentKeeps: (facts: { deployment: string }) => `${facts.deployment} has moved the traffic and still keeps the old version`,
  released: (facts: { execution: string; status: string }) => `${facts.execution} ${facts.status}`,
  releaseFailed: (facts: { execution: string; status: string }) => `${facts.execution} ${facts.status}; why, see below`,
  releaseUnderWay: (facts: { execution: string; phase: string; tasks: string }) =>
    `${facts.execution} is under way (${facts.phase}; tasks of the new version: ${facts.tasks})`,
  releaseStruggles: (facts: { execution: string; phase: string; tasks: string; count: string; reason: string; command: string }) =>
    `${facts.execution} is under way (${facts.phase}; tasks of the new version: ${facts.tasks}), but ${facts.count} of its tasks stopped already: ${facts.reason}. To stop it: ${facts.command}`,
  releaseKeeps: (facts: { execution: string }) => `${facts.execution}: the new version serves, the old one is still kept`,
  neverReleased: 'There has been none yet',
  notMade: 'Not set up yet',
  notReadable: (facts: { why: string }) => `Not readable: ${facts.why}`,
  problem: (facts: { message: string; remedy: string }) => `${sentence(facts.message)} ${facts.remedy}`,
};

export const doctorTexts = {
  well: 'Nothing stands in the way.',
  underWay: (facts: { command: string }) => `No check failed; how the release under way ends, shows: ${facts.command}`,
  failed: (facts: { count: string }) => `Checks that failed: ${facts.count}`,
};
