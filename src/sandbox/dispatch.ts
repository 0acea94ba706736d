import type { StaticErrorSchema } from '@smithy/types';
import { randomUUID } from 'node:crypto';
import { authorize, needsOf } from './authorize.ts';
import type { CallLog, RecordedCall } from './calls.ts';
import { credentialOf, identityOf, refuseBadRegion, refuseRealKeys, requestContext } from './caller.ts';
import { fault, Fault } from './fault.ts';
import type { Faults } from './faults/faults.ts';
import { refuseTooLarge } from './largest-upload.ts';
import type { Operation, SandboxService } from './operation.ts';
import { anonymousFault, refuseExpiredAddress } from './presigned.ts';
import { codecOf, PROTOCOLS } from './protocols/index.ts';
import { valuesOf, type Asked, type HttpRequest, type HttpResponse, type ProtocolCodec, type Values } from './protocols/protocol.ts';
import { operationShape } from './protocols/schema.ts';
import type { Recorder } from './record.ts';
import type { Credential } from './services/iam/credentials.ts';
import { uncompressed } from './uncompressed.ts';
import { validate, violationText, type Violation } from './validate.ts';
import type { World } from './world.ts';

export interface DispatchOptions {
  readonly services: readonly SandboxService[];
  readonly worldOf: (region: string) => World;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly record?: Recorder | undefined;
  /** Where unexpected errors go. */
  readonly log: (error: unknown) => void;
}

export type Dispatch = (request: HttpRequest) => Promise<HttpResponse>;

const S3 = 's3';

/** A request, with what its outside says. */
interface Received {
  readonly request: HttpRequest;
  readonly requestId: string;
  readonly credential: Credential | undefined;
  readonly service: SandboxService;
  readonly codec: ProtocolCodec;
}

/** Whoever calls without a credential that holds. */
const ANONYMOUS = 'anonymous';

const byForm = (services: readonly SandboxService[], request: HttpRequest): SandboxService | undefined => {
  if (!request.headers['content-type']?.includes('urlencoded')) return undefined;
  const version = new URLSearchParams(Buffer.from(request.body).toString('utf8')).get('Version');
  return version === null ? undefined : services.find(service => service.version === version);
};

/** The service that a request is for: signature, X-Amz-Target, form version, else S3. */
const serviceOf = (
  services: readonly SandboxService[],
  request: HttpRequest,
  credential: Credential | undefined,
): SandboxService | undefined => {
  const scope = credential?.service;
  const byScope = scope === undefined ? undefined : services.find(service => service.name === scope);
  if (byScope) return byScope;
  const target = request.headers['x-amz-target']?.split('.')[0];
  if (target !== undefined) return services.find(service => service.target === target);
  const formed = byForm(services, request);
  if (formed || scope !== undefined) return formed;
  return services.find(service => service.name === S3);
};

