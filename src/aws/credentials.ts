import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { UserError } from '../errors.ts';
import { PROCESS_MINUTES, runCredentialProcess, type FailedProcess } from './credential-process.ts';
import { partsOf } from './errors.ts';
import { explain } from './explain.ts';
import { knownProfile, type Profiles } from './profiles.ts';

export interface CredentialsOptions {
  /** From --profile. */
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Asks for the code of an MFA device. */
  readonly mfa?: ((serial: string) => Promise<string>) | undefined;
  /** Aborted when the user stops the run: as long as there are no credentials yet, that ends the process that is to give them. */
  readonly stopping?: AbortSignal | undefined;
  /** Told whose `credential_process` takes long, and how long it may take. */
  readonly onWaiting?: ((facts: { readonly profile: string; readonly minutes: number }) => void) | undefined;
}

export interface Credentials {
  readonly provider: AwsCredentialIdentityProvider;
  /** The profile in use, named by the user or the environment. */
  readonly profile: string | undefined;
  /** Access keys in the environment are passed over for the profile in AWS_PROFILE; the AWS CLI does the opposite. */
  readonly keysPassedOver: boolean;
}

/** Credentials of the sandbox: it accepts any that do not look like real ones. */
export const SANDBOX_CREDENTIALS: AwsCredentialIdentityProvider = async () => ({ accessKeyId: 'sandbox', secretAccessKey: 'sandbox' });

/**
 * The one provider that all clients share, so that a process, an SSO call or a question for an MFA code happens once. A named
 * profile is the only source then: the SDK's own chain would go on to the credentials of the machine when the profile fails.
 */
export async function chooseCredentials(wanted: CredentialsOptions): Promise<Credentials> {
  const { profile: flag, region, mfa } = wanted;
  const { profile, known } = await knownProfile(flag);
  const profiles = Object.keys(known).sort();
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const options = {
    ignoreCache: true,
    ...(region !== undefined && { clientConfig: { region } }),
    ...(mfa && { mfaCodeProvider: mfa }),
  };
  const source = profile === undefined ? fromNodeProviderChain(options) : fromIni({ ...options, profile });
  return {
    provider: explained(remembered(withProcess(source, ownerIn(known, profile ?? 'default'), wanted)), profile, profiles),
    profile,
    keysPassedOver: flag === undefined && profile !== undefined && Boolean(process.env['AWS_ACCESS_KEY_ID']),
  };
}

/** A source whose `credential_process` is watched: it tells whose it waits for, and of one that has failed no more than that. */
function withProcess(
  source: AwsCredentialIdentityProvider,
  ownerOf: (command: string) => string,
  { stopping, onWaiting }: CredentialsOptions,
): AwsCredentialIdentityProvider {
  let looking = stopping;
  return async () => {
    let failed: FailedProcess | undefined;
    await runCredentialProcess({
      failed: process => (failed = process),
      waiting: command => onWaiting?.({ profile: ownerOf(command), minutes: PROCESS_MINUTES }),
      stopping: looking,
    });
    try {
      const identity = await source();
      // From now on, what is in flight is finished, and needs credentials for that.
      looking = undefined;
      return identity;
    } catch (error) {
      if (failed === undefined) throw error;
      const { command, exit = null, minutes } = failed;
      const profile = ownerOf(command);
      throw minutes === undefined
        ? new UserError('credentialProcessFailed', { profile, exit })
        : new UserError('credentialProcessSilent', { profile, minutes });
    }
  };
}

/** The profile that a command comes from: the one in use, or one that it takes its credentials from. */
const ownerIn =
  (known: Profiles, profile: string) =>
  (command: string): string =>
    [profile, ...Object.keys(known)].find(name => known[name]?.['credential_process'] === command) ?? profile;

const REFRESH_AHEAD_MS = 5 * 60_000;

/** Asks the source once and keeps the answer until shortly before it expires; callers at the same time share one question. */
function remembered(source: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let asked: Promise<AwsCredentialIdentity> | undefined;
  let stale = 0;
  const ask = async (): Promise<AwsCredentialIdentity> => {
    stale = Infinity;
    try {
      const identity = await source();
      stale = (identity.expiration?.getTime() ?? Infinity) - REFRESH_AHEAD_MS;
      return identity;
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };
  return () => {
    if (asked === undefined || Date.now() >= stale) asked = ask();
    return asked;
  };
}

/** Turns what goes wrong on the way to credentials into a problem with a remedy. */
const explained =
  (provider: AwsCredentialIdentityProvider, profile: string | undefined, profiles: readonly string[]): AwsCredentialIdentityProvider =>
  async () => {
    try {
      return await provider();
    } catch (error) {
      throw credentialsProblem(error, profile, profiles);
    }
  };

function credentialsProblem(error: unknown, profile: string | undefined, profiles: readonly string[]): UserError {
  if (error instanceof UserError) return error;
  const { message, status } = partsOf(error);
  const name = profile ?? 'default';
  const suffix = profile === undefined ? '' : ` --profile ${profile}`;
  if (/aws sso login|SSO session/i.test(message)) {
    return new UserError('signInAgain', { profile: name, command: `aws sso login${suffix}` }, { cause: error });
  }
  if (/aws login|login\/cache/i.test(message)) {
    return new UserError('signInAgain', { profile: name, command: `aws login${suffix}` }, { cause: error });
  }
  const answered = status === undefined ? undefined : explain(error, 'sts:AssumeRole');
  if (answered) return answered;
  return profile === undefined
    ? new UserError('credentialsMissing', { profiles: profiles.join(', ') }, { cause: error })
    : new UserError('credentialsFailed', { profile, message }, { cause: error });
}
