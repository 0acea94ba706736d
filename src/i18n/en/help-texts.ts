/** What stands in the help beside commands and options. */
export const helpTexts = {
  /** What stands for something in a line of usage. */
  placeholders: { options: 'options', command: 'command' },
  topicsHeading: 'Topics (wizard help TOPIC):',
  oneOf: (facts: { choices: string }) => `one of: ${facts.choices}`,
  initial: (facts: { value: string }) => `default: ${facts.value}`,
  topics: {
    'exit-codes': 'What the exit codes mean',
    environment: 'The environment variables that count',
    config: 'wizard.yaml: settings, environments, and what goes before what',
    sandbox: 'How to rehearse without an AWS account',
    resume: 'How a run that was cut off goes on',
  },
  /** The exit codes, by their names in the code. */
  exitCodes: {
    done: 'Done, or nothing to do',
    bug: 'A fault of this program; please report it',
    usage: 'Something is wrong in what was typed, or an answer is missing and nobody can be asked',
    config: 'Something must be mended first: wizard.yaml, a file, the credentials, or what the command needs does not exist',
    refused: 'AWS or a registry refused, or the command refuses to go on as things are',
    resumable: 'Stopped part-way; the same command goes on where it stopped',
    locked: 'Another run is at work, or a thing of that name belongs to somebody else',
    changes: 'There are changes (only with plan --exit-code)',
    deploymentFailed: 'The new version did not come up; the old one serves',
    interrupted: 'Ended by Ctrl-C (130), SIGTERM (143) or a closed terminal (129); what was begun was finished',
  },
  /** What a line of `--json` is about, by its type. */
  events: {
    action: 'an action of the pipeline began or ended',
    alarm: 'the state of an alarm of the deployment group',
    blocked: 'a release waits for a deployment that runs',
    call: 'a call of AWS (--verbose)',
    check: 'what doctor looked at, and found',
    cli: 'the AWS CLI commands that do the same (--print-cli)',
    committed: 'files were committed',
    cost: 'the monthly estimate by resource',
    deployment: 'the status of the deployment in CodeDeploy',
    diagnosis: 'why a release failed',
    execution: 'the status of the execution of the pipeline',
    'execution-found': 'the execution that a release follows',
    failing: 'the new version will not come up',
    'file-change': 'what was changed in a file for AWS',
    found: 'a value found in the project or the account',
    health: 'the states of the targets of a target group',
    kept: 'all traffic is on the new version; the old one is kept until then',
    lesson: 'what a step is for, and the AWS CLI commands that do the same (--explain)',
    lifecycle: 'a lifecycle event of the deployment began or ended',
    log: 'a line of a task',
    note: 'something worth knowing; code says what',
    place: 'account, region and principal',
    plan: 'what will be done',
    pushed: 'the image is in the repository',
    resource: 'a thing is made, changed or removed',
    result: 'the last line: ok, and the errors or what was done',
    resume: 'how a run that stopped goes on',
    reverted: 'the sources of the pipeline hold the earlier version again',
    'rollback-step': 'a step of a rollback',
    'rolled-back': 'traffic is back on the old version',
    'rolling-back': 'traffic is led back to the old version',
    'service-event': 'an event of the ECS service',
    started: 'something was started: an execution, or the sandbox',
    status: 'a look at the set-up (status --watch)',
    stopped: 'tasks of the new version stopped',
    traffic: 'the shares of the traffic and the tasks of both versions',
    'trigger-silent': 'the push has not started the pipeline',
    'twin-left': 'files and image have each started an execution, and the second may not be stopped',
    unchanged: 'nothing is new: the pipeline runs once more with what is there',
    'waiting-for-trigger': 'the pipeline is to start by itself',
    'watching-alarms': 'the new version serves, and its alarms are watched',
  },
  environment: {
    AWS_PROFILE: 'AWS profile; --profile goes before it',
    AWS_REGION: 'AWS region; --region goes before it',
    AWS_DEFAULT_REGION: 'AWS region where AWS_REGION is not set, as with the AWS CLI',
    AWS_ACCESS_KEY_ID: 'with AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: keys, where no profile is named',
    AWS_CONFIG_FILE: 'another place for ~/.aws/config',
    AWS_SHARED_CREDENTIALS_FILE: 'another place for ~/.aws/credentials',
    AWS_ENDPOINT_URL: 'address that all calls go to instead of AWS; --endpoint-url goes before it',
    WIZARD_LANG: 'language, en or ko; goes before LC_ALL, LC_MESSAGES and LANG',
    WIZARD_SANDBOX_FOLDER: 'folder of the sandbox (default: .wizard/sandbox)',
    NO_COLOR: 'not empty: no colours; goes before FORCE_COLOR',
    FORCE_COLOR: 'not empty: colours also where the output is no terminal',
    TERM: 'dumb: no colours, and progress in lines that are written once; questions still move the cursor',
    CI: 'not empty: lines that are written once, and no browser is opened',
  },
  /** Headings of the reference. */
  reference: {
    title: 'Reference',
    made: 'Made by `wizard docs` from the tables that the program itself works with.',
    commands: 'Commands',
    globalFlags: 'Flags of every command',
    settings: 'Settings: flags and keys of wizard.yaml',
    settingsOf: (facts: { flags: string }) => `Settings: ${facts.flags}`,
    events: 'Events: the types of the lines of --json',
    exitCodes: 'Exit codes',
    environment: 'Environment variables',
  },
  topicTexts: {
    'exit-codes': 'With --json the last line on stdout is an object of type result, and its errors carry codes of their own.',
    environment: 'Flags go before these, and these go before wizard.yaml, except for the region of a set-up, which its file names.',
    config: `Every question is a flag and a key of wizard.yaml; a flag goes before the file, the file before what is found in the project, and that before the defaults of the tutorial. \`wizard init\` writes the file; editors check it with schema/wizard.schema.json.

  app: shop
  service:
    desiredCount: 2
  environments:
    prod:
      service:
        desiredCount: 4

--env prod lays the settings below environments.prod over the others, and is a set-up of its own with its own names. --config names another file. \`wizard docs --json\` lists all keys with their flags, choices and defaults.`,
    sandbox: `--sandbox behind any command sends its calls to a small AWS on this machine: nothing leaves it, nothing costs money. It starts when it is needed and goes on in the background.

  wizard init --sandbox --yes
  wizard release --sandbox --image sandbox/sample:v2
  wizard sandbox status
  eval "$(wizard sandbox env)"
  wizard sandbox stop

A rehearsal has a state of its own and never touches the real set-up. Things go wrong on purpose with \`wizard sandbox fault add\`.`,
    resume: `Run the same command again. What was made is written down in .wizard/ before and after each call, and AWS is looked at first: nothing is made twice. Exit code 5 and 130 mean that there is something to go on with.

- Answers of \`wizard init\` are kept in wizard.yaml, also after Ctrl-C.
- The first Ctrl-C finishes what is in flight; the second ends at once, and the next run finds what was made.
- A lost .wizard folder is rebuilt from the tags and names in AWS.
- A rollback that was cut off: \`wizard rollback\` goes on with it.
- \`wizard plan\` shows what is left to do; \`wizard destroy\` removes what there is.`,
  },
} as const;
