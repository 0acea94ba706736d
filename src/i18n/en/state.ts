import type { Problem } from '../en.ts';
import { momentWords } from '../moment.ts';

const age = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;

/** Problems with the state of a set-up and its lock. */
export const stateProblems = {
  locked: (facts: {
    user: string;
    pid: number;
    host: string;
    since: string;
    minutes: number;
    command: string;
    nonce: string;
    file: string;
  }): Problem => ({
    message: `Another wizard is at work on this set-up: ${facts.user}@${facts.host}, process ${facts.pid}, for ${age(facts.minutes)}, since ${momentWords(new Date(facts.since))} (${facts.command}). Lock: ${facts.file}`,
    remedy: 'Wait until it ends. If you are sure that it is gone, run this command again with --break-lock.',
  }),
  stateBroken: (facts: { file: string; reason: string }): Problem => ({
    message: `The state ${facts.file} is damaged (${facts.reason}).`,
    remedy: 'Rebuild it from AWS with `wizard status --rebuild`; the damaged one is kept beside it.',
  }),
  stateNewer: (facts: { file: string; schema: number }): Problem => ({
    message: `The state ${facts.file} was written by a newer version of this tool (schema ${facts.schema}).`,
    remedy: 'Update this tool.',
  }),
  stateOfAnother: (facts: { file: string; found: string; expected: string }): Problem => ({
    message: `The state ${facts.file} belongs to ${facts.found}, but this run is for ${facts.expected}.`,
    remedy:
      'Put the app back into wizard.yaml (app: NAME), use the profile and region with which it was made, or another --env; a shared state needs a prefix of its own for each app.',
  }),
  stateMoved: (facts: { file: string; to: string }): Problem => ({
    message: `The state ${facts.file} was moved to ${facts.to}.`,
    remedy: `Get the newest wizard.yaml of your team, or write there: state: ${facts.to}`,
  }),
  stateThere: (facts: { to: string; local: boolean }): Problem => ({
    message: `${facts.to} already holds another state; nothing was moved.`,
    remedy: facts.local
      ? `Move ${facts.to} aside, such as to ${facts.to}.old, and run the same command again. If the state there is the right one, write into wizard.yaml instead: state: local`
      : 'Name another prefix. If the state there is the right one, write its place into wizard.yaml (state: …) instead of moving.',
  }),
  stateMoveInSandbox: (_facts: object): Problem => ({
    message: 'The state of a rehearsal stays in the folder; it cannot be moved.',
    remedy: 'Leave out --sandbox to move the state of the set-up.',
  }),
  stateBucketMissing: (facts: { bucket: string; region: string }): Problem => ({
    message: `The bucket ${facts.bucket}, where wizard.yaml keeps the state, does not exist.`,
    remedy: `Check \`state:\` in wizard.yaml, or make the bucket: aws s3 mb s3://${facts.bucket} --region ${facts.region}, then aws s3api put-bucket-versioning --bucket ${facts.bucket} --versioning-configuration Status=Enabled. The wizard neither makes nor deletes it.`,
  }),
  stateBucketElsewhere: (facts: { bucket: string; region: string }): Problem => ({
    message: `The bucket ${facts.bucket}, where wizard.yaml keeps the state, is not in ${facts.region}.`,
    remedy: 'Name a bucket in the region of the set-up (`state:` in wizard.yaml).',
  }),
  stateBucketDenied: (facts: { bucket: string; account: string }): Problem => ({
    message: `S3 denies access to the bucket ${facts.bucket}, where wizard.yaml keeps the state: it is not of the account ${facts.account}, or its policy forbids it.`,
    remedy: 'Check the profile and `state:` in wizard.yaml; `wizard policy` prints what the caller must be allowed.',
  }),
  stateLockLost: (facts: { state: string; by: string; unsaved: string }): Problem => ({
    message: `The lock of ${facts.state} was taken away during the run${facts.by && ` by ${facts.by}`}. Nothing more was begun. What was noted since stands in ${facts.unsaved}.`,
    remedy: 'Wait until the other run has ended, then run this command again: it finds by their marks the things that were made.',
  }),
  stateConflict: (facts: { state: string; unsaved: string }): Problem => ({
    message: `Somebody else has written ${facts.state} during the run, and it was not overwritten. Nothing more was begun. What was noted since stands in ${facts.unsaved}.`,
    remedy: 'Wait until the other run has ended, then run this command again: it finds by their marks the things that were made.',
  }),
  stateUnsaved: (facts: { state: string; unsaved: string; reason: string }): Problem => ({
    message: `${facts.state} could not be written (${facts.reason}). What was noted stands in ${facts.unsaved}.`,
    remedy: 'When S3 can be reached again, run this command again: it finds by their marks the things that were made.',
  }),
};

/** What is worth telling about a state. */
export const stateNotes = {
  stateUnversioned: (facts: { bucket: string }) =>
    `The bucket ${facts.bucket} keeps no old versions of the state. Turn them on: aws s3api put-bucket-versioning --bucket ${facts.bucket} --versioning-configuration Status=Enabled`,
};

export const stateTexts = {
  stateAside: (facts: { file: string }) => `The damaged state is kept as ${facts.file}`,
  stateRebuilt: (facts: { state: string; count: number }) => `Rebuilt from AWS: ${facts.state} (${facts.count} resources)`,
  stateMovedTo: (facts: { from: string; to: string; file: string }) =>
    `The state is now in ${facts.to}; ${facts.file} says so. It was in ${facts.from}`,
  stateWouldMove: (facts: { from: string; to: string }) => `The state would move from ${facts.from} to ${facts.to}.`,
  stateLeft: (facts: { command: string }) => `A state of this set-up still lies in this folder. To take it along: ${facts.command}`,
  stateOldKept: (facts: { kept: string }) => `The old one is kept as ${facts.kept}`,
  stateIsThere: (facts: { to: string }) => `The state is in ${facts.to} already.`,
  confirmBreakLock: 'Is it gone for sure? Break its lock?',
};
