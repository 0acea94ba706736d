import type { Aws } from './aws.ts';
import type { Call, CallListener } from './calls.ts';
import { makeServices } from './clients.ts';
import { chooseCredentials, SANDBOX_CREDENTIALS, type Credentials } from './credentials.ts';
import { refuseNoAddress } from './endpoint.ts';
import { whoAmI, type Identity } from './identity.ts';
import { isLoopback } from './loopback.ts';
import { chooseRegion } from './region.ts';
import { UserError } from '../errors.ts';

export interface ConnectOptions {
  readonly app: string;
  readonly env: string;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** Base URL where all services answer. Needed for the sandbox; else AWS, or what the SDK finds in AWS_ENDPOINT_URL or the profile. */
  readonly endpoint?: string | undefined;
  readonly sandbox?: boolean | undefined;
  readonly pace?: number | undefined;
  /** Asks for the code of an MFA device. */
  readonly mfa?: ((serial: string) => Promise<string>) | undefined;
  /** Aborted when the user stops the run. */
  readonly signal?: AbortSignal | undefined;
  /** Told whose `credential_process` takes long, and how long it may take. */
  readonly onWaiting?: ((facts: { readonly profile: string; readonly minutes: number }) => void) | undefined;
  /** Hears of each call from the first on, `GetCallerIdentity`. */
  readonly onCall?: CallListener | undefined;
}

/** What something about the way in is worth telling: a code of the catalogue's `notes`. */
interface ConnectNote {
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

export interface Connection extends Aws {
  readonly profile: string | undefined;
  readonly notes: readonly ConnectNote[];
  /** Hears of each further call; the function returned ends that. */
  onCall(listener: CallListener): () => void;
}

/** Connects to AWS, or to the sandbox, and finds out who we are there. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const way = options.sandbox === true ? await wayToSandbox(options) : await wayToAws(options);
  const listeners = new Set<CallListener>(options.onCall && [options.onCall]);
  const tell = (call: Call): void => listeners.forEach(listener => listener(call));
  const endpoint = way.endpoint ?? (process.env['AWS_ENDPOINT_URL'] || undefined);
  if (endpoint !== undefined && way.endpoint === undefined) refuseNoAddress('AWS_ENDPOINT_URL', endpoint);
  let identity: Identity | undefined;
  const services = makeServices({
    ...way,
    stopping: options.signal,
    onCall: tell,
    origin: () => ({ endpoint, sandbox: way.local, principal: identity?.principal }),
  });
  identity = await whoAmI(services.sts, endpoint);
  return {
    ...services,
    ...identity,
    app: options.app,
    env: options.env,
    owner: `${options.app}/${options.env}`,
    region: way.region,
    sandbox: way.local,
    endpoint,
    pace: way.pace,
    profile: way.profile,
    notes: way.notes,
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Way {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly credentials: Credentials['provider'];
  readonly profile: string | undefined;
  readonly pace: number;
  readonly local: boolean;
  readonly notes: readonly ConnectNote[];
}

async function wayToAws({ region, profile, endpoint, pace, mfa, signal, onWaiting }: ConnectOptions): Promise<Way> {
  const choice = await chooseRegion({ region, profile });
  const credentials = await chooseCredentials({ profile, region: choice?.region, mfa, stopping: signal, onWaiting });
  if (!choice) throw new UserError('regionMissing', {});
  // The SDK's clients look for an endpoint_url in the profile of the environment only.
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  return {
    region: choice.region,
    endpoint,
    credentials: credentials.provider,
    profile: credentials.profile,
    pace: pace ?? 1,
    local: false,
    notes: credentials.keysPassedOver ? [{ code: 'profileOverKeys', facts: { profile: credentials.profile ?? '' } }] : [],
  };
}

async function wayToSandbox({ region, profile, endpoint = '', pace }: ConnectOptions): Promise<Way> {
  const health = await sandboxHealth(endpoint);
  const choice = await chooseRegion({ region, profile });
  return {
    region: choice?.region ?? health.region,
    endpoint,
    credentials: SANDBOX_CREDENTIALS,
    profile: undefined,
    pace: pace ?? 1 / health.speed,
    local: true,
    notes: [],
  };
}

interface SandboxHealth {
  readonly name: string;
  readonly region: string;
  readonly speed: number;
}

const SANDBOX_NAME = 'ecs-bluegreen-sandbox';
const HEALTH_TIMEOUT_MS = 5000;

/** What the sandbox says of itself; anything else at that address, or an address elsewhere, is refused. */
async function sandboxHealth(endpoint: string): Promise<SandboxHealth> {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : endpoint;
  if (!isLoopback(host)) throw new UserError('endpointNotLocal', { service: 'sandbox', host });
  try {
    const answer = await fetch(new URL('/_sandbox/health', endpoint), { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
    const health = (await answer.json()) as SandboxHealth;
    if (health.name === SANDBOX_NAME) return health;
  } catch (error) {
    throw new UserError('sandboxSilent', { endpoint, reason: reasonOf(error) }, { cause: error });
  }
  throw new UserError('sandboxSilent', { endpoint, reason: 'another server' });
}

/** `fetch` hides the socket's error in the cause of its own. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? (error as Error).name;
}
