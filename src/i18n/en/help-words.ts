import { helpTexts } from './help-texts.ts';

/** What help is made from: apart from the rest of the catalogue, so that it starts fast. */
export const helpWords = {
  help: {
    /** Headings of the help. */
    headings: { Usage: 'Usage:', Options: 'Options:', 'Global Options': 'Global options:', Commands: 'Commands:' },
    description: 'Sets up, rehearses, releases through and removes a blue/green pipeline on Amazon ECS.',
    ...helpTexts,
  },
  /** One line for each command. */
  commands: {
    init: 'Set up everything: questions, plan, creation, first release',
    source: 'Make the CodeCommit repository',
    ecr: 'Make the image repository and put an image into it',
    taskdef: 'Write taskdef.json and register the task definition',
    alb: 'Make the load balancer, both target groups, both listeners and the security groups',
    appspec: 'Write appspec.yaml and commit it together with taskdef.json',
    service: 'Make the cluster and the service (create-service.json)',
    codedeploy: 'Make the CodeDeploy application and its deployment group',
    pipeline: 'Make the pipeline and the rules that start it',
    release: 'Bring a new image or changed files live and watch it',
    rollback: 'Go back to the version before, or to another one that was live',
    status: 'Show what exists, which version is live and where it answers',
    logs: 'Show what the tasks write to their logs',
    exec: 'Run a command inside of a running task (default: a shell)',
    plan: 'Show what init would do, after its questions (--yes: none); changes nothing',
    doctor: 'Check all that a set-up and its releases need, and say why the last release failed',
    policy: 'Print the least IAM policy for those who run the wizard; needs no credentials',
    destroy: 'Remove everything that the wizard made',
    state: 'The state: what the wizard knows of the things it has made',
    'state move': 'Move the state into a bucket that a team and CI share, or back',
    sandbox: 'The local AWS for rehearsals',
    help: 'Show the help of a command',
    'sandbox start': 'Start the sandbox',
    'sandbox stop': 'Stop the sandbox; what it holds is kept',
    'sandbox status': 'Show whether it runs and what exists in it',
    'sandbox reset': 'Throw away everything in the sandbox',
    'sandbox env': 'Print the environment with which the AWS CLI talks to the sandbox',
    'sandbox speed': 'Change how many times faster than AWS it runs',
    'sandbox skip': 'Let so many seconds of AWS time pass at once',
    'sandbox open': 'Show where the load balancers answer, and open the production address',
    'sandbox logs': 'Show what the tasks log and, with --calls, what AWS is asked',
    'sandbox fault': 'Let things go wrong on purpose',
    'sandbox fault add': 'Arm a fault',
    'sandbox fault list': 'Show the armed faults and how often each has happened',
    'sandbox fault clear': 'Clear one fault, or all',
    completion: 'Print a script that completes commands in a shell',
    docs: 'Print the reference, for people or (--json) for programs',
  },
  /** What stands below the options in the help of a command, by its name. */
  moreHelp: {
    'sandbox fault add': `
Kinds:
  throttling            "Rate exceeded", in each service's own words
  server-error          500, or 502, 503, 504 with --status
  html                  an HTML page in place of an answer
  drop                  the connection breaks; with --effect after the operation was carried out
  timeout               no answer ever comes
  latency               each answer is late (--seconds)
  expired-credentials   the security token has expired
  invalid-signature     the signature does not match
  clock-skew            the clock of the caller is wrong
  access-denied         an action is denied by a policy of the organization (--action iam:PassRole)
  quota                 there is no room for one more
  iam-propagation       services do not see new roles and policies yet
  listing-lag           what was just made is in no list and not found by name
  tag-lag               tags are seen later than what they are on
  capacity              Fargate has no capacity: no task is placed
  stuck-load-balancer   a load balancer stays provisioning, or failed (--state failed)
  unsteady-service      a service never gets steady
  stuck-deployment      a deployment does not go on (--event Install)

Examples:
  wizard sandbox fault add throttling --service ecs --operation 'Describe*' --times 3
  wizard sandbox fault add drop --service ecs --operation CreateService --effect
  wizard sandbox fault add iam-propagation --seconds 30
  wizard sandbox fault add access-denied --action iam:PassRole
  wizard sandbox fault add stuck-deployment --event AllowTraffic
`,
    completion: `
Prints a script for bash, zsh, fish or powershell. It completes commands, options and their values, also names that the state and the configuration of this folder know; AWS is not asked. \`npx wizard\` cannot be completed, only an installed \`wizard\`. To have it in every shell:

  bash:        wizard completion bash > ~/.local/share/bash-completion/completions/wizard
  zsh:         wizard completion zsh > ~/.zfunc/_wizard    (with fpath+=~/.zfunc before compinit in ~/.zshrc)
  fish:        wizard completion fish > ~/.config/fish/completions/wizard.fish
  powershell:  wizard completion powershell >> $PROFILE

In this shell only: source <(wizard completion bash), or wizard completion fish | source.`,
    docs: `
With --json one document on stdout: commands, options with their choices, defaults and keys of wizard.yaml, events, exit codes and environment variables. Without it, the same as Markdown.`,
    doctor: `
Exit code: 0 where nothing failed (warnings may be there), 3 where a check failed, 8 where the last release failed.
Without options: every check, and why the last release failed, if it did. What may not be read is skipped, and says so.`,
  },
  /** One line for each option, by its camel-cased name. */
  options: {
    version: 'print the version',
    help: 'print this help',
    config: 'configuration file (default: wizard.yaml)',
    env: 'environment: an overlay in the configuration and a set-up of its own',
    profile: 'AWS profile',
    region: 'AWS region',
    endpointUrl: 'send all calls to this address instead of AWS',
    sandbox: 'rehearse on the local sandbox; starts it when needed',
    yes: 'take the defaults and confirm the plan',
    nonInteractive: 'never ask; list all missing inputs instead',
    dryRun: 'show the plan and stop',
    explain: 'teach: say what each step of a plan is for, with the AWS CLI commands that do the same',
    adopt: 'take over resources of the same name that do not carry the mark of this set-up; with destroy: remove those too',
    breakLock: 'take over the lock of a run that is gone, after showing whose it is',
    stateTo: 'where to: s3://BUCKET/PREFIX, or local',
    rebuild: 'first write the state anew from AWS, where it is lost or damaged',
    deleteData: 'also delete images, commits, logs and artifacts, without asking for each',
    json: 'one JSON object a line on stdout',
    lang: 'language: en or ko',
    noColor: 'no colours',
    verbose: 'show every AWS call',
    image: 'image to deploy: a reference in a registry',
    static: 'folder of static files to deploy; needs no Docker',
    archive: 'image to deploy: an OCI layout or an archive of `docker save`',
    build: 'folder with a Dockerfile to build (default: this one)',
    tag: 'additional tag for the image',
    filesOnly: 'release changed files only, no image',
    message: 'message of the commit',
    wait: 'return when: traffic (that version serves all), alarms (and no alarm went off in 3 minutes; default of release), complete (the other one is gone), none',
    exitCode: 'exit with 7 when there are changes',
    execution: 'why this execution of the pipeline failed',
    deployment: 'why this deployment failed',
    last: 'only why the last release failed, no checks',
    port: 'port on 127.0.0.1 (default: a free one, the same every time)',
    speed: 'how many times faster than AWS (default: 60)',
    foreground: 'stay in the foreground',
    format: 'sh, fish, powershell, json (default: sh)',
    to: 'version to go back to: a revision (12 or web:12), an image digest, or a tag',
    list: 'show the versions that were live',
    revertFiles: 'also put files and image tag of that version back into the repository; runs the pipeline once',
    forUse: 'what the caller is to be able to do: set-up (default), release, look, or roles (make the roles beforehand)',
    account: 'account in the ARNs (default: that of the set-up here)',
    cost: 'show the monthly cost by resource, what a release adds, and what would be cheaper',
    planFile: 'carry out a plan that `plan --out` wrote, if it still holds; asks nothing',
    planOut: 'write the plan to a file, for `init --plan`',
    printCli: 'print the commands of the AWS CLI that do the same, as a script for bash',
    outFolder: 'folder to write the policies to, a file each',
    watch: 'go on looking, and follow each release',
    since: 'how far back: 90s, 10m (default), 2h, 1d',
    task: 'only this task; the beginning of its id will do',
    colour: 'only the tasks behind this target group: blue or green',
    filter: 'filter pattern of CloudWatch Logs',
    container: 'container of the task (default: the one that gets the traffic)',
    failAfter: 'fail fast when the same has failed so many times (default: 2)',
    failFast: 'stop a release that fails, and lead traffic back (default: ask; done with --yes)',
    noFailFast: 'never stop a release that fails',
    tree: 'show what belongs to what',
    follow: 'go on until Ctrl-C',
    calls: 'show the calls of the API too',
    service: 'service, as it signs its requests: ecs, elasticloadbalancing, registry (* for any text)',
    operation: 'operation, such as CreateService (* for any text)',
    match: 'only where this text occurs in the input of the call or in the name of the thing',
    times: 'how often it happens',
    always: 'until it is cleared',
    for: 'for how many seconds of AWS time it can happen',
    after: 'how many matching calls go well first',
    probability: 'how likely it is at each call, from 0 to 1',
    seed: 'the same seed hits the same calls again',
    seconds: 'how long it takes (AWS seconds; real ones for latency and clock-skew)',
    status: 'HTTP status: 500, 502, 503, 504',
    code: "error code in place of AWS's usual one",
    effect: 'carry the operation out; only its answer is lost',
    action: 'IAM action to deny, to service roles too (* for any text)',
    state: 'state in which a load balancer stays: provisioning, failed',
    event: 'lifecycle event that a deployment does not get through: Install, AllowTraffic, …',
  },
} as const;
