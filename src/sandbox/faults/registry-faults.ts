import { ServerResponse, type IncomingMessage } from 'node:http';
import type { SandboxService } from '../operation.ts';
import type { HttpResponse } from '../protocols/protocol.ts';
import { pathOf } from '../request-parts.ts';
import { Fault } from '../fault.ts';
import type { FaultCall, Faults } from './faults.ts';

/** Name by which faults know the registry protocol. */
export const REGISTRY_SERVICE = 'registry';

/** Requests of the registry protocol, by what they do. */
export const REGISTRY_OPERATIONS = [
  'CheckVersion',
  'GetBlob',
  'GetManifest',
  'PutManifest',
  'DeleteManifest',
  'ListTags',
  'StartUpload',
  'UploadChunk',
  'FinishUpload',
] as const;

type RegistryOperation = (typeof REGISTRY_OPERATIONS)[number];

const UPLOADS: Readonly<Record<string, RegistryOperation>> = { POST: 'StartUpload', PATCH: 'UploadChunk', PUT: 'FinishUpload' };
const MANIFESTS: Readonly<Record<string, RegistryOperation>> = { PUT: 'PutManifest', DELETE: 'DeleteManifest' };

function operationOf({ method = 'GET' }: IncomingMessage, path: string): RegistryOperation {
  if (path.includes('/blobs/uploads')) return UPLOADS[method] ?? 'StartUpload';
  if (path.includes('/manifests/')) return MANIFESTS[method] ?? 'GetManifest';
  if (path.includes('/blobs/')) return 'GetBlob';
  return path.includes('/tags/') ? 'ListTags' : 'CheckVersion';
}

const REGISTRY: SandboxService = { name: REGISTRY_SERVICE, protocol: 'json', validationCode: '', operations: [] };

/** As Amazon ECR's registry words it: https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html */
const REFUSALS: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  ThrottlingException: [429, 'TOOMANYREQUESTS', 'Rate exceeded'],
  ExpiredTokenException: [403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.'],
  InvalidSignatureException: [401, 'UNAUTHORIZED', 'authentication required'],
  LimitExceededException: [403, 'DENIED', 'The operation would have exceeded a service limit for your account'],
};

function refuse(response: ServerResponse, fault: Fault): void {
  const [status, code, message] = REFUSALS[fault.code] ?? [fault.status, 'UNKNOWN', fault.message];
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}

/** Lets a fault happen to a request of the registry protocol, if one is armed for it; else it goes on. */
export async function aroundRegistry(
  faults: Faults,
  region: string,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  handle: (response: ServerResponse) => Promise<void>,
): Promise<void> {
  const { request, response } = exchange;
  const path = pathOf(request);
  const call: FaultCall = { service: REGISTRY, operation: operationOf(request, path), region, input: { path }, note: () => undefined };
  const PASSED: HttpResponse = { status: 0, headers: {}, body: '' };
  try {
    const answer = await faults.around(call, async fault => {
      // What goes in is carried out and its answer thrown away: nobody is at the other end of this response.
      await handle(fault?.effect === true && request.method !== 'GET' ? new ServerResponse(request) : response);
      return PASSED;
    });
    if (answer === PASSED) return;
    request.resume();
    if (answer.lost === 'dropped') response.destroy();
    if (answer.lost !== undefined) return;
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    request.resume();
    refuse(response, error);
  }
}