const requireCredential = ({ service, credential, request }: Received): Credential => {
  if (credential) return credential;
  if (service.name === S3) throw anonymousFault(request);
  throw new Fault('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
};

const notImplemented = (service: string, operation: string): Fault =>
  new Fault('NotImplemented', `The sandbox does not implement ${service}:${operation}`, { status: 501 });

/** The error by which the service refuses this very member, if it has one. */
const memberError = (service: SandboxService, { member, value }: Violation): StaticErrorSchema | undefined => {
  const name = member.charAt(0).toUpperCase() + member.slice(1);
  const wanted = value === null ? `${name}RequiredException` : `Invalid${name}Exception`;
  return service.memberErrors?.find(schema => schema[2] === wanted);
};

const requireValid = (service: SandboxService, operation: Operation, input: Values): void => {
  const violations = validate(service.name, operationShape(operation.schema).input, input);
  const first = violations[0];
  if (!first) return;
  if (service.protocol === 'ec2' && first.value === null) {
    throw new Fault('MissingParameter', `The request must contain the parameter ${first.member}`);
  }
  const schema = memberError(service, first);
  if (schema) throw fault(schema, violationText([first]));
  throw new Fault(service.validationCode, violationText(violations));
};

const refuseDryRun = (service: SandboxService, input: Values): void => {
  if (service.protocol !== 'ec2' || input['DryRun'] !== true) return;
  throw new Fault('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
};

const asFault = (error: unknown, log: (error: unknown) => void): Fault => {
  if (error instanceof Fault) return error;
  log(error);
  return new Fault('InternalFailure', error instanceof Error ? error.message : String(error), { status: 500 });
};

/** Services that the sandbox does not have and that speak XML alone, as their models say. */
const XML_SERVICES: readonly string[] = ['cloudfront', 'route53'];

const unknownProtocol = (name: string, request: HttpRequest): 'json' | 'query' | 'rest-xml' => {
  if (request.headers['content-type']?.includes('urlencoded')) return 'query';
  return XML_SERVICES.includes(name) ? 'rest-xml' : 'json';
};

/** A request for a service that the sandbox does not have. Of those without a form body, most speak some kind of JSON. */
const unknownService = (request: HttpRequest, credential: Credential | undefined, requestId: string): HttpResponse => {
  const name = credential?.service ?? request.headers['x-amz-target'] ?? request.url;
  const protocol = unknownProtocol(name, request);
  const service: SandboxService = { name, protocol, validationCode: 'ValidationException', operations: [] };
  const refusal = new Fault('NotImplemented', `The sandbox does not implement the service ${name}`, { status: 501 });
  return PROTOCOLS[protocol].writeFault(service, refusal, requestId, request);
};

/** The core of the sandbox: a request in, an answer out, no socket in sight. */
export const createDispatch = (options: DispatchOptions): Dispatch => {
  const run = async (received: Received, asked: Asked, note: (facts: Partial<RecordedCall>) => void) => {
    const { service, request, requestId, codec } = received;
    const credential = requireCredential(received);
    refuseRealKeys(credential);
    refuseBadRegion(credential, service.protocol);
    refuseExpiredAddress(request);
    refuseTooLarge(request);
    const world = options.worldOf(credential.region);
    const identity = identityOf(world, credential, service.protocol);
    note({ caller: identity.arn });
    const { operation } = asked;
    if (!operation) throw notImplemented(service.name, asked.name);
    const input = asked.input();
    requireValid(service, operation, input);
    const needs = needsOf(service, operation, world, { input, identity });
    note({ actions: [...new Set(needs.map(({ action }) => action))] });
    const call = { service, operation: asked.name, region: credential.region, input, note: (id: string) => note({ fault: id }) };
    const context = requestContext(request);
    return options.faults.around(call, async () => {
      authorize(world, identity, service.protocol, needs, context);
      refuseDryRun(service, input);
      const output = await options.faults.carryOut(call, world, seen =>
        // The input has been parsed by the operation's own schema: that is the type it asks for.
        operation.run(seen, input as never, { caller: identity.arn, identity, requestId, context }),
      );
      return codec.writeOutput(service, operation, valuesOf(output), requestId);
    });
  };

  return async request => {
    const requestId = randomUUID();
    const credential = credentialOf(request);
    const service = serviceOf(options.services, request, credential);
    if (!service) return unknownService(request, credential, requestId);
    const codec = codecOf(service, request);
    const at = new Date();
    let operation = '';
    let facts: Partial<RecordedCall> = {};
    const record = (response: HttpResponse, errorCode?: string): HttpResponse => {
      options.calls.add({
        service: service.name,
        operation,
        actions: [],
        caller: ANONYMOUS,
        ...facts,
        status: response.status,
        at,
        ...(errorCode !== undefined && { errorCode }),
      });
      options.record?.({ service: service.name, operation, request, response });
      return response;
    };
    try {
      const asked = codec.open(service, service.name === S3 ? request : uncompressed(request));
      operation = asked.name;
      const response = await run({ request, requestId, credential, service, codec }, asked, found => {
        facts = { ...facts, ...found };
      });
      return record(response);
    } catch (error) {
      const refusal = asFault(error, options.log);
      return record(codec.writeFault(service, refusal, requestId, request), refusal.code);
    }
  };
};
