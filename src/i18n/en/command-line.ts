import type { Problem } from '../en.ts';

/** What can be wrong with what was typed. */
type Fault = 'unknownOption' | 'unknownCommand' | 'valueMissing' | 'tooManyWords' | 'commandMissing';

const SORTS = { folder: 'a folder', pipe: 'a pipe', socket: 'a socket', device: 'a device' };

/** Problems of the command line, of the project's files, and of releases. */
export const commandLineProblems = {
  usage: (facts: { fault: Fault; word: string; command: string; suggestion: string | undefined }): Problem => ({
    message: {
      unknownOption: `\`${facts.command}\` has no option ${facts.word}.`,
      unknownCommand: `There is no command ${facts.word}.`,
      valueMissing: `A value is missing behind ${facts.word}.`,
      tooManyWords: `\`${facts.command}\` takes options only; not understood: ${facts.word}.`,
      commandMissing: `\`${facts.command}\` must be told what to do.`,
    }[facts.fault],
    remedy:
      facts.suggestion === undefined
        ? `See what can be typed: ${facts.command} --help`
        : `Did you mean ${facts.suggestion}? See what can be typed: ${facts.command} --help`,
  }),
  argumentMissing: (facts: { name: string; min: number; max: number }): Problem => ({
    message: `It is not said how much: ${facts.name} is missing.`,
    remedy: `Give a number from ${facts.min} to ${facts.max}.`,
  }),
  numberOption: (facts: { flag: string; value: string; min: number; max: number }): Problem => ({
    message: `${facts.flag} ${facts.value} is not possible.`,
    remedy: `Give a number from ${facts.min} to ${facts.max}.`,
  }),
  optionChoice: (facts: { flag: string; value: string; choices: string }): Problem => ({
    message: facts.value === '' ? `${facts.flag} needs one word more.` : `${facts.flag} ${facts.value} is not possible.`,
    remedy: `Give one of: ${facts.choices}.`,
  }),
  endpointBesideSandbox: (_facts: object): Problem => ({
    message: '--endpoint-url and --sandbox exclude each other: the sandbox has an address of its own.',
    remedy: 'Leave one of them out.',
  }),
  endpointForm: (facts: { from: string; value: string }): Problem => ({
    message: `${facts.from} ${facts.value} is no address of a server.`,
    remedy: 'Give it as http://HOST:PORT or https://HOST, or leave it out.',
  }),
  endpointSecret: (facts: { from: string }): Problem => ({
    message: `The address after ${facts.from} has a name or password in it, which would be shown and noted.`,
    remedy: 'Give it without them: http://HOST:PORT',
  }),
  configMissing: (facts: { file: string }): Problem => ({
    message: `There is no file ${facts.file}.`,
    remedy: 'Check the path after --config, or leave it out: wizard.yaml is used, and written by `wizard init`.',
  }),
  fileTrouble: (facts: { file: string; error: string }): Problem => ({
    message: `The file ${facts.file} cannot be read or written (${facts.error}).`,
    remedy: 'Check its permissions and the free space of the disk, then run the same command again.',
  }),
  notAFile: (facts: { file: string; sort: 'folder' | 'pipe' | 'socket' | 'device' }): Problem => ({
    message: `${facts.file} must be a regular file, and is ${SORTS[facts.sort]}.`,
    remedy: 'Move it away, or name another file.',
  }),
  severalImages: (facts: { flags: string }): Problem => ({
    message: `Only one image can be deployed, but several are named: ${facts.flags}.`,
    remedy: 'Keep one of these options.',
  }),
  confirmationMissing: (facts: { command: string }): Problem => ({
    message: 'Nobody can be asked whether the plan may be carried out.',
    remedy: `Look at the plan and confirm it: ${facts.command} --yes`,
  }),
  filesOnlyWithImage: (_facts: object): Problem => ({
    message: '--files-only and an image exclude each other.',
    remedy: 'Leave one of them out.',
  }),
  nothingSetUp: (facts: { command: string }): Problem => ({
    message: 'Nothing is set up here yet.',
    remedy: `Set it up first: ${facts.command}`,
  }),
  noExecution: (facts: { pipeline: string }): Problem => ({
    message: `The pipeline ${facts.pipeline} exists, but has never run.`,
    remedy: 'Start it: wizard release',
  }),
};
