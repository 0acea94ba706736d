/** Settings for an SDK client that is to talk to a sandbox. */
export const clientConfig = (sandbox: { readonly endpoint: string; readonly region: string }) => ({
  endpoint: sandbox.endpoint,
  region: sandbox.region,
  credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  maxAttempts: 1,
});
