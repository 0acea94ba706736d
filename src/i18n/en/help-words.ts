import { doctorHelp } from './checks.ts';
import { helpTexts, scriptCommands, scriptHelp } from './command-line.ts';
import { planningOptions } from './planning.ts';
import { releaseOptions } from './release.ts';
import { rollbackOptions } from './rollback.ts';
import { moreHelp, sandboxCommands, sandboxOptions } from './sandbox.ts';
import { statusOptions } from './status.ts';
import { taskOptions } from './tasks.ts';

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
    plan: 'Show what init would do; changes nothing',
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
    ...sandboxCommands,
    ...scriptCommands,
  },
  /** What stands below the options in the help of a command, by its name. */
  moreHelp: { ...moreHelp, ...scriptHelp, doctor: doctorHelp },
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
    ...rollbackOptions,
    ...planningOptions,
    ...statusOptions,
    ...taskOptions,
    ...releaseOptions,
    ...sandboxOptions,
  },
} as const;
