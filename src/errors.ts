import type { Problems } from './i18n/index.ts';

/** Name of a problem that the user can do something about; the catalogue holds its message and its remedy. */
export type Code = keyof Problems;
export type FactsOf<C extends Code> = Parameters<Problems[C]>[0];

/**
 * What the user can mend. It carries no words: message and remedy are looked up in the user's language when it is printed.
 * Everything else that is thrown is a bug of ours.
 */
export class UserError<C extends Code = Code> extends Error {
  override readonly name = 'UserError';
  readonly code: C;
  readonly facts: FactsOf<C>;

  constructor(code: C, facts: FactsOf<C>, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
  }
}

/** Whether an error is one of the named problems. */
export const isProblem = <C extends Code>(error: unknown, code: C): error is UserError<C> =>
  error instanceof UserError && error.code === code;

/** Exit codes of the program; `help exit-codes` explains them. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  config: 3,
  refused: 4,
  resumable: 5,
  locked: 6,
  changes: 7,
  deploymentFailed: 8,
} as const;

/** The exit code that belongs to each problem. */
export const EXIT_OF = {
  usage: EXIT.usage,
  argumentMissing: EXIT.usage,
  numberOption: EXIT.usage,
  optionChoice: EXIT.usage,
  accountForm: EXIT.usage,
  faultMistake: EXIT.usage,
  configMissing: EXIT.usage,
  fileTrouble: EXIT.config,
  severalImages: EXIT.usage,
  confirmationMissing: EXIT.usage,
  filesOnlyWithImage: EXIT.usage,
  nothingSetUp: EXIT.config,
  noExecution: EXIT.config,
  deploymentRunning: EXIT.refused,
  deploymentFailed: EXIT.deploymentFailed,
  watchStopped: EXIT.resumable,
  releaseTagTaken: EXIT.usage,
  releaseTagInvalid: EXIT.usage,
  releaseTagWithoutImage: EXIT.usage,
  releaseMissing: EXIT.usage,
  releaseAlarmed: EXIT.refused,
  releaseServiceEmpty: EXIT.usage,
  releaseController: EXIT.usage,
  releasePort: EXIT.config,
  releaseOvertaken: EXIT.resumable,
  releaseTooBig: EXIT.usage,
  releaseFilePath: EXIT.usage,
  releasePlaceholder: EXIT.usage,
  nothingLive: EXIT.config,
  nothingBefore: EXIT.config,
  versionUnknown: EXIT.usage,
  versionGone: EXIT.refused,
  filesUnknown: EXIT.usage,
  rollbackLeft: EXIT.resumable,
  execInSandbox: EXIT.refused,
  noRunningTask: EXIT.config,
  execNotEnabled: EXIT.config,
  execNotReady: EXIT.config,
  pluginMissing: EXIT.config,
  rollbackFailed: EXIT.deploymentFailed,
  sandboxTrouble: EXIT.config,
  accessDenied: EXIT.refused,
  awsRefused: EXIT.refused,
  foreign: EXIT.locked,
  irreplaceable: EXIT.config,
  missingStep: EXIT.config,
  missingSteps: EXIT.config,
  locked: EXIT.locked,
  waitTimedOut: EXIT.resumable,
  explicitDeny: EXIT.refused,
  credentialsMissing: EXIT.config,
  credentialsExpired: EXIT.config,
  credentialsRefused: EXIT.config,
  credentialsFailed: EXIT.config,
  signInAgain: EXIT.config,
  profileUnknown: EXIT.config,
  regionMissing: EXIT.config,
  clockSkew: EXIT.config,
  throttled: EXIT.resumable,
  unreachable: EXIT.resumable,
  notImplemented: EXIT.refused,
  answerUnreadable: EXIT.refused,
  quotaReached: EXIT.refused,
  endpointNotLocal: EXIT.config,
  sandboxSilent: EXIT.config,
  notFound: EXIT.config,
  changedMeanwhile: EXIT.resumable,
  stateBroken: EXIT.config,
  stateNewer: EXIT.config,
  stateOfAnother: EXIT.locked,
  stopped: EXIT.resumable,
  alarmsUnknown: EXIT.config,
  noDefaultVpc: EXIT.config,
  unknownVpc: EXIT.config,
  subnetsUnfit: EXIT.config,
  noFitSubnets: EXIT.config,
  bucketNameTaken: EXIT.locked,
  codecommitClosed: EXIT.refused,
  applicationNotForEcs: EXIT.locked,
  loadBalancerFailed: EXIT.refused,
  tasksKeepStopping: EXIT.deploymentFailed,
  serviceNotUp: EXIT.deploymentFailed,
  roleRefused: EXIT.refused,
  configSyntax: EXIT.config,
  configNotAMap: EXIT.config,
  configUnknownKey: EXIT.config,
  configValue: EXIT.config,
  flagValue: EXIT.usage,
  missingInputs: EXIT.usage,
  envName: EXIT.usage,
  jsonSyntax: EXIT.config,
  notATaskDefinition: EXIT.config,
  taskdefType: EXIT.config,
  taskdefMissing: EXIT.config,
  taskdefNotFargate: EXIT.config,
  taskdefPlaceholder: EXIT.config,
  taskdefSize: EXIT.config,
  taskdefContainer: EXIT.usage,
  taskdefPort: EXIT.usage,
  taskdefForeignRole: EXIT.config,
  appspecSyntax: EXIT.config,
  notAnAppspec: EXIT.config,
  imageReferenceInvalid: EXIT.usage,
  imageNotFound: EXIT.usage,
  imageRepositoryMissing: EXIT.usage,
  imageWrongArchitecture: EXIT.usage,
  imageNotRunnable: EXIT.usage,
  imageDamaged: EXIT.refused,
  imageOnlyInSandbox: EXIT.usage,
  imageTagImmutable: EXIT.refused,
  registryUnreachable: EXIT.resumable,
  registryUnauthorized: EXIT.config,
  registryRateLimited: EXIT.resumable,
  registryRefused: EXIT.refused,
  imageFolderMissing: EXIT.usage,
  imageFolderEmpty: EXIT.usage,
  imageArchiveMissing: EXIT.usage,
  imageArchiveInvalid: EXIT.usage,
  imageArchiveAmbiguous: EXIT.usage,
  dockerfileMissing: EXIT.usage,
  builderMissing: EXIT.config,
  builderNotReady: EXIT.config,
  imageBuildFailed: EXIT.usage,
} as const satisfies Record<Code, number>;
