/** Codes in the context of a phase that failed. */
export type BuildFailureCode = 'ACCESS_DENIED' | 'CLIENT_ERROR' | 'YAML_FILE_ERROR';

/** Why a phase of a build failed. */
export class BuildFailure extends Error {
  override readonly name = 'BuildFailure';
  readonly code: BuildFailureCode;

  constructor(code: BuildFailureCode, message: string) {
    super(message);
    this.code = code;
  }
}
