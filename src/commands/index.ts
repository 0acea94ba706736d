import { COLOURS, ENVIRONMENT_FORMATS, POLICY_USES, RELEASE_WAITS, SHELLS, WAITS } from '../option-choices.ts';
import type { CommandResult, Session } from '../session.ts';
import type { StepName } from '../questions/question.ts';

/** An option of one command, beside the global ones and those that its steps' questions make. */
export interface Option {
  /** As commander reads it: `--speed <factor>`. Its words are in the catalogue under `options`, by the camel-cased name. */
  readonly flags: string;
  /** Where its words are, when another command has an option of the same name. */
  readonly words?: string;
  /** The whole list of values; the words name them too. */
  readonly choices?: readonly string[] | undefined;
  /** Where a shell finds values for it. */
  readonly completes?: Completes;
}

/** What can stand behind an option or a command, as far as this machine knows it. */
export type Completes = 'file' | 'folder' | 'environments' | 'profiles' | 'regions' | 'tags' | 'versions' | 'faults';

/** One verb. Its description is in the catalogue under `commands`, by name. */
export interface Command {
  /** `ecr`, or `sandbox start` for a command of a group. */
  readonly name: string;
  /** A word that may stand behind it; the session has it among the options, by this name. */
  readonly argument?: string;
  /** The whole list of such words. */
  readonly choices?: readonly string[];
  readonly completes?: Completes;
  readonly options?: readonly Option[];
  /** Steps whose questions are options of this command. */
  readonly steps?: readonly StepName[];
  /** Imported only when the command is used, so that `--help` starts fast. */
  readonly run: () => Promise<(session: Session) => Promise<CommandResult>>;
}

const STEP_COMMANDS: readonly StepName[] = ['source', 'ecr', 'taskdef', 'alb', 'appspec', 'service', 'codedeploy', 'pipeline'];

const step = (name: StepName): Command => ({
  name,
  steps: ['init', name],
  run: async () => (await import('./step.ts')).stepCommand(name),
});

const IMAGE_OPTIONS: readonly Option[] = [
  { flags: '--image <reference>' },
  { flags: '--static <folder>', completes: 'folder' },
  { flags: '--archive <path>', completes: 'file' },
  { flags: '--build [folder]', completes: 'folder' },
];

