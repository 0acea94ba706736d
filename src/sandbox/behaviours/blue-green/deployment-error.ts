import type { ErrorCode } from '@aws-sdk/client-codedeploy';

/** Why a deployment fails: what GetDeployment shows as its error information. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly code: ErrorCode;
  /** Shown with the lifecycle event that failed. */
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, detail?: string) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}
