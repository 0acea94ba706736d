/** Access key and secret that the sandbox is used with; it checks neither. */
export const SANDBOX_CREDENTIALS = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } as const;

/** Environment variables that point the SDKs, the AWS CLI and Terraform at a sandbox. */
export const sandboxEnvironment = (sandbox: { readonly endpoint: string; readonly region: string }): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: sandbox.endpoint,
  AWS_ACCESS_KEY_ID: SANDBOX_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: SANDBOX_CREDENTIALS.secretAccessKey,
  AWS_REGION: sandbox.region,
  AWS_DEFAULT_REGION: sandbox.region,
});