const FAULT_OPTIONS: readonly Option[] = [
  { flags: '--service <name>' },
  { flags: '--operation <name>' },
  { flags: '--match <text>' },
  { flags: '--times <number>' },
  { flags: '--always' },
  { flags: '--for <seconds>' },
  { flags: '--after <calls>' },
  { flags: '--probability <share>' },
  { flags: '--seed <number>' },
  { flags: '--seconds <number>' },
  { flags: '--status <code>' },
  { flags: '--code <name>' },
  { flags: '--effect' },
  { flags: '--action <action>' },
  { flags: '--state <state>' },
  { flags: '--event <name>' },
];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'init',
    steps: ['init', ...STEP_COMMANDS],
    options: [...IMAGE_OPTIONS, { flags: '--plan <file>', words: 'planFile', completes: 'file' }, { flags: '--print-cli' }],
    run: async () => (await import('./init.ts')).initCommand,
  },
  ...STEP_COMMANDS.map(step).map(command => (command.name === 'ecr' ? { ...command, options: IMAGE_OPTIONS } : command)),
  {
    name: 'release',
    options: [
      ...IMAGE_OPTIONS,
      { flags: '--tag <tag>', completes: 'tags' },
      { flags: '--files-only' },
      { flags: '--message <text>' },
      { flags: '--wait <until>', choices: RELEASE_WAITS },
      { flags: '--fail-fast' },
      { flags: '--no-fail-fast' },
      { flags: '--fail-after <number>' },
    ],
    run: async () => (await import('./release.ts')).releaseCommand,
  },
  {
    name: 'rollback',
    options: [
      { flags: '--to <version>', completes: 'versions' },
      { flags: '--list' },
      { flags: '--revert-files' },
      { flags: '--wait <until>', choices: WAITS },
    ],
    run: async () => (await import('./rollback.ts')).rollbackCommand,
  },
  {
    name: 'status',
    options: [{ flags: '--watch' }, { flags: '--rebuild' }],
    run: async () => (await import('./status.ts')).statusCommand,
  },
  {
    name: 'logs',
    options: [
      { flags: '-f, --follow' },
      { flags: '--since <time>' },
      { flags: '--task <id>' },
      { flags: '--colour <colour>', choices: COLOURS },
      { flags: '--filter <pattern>' },
    ],
    run: async () => (await import('./logs.ts')).logsCommand,
  },
  {
    name: 'exec',
    argument: 'command',
    options: [{ flags: '--task <id>' }, { flags: '--container <name>' }],
    run: async () => (await import('./exec.ts')).execCommand,
  },
  {
    name: 'plan',
    steps: ['init', ...STEP_COMMANDS],
    options: [
      ...IMAGE_OPTIONS,
      { flags: '--exit-code' },
      { flags: '--cost' },
      { flags: '--out <file>', words: 'planOut', completes: 'file' },
      { flags: '--print-cli' },
    ],
    run: async () => (await import('./plan.ts')).planCommand,
  },
  {
    name: 'doctor',
    options: [{ flags: '--last' }, { flags: '--execution <id>' }, { flags: '--deployment <id>' }],
    run: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'policy',
    steps: ['init', ...STEP_COMMANDS],
    options: [
      { flags: '--for <use>', words: 'forUse', choices: POLICY_USES },
      { flags: '--account <id>' },
      { flags: '--out <folder>', words: 'outFolder', completes: 'folder' },
    ],
    run: async () => (await import('./policy.ts')).policyCommand,
  },
  { name: 'destroy', options: [{ flags: '--delete-data' }], run: async () => (await import('./destroy.ts')).destroyCommand },
  {
    name: 'state move',
    options: [{ flags: '--to <place>', words: 'stateTo' }],
    run: async () => (await import('./state-move.ts')).stateMove,
  },
  {
    name: 'completion',
    argument: 'shell',
    choices: SHELLS,
    run: async () => (await import('./completion.ts')).completionCommand,
  },
  { name: 'docs', run: async () => (await import('./docs.ts')).docsCommand },
  {
    name: 'sandbox start',
    options: [{ flags: '--port <number>' }, { flags: '--speed <factor>' }, { flags: '--foreground' }],
    run: async () => (await import('./sandbox.ts')).sandboxStart,
  },
  { name: 'sandbox speed', argument: 'factor', run: async () => (await import('./sandbox-clock.ts')).sandboxSpeed },
  { name: 'sandbox skip', argument: 'seconds', run: async () => (await import('./sandbox-clock.ts')).sandboxSkip },
  { name: 'sandbox stop', run: async () => (await import('./sandbox.ts')).sandboxStop },
  { name: 'sandbox status', options: [{ flags: '--tree' }], run: async () => (await import('./sandbox.ts')).sandboxStatus },
  { name: 'sandbox open', run: async () => (await import('./sandbox-open.ts')).sandboxOpen },
  {
    name: 'sandbox logs',
    argument: 'group',
    options: [{ flags: '-f, --follow' }, { flags: '--calls' }],
    run: async () => (await import('./sandbox-logs.ts')).sandboxLogs,
  },
  {
    name: 'sandbox fault add',
    argument: 'kind',
    completes: 'faults',
    options: FAULT_OPTIONS,
    run: async () => (await import('./sandbox-fault.ts')).faultAdd,
  },
  { name: 'sandbox fault list', run: async () => (await import('./sandbox-fault.ts')).faultList },
  { name: 'sandbox fault clear', argument: 'id', run: async () => (await import('./sandbox-fault.ts')).faultClear },
  { name: 'sandbox reset', run: async () => (await import('./sandbox.ts')).sandboxReset },
  {
    name: 'sandbox env',
    options: [{ flags: '--format <format>', choices: ENVIRONMENT_FORMATS }],
    run: async () => (await import('./sandbox.ts')).sandboxEnv,
  },
];
