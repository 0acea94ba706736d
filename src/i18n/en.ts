import { causes, diagnosis } from './en/causes.ts';
import { checkTitles, doctorTexts, findings } from './en/checks.ts';
import { commandLineProblems } from './en/command-line.ts';
import { imageNotes, imageProblems } from './en/image.ts';
import { releaseProblems, releaseWords } from './en/release.ts';
import { planningTexts, planProblems, policyProblems, policyTexts } from './en/planning.ts';
import { resourceProblems } from './en/resources.ts';
import { broughtBy, rollbackProblems, rollbackTexts } from './en/rollback.ts';
import { sandboxProblems, sandboxTexts } from './en/sandbox.ts';
import { stateNotes, stateProblems, stateTexts } from './en/state.ts';
import { statusTexts } from './en/status.ts';
import { logsTexts, taskProblems } from './en/tasks.ts';
import { helpWords } from './en/help-words.ts';
import { lessons } from './en/lessons.ts';
import * as setup from './en/setup.ts';
import { choices, tutorial, wizardTexts } from './en/wizard.ts';

/** What a problem is and what to do about it, as sentences. */
export interface Problem {
  readonly message: string;
  readonly remedy: string;
}

/** What a person calls a step. */
const titleOf = (step: string): string => (setup.steps as Readonly<Record<string, { readonly title: string }>>)[step]?.title ?? step;

/**
 * Every sentence that the product says, in English. Its shape is the type that each other language must satisfy.
 * Texts with facts in them are functions, so that word order is the translator's business.
 */
export const en = {
  /** Thrown as `UserError(code, facts)`; see errors.ts. Each returns a message and a remedy. */
  problems: {
    ...commandLineProblems,
    ...imageProblems,
    ...releaseProblems,
    ...planProblems,
    ...policyProblems,
    ...resourceProblems,
    ...rollbackProblems,
    ...sandboxProblems,
    ...stateProblems,
    ...taskProblems,
    ...setup.setupProblems,
    sandboxTrouble: (facts: {
      code: string;
      folder?: string;
      log?: string;
      tail?: string;
      file?: string;
      port?: string;
      pid?: string;
      version?: string;
      known?: string;
      error?: string;
    }): Problem => ({
      message:
        {
          alreadyRunning: `A sandbox already runs on ${facts.folder}.`,
          brokenState: `What the sandbox kept is not as it was written: ${facts.file} was cut off or changed.`,
          folderTrouble: `The sandbox cannot read or write ${facts.file} (${facts.error}).`,
          notReset: `The sandbox could not save that it is empty. ${facts.tail ?? ''}`.trimEnd(),
          otherState: `What the sandbox kept has format ${facts.version}, this wizard reads ${facts.known}: ${facts.file}.`,
          notStarted: `The sandbox did not start. ${facts.tail ?? ''}`.trimEnd(),
          notStopped: `The sandbox (process ${facts.pid}) does not stop.`,
          portTaken: `Port ${facts.port} is taken by another program.`,
          portUnusable: `Port ${facts.port} cannot be used: the system keeps it, or clients refuse to call it.`,
        }[facts.code] ?? facts.code,
      remedy:
        {
          alreadyRunning: 'Use it as it is, or end it first: wizard sandbox stop',
          brokenState: 'Begin with an empty sandbox: wizard sandbox reset',
          folderTrouble: 'Check its permissions and the free space of the disk, then run the same command again.',
          notReset: `See whether its folder can be written, and its disk has room: ${facts.folder}`,
          otherState: 'Use the wizard that wrote it, or begin with an empty sandbox: wizard sandbox reset',
          notStarted: `See its log: ${facts.log}`,
          notStopped: `End the process yourself: kill ${facts.pid}`,
          portTaken: 'Choose another one: wizard sandbox start --port NUMBER',
          portUnusable: 'Choose another one between 1024 and 65535, such as 4700, or leave --port out.',
        }[facts.code] ?? '',
    }),
    accessDenied: (facts: { action: string; resource: string; principal: string }): Problem => ({
      message: `AWS did not let ${facts.principal} call ${facts.action} on ${facts.resource}.`,
      remedy: `Ask your administrator to allow ${facts.action}, then run the same command again.`,
    }),
    awsRefused: (facts: { action: string; error: string; message: string }): Problem => ({
      message: `AWS refused ${facts.action}: ${facts.error}: ${facts.message}`,
      remedy: 'Mend what AWS names, then run the same command again; what is already made is kept.',
    }),
    foreign: (facts: { node: string; type: string; name: string; owner: string | undefined }): Problem => ({
      message: `${facts.type} ${facts.name} exists already and ${facts.owner === undefined ? 'does not carry the mark of this tool' : `belongs to ${facts.owner}`}.`,
      remedy: `Choose another name, or take it over with --adopt.`,
    }),
    irreplaceable: (facts: { node: string; type: string; fields: string; wanted: string }): Problem => ({
      message: `${facts.node} (${facts.type}) cannot be changed in place: it has ${facts.fields}${facts.wanted === '' ? '' : `; wanted is ${facts.wanted}`}. Replacing it would stop traffic or lose data.`,
      remedy: `Put back into wizard.yaml (or the flag) what is there: ${facts.fields}. Or destroy the set-up and make it anew.`,
    }),
    definitionLost: (facts: { service: string; definition: string; file: string }): Problem => ({
      message: `The service ${facts.service} runs ${facts.definition}, and there is no ${facts.file} here: a release would put the defaults in its place.`,
      remedy: `Write it down first, or take the file that is in your repository: aws ecs describe-task-definition --task-definition ${facts.definition} --include TAGS > ${facts.file}`,
    }),
    renamed: (facts: { was: string; wanted: string }): Problem => ({
      message: `wizard.yaml names other things than those that were set up: ${facts.wanted}; set up was ${facts.was}.`,
      remedy: 'Put what was set up back into wizard.yaml (or the flag), or destroy the set-up and make it anew.',
    }),
    missingSteps: (facts: { steps: string; names: string; nodes: string }): Problem => ({
      message: `This needs what earlier steps make, and it does not exist yet: ${facts.names.split(', ').map(titleOf).join(', ')}.`,
      remedy: `Run first: ${facts.steps}. Or everything at once: wizard init`,
    }),
    missingStep: (facts: { step: string; node: string }): Problem => ({
      message: `This needs what an earlier step makes, and it does not exist yet: ${titleOf(facts.step)}.`,
      remedy: `Run first: wizard ${facts.step}. Or everything at once: wizard init`,
    }),
    waitTimedOut: (facts: { what: string; minutes: number; last: string }): Problem => ({
      message: `${facts.what} was not ready after ${facts.minutes} minutes; last seen: ${facts.last}.`,
      remedy: 'Run the same command again: it goes on waiting where it stopped.',
    }),
    explicitDeny: (facts: { action: string; resource: string; principal: string; policy: string }): Problem => ({
      message: `A policy forbids ${facts.principal} to call ${facts.action} on ${facts.resource} (${facts.policy}).`,
      remedy:
        'More permissions do not help against a denial: ask your administrator to lift it for this call, then run the same command again.',
    }),
    credentialsMissing: (facts: { profiles: string }): Problem => ({
      message: `No AWS credentials were found. Profiles on this machine: ${facts.profiles || 'none'}.`,
      remedy:
        'Name a profile with --profile, or sign in with `aws login` or `aws configure`. To rehearse without an account, use --sandbox.',
    }),
    credentialsExpired: (facts: { error: string }): Problem => ({
      message: `The AWS credentials have expired (${facts.error}).`,
      remedy: 'Get new ones, then run the same command again: it goes on where it stopped.',
    }),
    credentialsRefused: (facts: { error: string; message: string }): Problem => ({
      message: `AWS does not accept these credentials: ${facts.error}: ${facts.message}`,
      remedy: 'Check the access key, its secret and the session token (AWS_ACCESS_KEY_ID and the rest, or the profile), then try again.',
    }),
    credentialsFailed: (facts: { profile: string; message: string }): Problem => ({
      message: `The profile ${facts.profile} gives no credentials: ${facts.message}`,
      remedy: 'Mend the profile in ~/.aws/config or ~/.aws/credentials, or name another one with --profile.',
    }),
    credentialProcessFailed: (facts: { profile: string; exit: number | null }): Problem => ({
      message: `The credential_process of the profile ${facts.profile} failed${facts.exit === null ? '' : ` (exit code ${facts.exit})`}.`,
      remedy:
        'Run that command, which stands in ~/.aws/config or ~/.aws/credentials, by hand: what it says is not shown here, since it may hold secrets.',
    }),
    credentialProcessSilent: (facts: { profile: string; minutes: number }): Problem => ({
      message: `The credential_process of the profile ${facts.profile} gave no credentials within ${facts.minutes} minutes, and was ended.`,
      remedy:
        'Run that command, which stands in ~/.aws/config or ~/.aws/credentials, by hand to see what it waits for; then run the same command again.',
    }),
    signInAgain: (facts: { profile: string; command: string }): Problem => ({
      message: `The sign-in of the profile ${facts.profile} has expired.`,
      remedy: `Run \`${facts.command}\`, then the same command again.`,
    }),
    profileUnknown: (facts: { profile: string; profiles: string }): Problem => ({
      message: `There is no AWS profile named ${facts.profile}. Profiles on this machine: ${facts.profiles || 'none'}.`,
      remedy: 'Name one of them with --profile, or make it with `aws configure --profile`.',
    }),
    regionMissing: (_facts: object): Problem => ({
      message: 'No AWS region is set.',
      remedy: 'Name it with --region, in AWS_REGION, or in your AWS profile; with --sandbox none is needed.',
    }),
    clockSkew: (facts: { seconds: number }): Problem => ({
      message: `The clock of this machine is wrong: AWS refused the time of the signature (difference: ${facts.seconds} s).`,
      remedy: 'Set the clock (turn on automatic time), then run the same command again.',
    }),
    throttled: (facts: { action: string; seconds: number }): Problem => ({
      message: `AWS refuses ${facts.action}, because there were too many calls (throttling)${facts.seconds > 1 ? `, also after it was tried again for ${facts.seconds} seconds` : ''}.`,
      remedy: 'Wait a little, then run the same command again: it goes on where it stopped.',
    }),
    unreachable: (facts: { host: string; error: string }): Problem => ({
      message: `No connection to ${facts.host} (${facts.error}).`,
      remedy: 'Check the network, the proxy and the region, then run the same command again.',
    }),
    notAws: (facts: { host: string }): Problem => ({
      message: `What answers in the place of ${facts.host} does not say which account this is, as AWS does: it may be the sign-in page of a network, or a proxy.`,
      remedy: 'Sign in to the network, check the proxy and --endpoint-url, then run the same command again.',
    }),
    notImplemented: (facts: { action: string; endpoint: string }): Problem => ({
      message: `The server at ${facts.endpoint} does not know ${facts.action}.`,
      remedy: 'Use AWS itself, or the sandbox of this tool (--sandbox), which knows every call that the wizard makes.',
    }),
    answerUnreadable: (facts: { action: string; endpoint: string }): Problem => ({
      message: `${facts.endpoint} answered ${facts.action} in a form that the AWS SDK cannot read.`,
      remedy: 'Look for a proxy in between, or use AWS itself or the sandbox of this tool (--sandbox).',
    }),
    quotaReached: (facts: { action: string; error: string; message: string }): Problem => ({
      message: `A quota of your AWS account is used up: ${facts.action}: ${facts.error}: ${facts.message}`,
      remedy: 'Remove what is no longer needed or ask for more in the Service Quotas console, then run the same command again.',
    }),
    endpointNotLocal: (facts: { service: string; host: string }): Problem => ({
      message: `In a rehearsal, a call to ${facts.service} would have left this machine (${facts.host}). It was not sent.`,
      remedy: 'Remove AWS_ENDPOINT_URL and --endpoint-url, or leave out --sandbox.',
    }),
    sandboxSilent: (facts: { endpoint: string; reason: string }): Problem => ({
      message: `No sandbox answers at ${facts.endpoint} (${facts.reason}).`,
      remedy: 'Start it with `wizard sandbox start`.',
    }),
    sandboxGone: (facts: { endpoint: string; error: string }): Problem => ({
      message: `The sandbox at ${facts.endpoint} does not answer any more (${facts.error}): it was stopped or killed.`,
      remedy: 'Start it again with `wizard sandbox start`, then run the same command again: it goes on where it stopped.',
    }),
    notFound: (facts: { node: string; type: string; name: string }): Problem => ({
      message: `${facts.type} ${facts.name} does not exist.`,
      remedy: 'Name one that exists, or make it first.',
    }),
    planOutdated: (facts: { state: string }): Problem => ({
      message: `Somebody else has worked on this set-up since its plan was made, or has moved its state (${facts.state}). Nothing was made or changed on AWS.`,
      remedy: 'Run the same command again; it plans anew.',
    }),
    changedMeanwhile: (facts: { node: string; type: string }): Problem => ({
      message: `${facts.type} (${facts.node}) was changed by somebody while the plan was carried out.`,
      remedy: 'Run the same command again: it makes a new plan.',
    }),
    stopped: (facts: { left: number }): Problem => ({
      message: `Stopped. Not begun or not finished: ${facts.left}.`,
      remedy: 'Run the same command again: it goes on where it stopped.',
    }),
  },
  /** Title and reason of each page of the wizard. */
  steps: setup.steps,
  lessons,
  /** The questions, by config key. */
  ask: setup.ask,
  asking: setup.asking,
  choices,
  tutorial,
  /** Words of the first run. */
  wizard: wizardTexts,
  /** What a value must be like. */
  rules: setup.rules,
  /** What was changed in a file of the user's, and why. */
  fileChanges: setup.fileChanges,
  /** What help is made from. */
  ...helpWords,
  /** Words of the command line itself. */
  ui: {
    knownAfterApply: '(known after apply)',
    cancelled: 'Cancelled. Nothing more was done.',
    stopping: 'Stopping: what is in flight is finished, nothing new is begun. Press Ctrl-C again to end at once.',
    resume: (facts: { command: string }) => `To go on where it stopped: ${facts.command}`,
    bug: (facts: { version: string; node: string }) =>
      `This is a fault of wizard ${facts.version} (Node ${facts.node}). Please report it with the lines below.`,
    stillWorking: (facts: { seconds: number }) => `working for ${facts.seconds} s:`,
    did: { create: 'created', update: 'updated', replace: 'replaced', delete: 'deleted', keep: 'kept' },
    place: (facts: { account: string; region: string; regionSource: string; principal: string }) =>
      `Account ${facts.account}, region ${facts.region} (${facts.regionSource}), as ${facts.principal}`,
    sandboxPlace: (facts: { endpoint: string; region: string }) =>
      `Sandbox at ${facts.endpoint}, region ${facts.region}: nothing leaves this machine, nothing costs money.`,
    planTitle: 'What will be done:',
    /** What the marks before the things of a plan mean. */
    marks: { create: 'create', update: 'change', replace: 'replace', delete: 'delete', keep: 'keep', found: 'found, and used' },
    planCounts: (facts: { create: number; update: number; replace: number; delete: number; keep: number }) =>
      [
        ...(facts.create === 0 ? [] : [`${facts.create} to create`]),
        ...(facts.update === 0 ? [] : [`${facts.update} to change`]),
        ...(facts.replace === 0 ? [] : [`${facts.replace} to replace`]),
        ...(facts.delete === 0 ? [] : [`${facts.delete} to delete`]),
        ...(facts.keep === 0 ? [] : [`${facts.keep} already as wanted`]),
      ].join(', '),
    unreleased: (facts: { files: string; command: string }) =>
      `Not live yet: ${facts.files} differs from what the pipeline has. Bring it live: ${facts.command}`,
    lastFailed: (facts: { id: string; command: string }) =>
      `The newest execution of the pipeline (${facts.id}) has failed; what served before it goes on serving. To release again: ${facts.command}`,
    unknownEnv: (facts: { env: string; file: string }) =>
      `${facts.file} says nothing of an environment ${facts.env}: this is another set-up, with all the defaults.`,
    nextStop: (facts: { command: string }) => `  ${facts.command}   stop the sandbox, which goes on in the background`,
    nothingToDo: 'Everything is as wanted; nothing to do.',
    monthlyCost: (facts: { usd: string; date: string; without: string }) =>
      `About ${facts.usd} USD a month while nothing much happens (prices of ${facts.date}${facts.without === '' ? '' : `, without ${facts.without}`}).`,
    costUnknown: (facts: { region: string; known: string }) =>
      `What it costs in ${facts.region} is not known here; prices are known for ${facts.known}.`,
    confirmApply: 'Do it?',
    ...stateTexts,
    confirmDestroy: 'Remove all of this?',
    destroyStops: (facts: { executions: string; deployment: string | undefined; shifted: boolean }) =>
      [
        'A release is under way:',
        [facts.executions && ` execution ${facts.executions}`, facts.deployment && ` deployment ${facts.deployment}`]
          .filter(Boolean)
          .join(','),
        '. It is stopped first; ',
        facts.shifted ? 'the new version, which has all traffic already, serves' : 'the old version serves',
        ' until it is removed too.',
      ].join(''),
    declined: 'Nothing was done.',
    filesKept: (facts: { files: string }) => `Your own files are used, and not written over: ${facts.files}`,
    fileChanges: (facts: { file: string }) => `Taken otherwise than it is written; your ${facts.file} stays as it is:`,
    mfa: (facts: { serial: string }) => `Code of the MFA device ${facts.serial}`,
    partly: (facts: { count: number; missing: string; more: number; command: string }) =>
      `The set-up is not complete: ${facts.count} resources exist. Not there: ${facts.missing}${facts.more > 0 ? ` and ${facts.more} more` : ''}. Go on with: ${facts.command}`,
    onlyData: (facts: { count: number; command: string; remove: string }) =>
      `Of the set-up, only what holds data is there: ${facts.count} resources. To make the rest: ${facts.command}. To delete them: ${facts.remove}`,
    ready: (facts: { url: string }) => `Live: ${facts.url}`,
    servesNothing: (facts: { url: string; why: string }) => `Made, but users are not served at ${facts.url}. ${facts.why}`,
    notAnswering: (facts: { url: string }) =>
      `${facts.url} does not answer from this machine (an internal load balancer answers only inside its VPC).`,
    testUrl: (facts: { url: string }) => `Test listener: ${facts.url}`,
    next: 'Next:',
    nextRelease: (facts: { command: string }) => `  ${facts.command}   release another version`,
    nextStatus: (facts: { command: string }) => `  ${facts.command}   see what is live`,
    nextDestroy: (facts: { command: string }) => `  ${facts.command}   remove everything again`,
    noSetup: (facts: { command: string }) => `Nothing is set up here yet. Start with: ${facts.command}`,
    statusRow: {
      live: 'live',
      image: 'image',
      since: 'since',
      tasks: 'tasks',
      url: 'URL',
      pipeline: 'pipeline',
      execution: 'last execution',
      running: 'running deployment',
    },
    destroyed: 'Nothing is left of what the wizard made.',
    spared: (facts: { what: string; command: string }) =>
      `Left alone, because it was taken over or something that was taken over needs it: ${facts.what}. To remove that too: ${facts.command}`,
    holdsData: (facts: { kind: string; name: string }) => `${facts.kind} ${facts.name} holds data.`,
    deleteData: 'Type its name to delete it too; Enter keeps it',
    deleteDataName: (facts: { name: string }) => `That is not its name. Type ${facts.name} to delete it, or nothing to keep it`,
    dataKept: (facts: { what: string; command: string }) =>
      `Kept, because they hold data (storage goes on to cost a little): ${facts.what}. To delete them too: ${facts.command}`,
    leftAlone: (facts: { what: string }) => `Left alone: ${facts.what}`,
    nothingToDestroy: (facts: { command: string }) => `There is nothing to remove: nothing is set up here. Start with: ${facts.command}`,
  },
  /** A release as it goes. */
  release: {
    ...releaseWords,
    pushed: (facts: { image: string }) => `Pushed ${facts.image}`,
    imageUnchanged: (facts: { image: string }) => `The image is already there: ${facts.image}`,
    committed: (facts: { files: string; commit: string }) => `Committed ${facts.files} (${facts.commit})`,
    started: (facts: { id: string }) => `Started execution ${facts.id}`,
    triggered: (facts: { id: string }) => `The push started execution ${facts.id}`,
    unchanged: 'Nothing is new here: the pipeline runs once more with the files and the image that are there.',
    waitingForTrigger: 'Waiting for the pipeline to start by itself',
    overtaken: (facts: { id: string }) => `Another execution overtook it; following ${facts.id}`,
    action: (facts: { stage: string; action: string; status: string }) => `${facts.stage} / ${facts.action}: ${facts.status}`,
    deployment: (facts: { id: string; status: string }) => `  Deployment ${facts.id}: ${facts.status}`,
    kept: (facts: { minutes: number; here: string | undefined }) =>
      facts.here === undefined
        ? `  The old version is kept for ${facts.minutes} more minutes, in case you roll back.`
        : `  The old version is kept for ${facts.minutes} minutes of AWS, ${facts.here} in this sandbox, in case you roll back.`,
    live: (facts: { image: string; colour: string }) => `Live: ${facts.image} (${facts.colour})`,
    following: (facts: { id: string }) => `Following execution ${facts.id}`,
    message: 'Release by wizard',
    wouldPush: (facts: { source: string; image: string }) => `Would push ${facts.source} as ${facts.image}`,
    wouldCommit: (facts: { files: string; branch: string }) => `Would commit ${facts.files} to the branch ${facts.branch}`,
    wouldStart: (facts: { pipeline: string }) => `Would run the pipeline ${facts.pipeline}`,
    status: {
      Succeeded: 'succeeded',
      InProgress: 'in progress',
      Failed: 'failed',
      Skipped: 'skipped',
      Abandoned: 'abandoned',
      Stopped: 'stopped',
      Created: 'created',
      Queued: 'queued',
      Ready: 'ready',
      Unknown: 'unknown',
    },
  },
  /** Going back to an earlier version. */
  rollback: rollbackTexts,
  /** How a version came to be live. */
  broughtBy,
  /** The state of a set-up. */
  status: statusTexts,
  /** Plans that are kept. */
  planning: planningTexts,
  /** The IAM policies of those who run the wizard. */
  policy: policyTexts,
  /** What the tasks write. */
  logs: logsTexts,
  /** Why a release failed, and what to do. */
  causes,
  /** Around a diagnosis. */
  diagnosis,
  /** What `doctor` looks at, and what it finds. */
  checkTitles,
  findings,
  doctor: doctorTexts,
  /** The sandbox's own commands. */
  sandbox: {
    started: (facts: { endpoint: string }) => `The sandbox answers at ${facts.endpoint}`,
    running: (facts: { endpoint: string; speed: number; region: string }) =>
      `The sandbox runs at ${facts.endpoint}, ${facts.speed} times faster than AWS, region ${facts.region}`,
    stopped: 'The sandbox is stopped. What it holds is kept.',
    notRunning: 'The sandbox does not run.',
    reset: 'The sandbox is empty again.',
    envHint: (facts: { command: string }) => `# To use it in this shell: ${facts.command}`,
    ...sandboxTexts,
  },
  /** What a kind waits for, shown beside the running line; see `Intent.note`. */
  notes: {
    ...imageNotes,
    ...stateNotes,
    waiting: (facts: { what: string; state: string; seconds: number }) => `waiting for ${facts.what}: ${facts.state}`,
    rolePropagation: (facts: { seconds: number }) => `waiting until the new role is known everywhere in AWS (${facts.seconds} s)`,
    stillInUse: (facts: { seconds: number }) => `waiting until nothing uses it any more (${facts.seconds} s)`,
    tryingAgain: (facts: { error: string; attempt: number }) => `no clear answer (${facts.error}); looked, and trying again`,
    sweepRefused: (facts: { what: string }) =>
      `Things of this set-up that have other names by now were not looked for by their tags: ${facts.what} was refused.`,
    sweepUnseen: (facts: { what: string; command: string }) =>
      `These carry the tags of this set-up, but these permissions do not let them be looked at. What is still there goes on to cost: ${facts.what}. With permissions for them, run again: ${facts.command}`,
    folderNotReleased: (facts: { from: string; command: string }) =>
      `What is in ${facts.from} is not part of this release: it brings the image that the tag points to, and changed files of the pipeline. To bring ${facts.from} live: ${facts.command}`,
    fileBehind: (facts: { file: string; commit: string; author: string; date: string }) =>
      `${facts.file} is here as an earlier commit had it: a release undoes the newer commit ${facts.commit} (${facts.author}, ${facts.date}), which stays in the history of the repository. If that is not wanted, bring ${facts.file} up to date first.`,
    takenFromUs: (facts: { what: string }) =>
      `These carry the mark of another set-up by now, which has taken them over; they are left alone, with what they need: ${facts.what}.`,
    otherSetUps: (facts: { what: string }) =>
      `In this account and region, things carry the mark of other set-ups, APP/ENVIRONMENT (how many): ${facts.what}. If one of them was meant: app in wizard.yaml, --env ENVIRONMENT.`,
    strays: (facts: { what: string; command: string }) =>
      `These carry the tags of this set-up, but wizard.yaml gives them other names: ${facts.what}. They stay as they are and go on to cost. Give wizard.yaml their names again to go on with them, or remove everything first: ${facts.command}`,
    newPipelineReleases: (facts: { pipeline: string; what: string }) =>
      `The new pipeline ${facts.pipeline} runs once by itself, and what is in these goes live, even where another version serves now: ${facts.what}.`,
    newCommitReleases: (facts: { files: string; what: string }) =>
      `The files are committed to ${facts.files} anew, which the pipeline watches: what is in these goes live, even where another version serves now: ${facts.what}.`,
    newImageReleases: (facts: { from: string; image: string }) =>
      `${facts.from} is pushed as ${facts.image}, which the pipeline watches: it goes live, even where another version serves now.`,
    portElsewhere: (facts: { ports: string; port: number }) =>
      `The image says that it listens on port ${facts.ports}, and the task definition has ${facts.port}: if the image is right, no task gets healthy. To change it: --taskdef-port, or taskdef.port in wizard.yaml.`,
    healthPathHeld: (facts: { targetGroup: string; path: string; before: string; answer: string; command: string }) =>
      `${facts.targetGroup} serves, and what runs there ${facts.answer === '-' ? `could not be asked for ${facts.path}` : `answers ${facts.path} with ${facts.answer}`}: its health check stays at ${facts.before}, since its tasks would be replaced without end. The idle target group gets ${facts.path}. Release a version that answers there; when the old one is gone: ${facts.command}`,
    healthPathElsewhere: (facts: { targetGroup: string; path: string; wanted: string; command: string }) =>
      `The new version starts in ${facts.targetGroup}, whose health check still asks for ${facts.path}, not ${facts.wanted}. To bring that up to date first: ${facts.command}`,
    imageFailed: (facts: { image: string; live: string; command: string }) =>
      `${facts.image} still points at the image that failed, and a release without anything new is refused. To put the tag back to what serves: ${facts.command}`,
    waitingForCredentials: (facts: { profile: string; minutes: number }) =>
      `Waiting for the credentials of the profile ${facts.profile}: its credential_process has not ended yet. It may ask for a sign-in elsewhere, such as in the browser. It gets ${facts.minutes} minutes; Ctrl-C ends it at once.`,
    profileOverKeys: (facts: { profile: string }) =>
      `Both AWS_PROFILE and access keys are set. The profile ${facts.profile} is used; the AWS CLI would use the keys.`,
  },
} as const;
