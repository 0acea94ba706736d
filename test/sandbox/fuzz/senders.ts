import * as acm from '@aws-sdk/client-acm';
import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as codebuild from '@aws-sdk/client-codebuild';
import * as codecommit from '@aws-sdk/client-codecommit';
import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as codepipeline from '@aws-sdk/client-codepipeline';
import * as codestarConnections from '@aws-sdk/client-codestar-connections';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import type { HttpRequest, QueryParameterBag } from '@smithy/types';
import { Readable } from 'node:stream';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { clientConfig } from '../../helpers/client-config.ts';

/** The SDK's client of each service, by the service's name in the sandbox. */
const CLIENTS: Readonly<Record<string, object>> = {
  acm,
  'application-autoscaling': applicationAutoScaling,
  monitoring: cloudwatch,
  codebuild,
  codecommit,
  codedeploy,
  codepipeline,
  codeconnections: codestarConnections,
  'codestar-connections': codestarConnections,
  ec2,
  ecr,
  ecs,
  elasticloadbalancing: elbv2,
  events,
  iam,
  logs,
  s3,
  sts,
  tagging,
};

/** As far as all clients are alike. */
interface AnyClient {
  readonly send: (command: object) => Promise<object>;
}

type Constructor<T> = new (input: object) => T;

const isConstructor = <T>(value: unknown): value is Constructor<T> => typeof value === 'function';

const moduleOf = (service: string): object => {
  const module = CLIENTS[service];
  if (module) return module;
  throw new Error(`no SDK client is known for ${service}: add it to the list`);
};

/** Sends an input through the SDK's own client; the answer, or what the client throws. */
export type Send = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<object>;

const queryOf = (query: QueryParameterBag): string =>
  Object.entries(query)
    .flatMap(([name, value]) =>
      [value].flat().map(item => (item ? `${encodeURIComponent(name)}=${encodeURIComponent(item)}` : encodeURIComponent(name))),
    )
    .join('&');

const bodyOf = (body: unknown): Uint8Array => {
  if (body instanceof Uint8Array || typeof body === 'string') return Buffer.from(body);
  if (body === undefined || body === null) return new Uint8Array();
  throw new Error('a body that is a stream');
};

/** Hands requests to the core of a sandbox, without a socket: many more a second. */
const handlerOf = (sandbox: Sandbox) => ({
  handle: async (request: HttpRequest) => {
    const query = queryOf(request.query ?? {});
    const { status, headers, body } = await sandbox.dispatch({
      method: request.method,
      url: query ? `${request.path}?${query}` : request.path,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
      body: bodyOf(request.body),
    });
    return { response: { statusCode: status, headers: { ...headers }, body: Readable.from([Buffer.from(body)]) } };
  },
});

/** How to send operations of a service to a sandbox with the SDK. */
export const senderOf = (sandbox: Sandbox, service: string): Send => {
  const module = moduleOf(service);
  const Client = Object.entries(module).find(([name]) => /^[A-Z]\w*Client$/.test(name))?.[1] as unknown;
  if (!isConstructor<AnyClient>(Client)) throw new Error(`no client in the package for ${service}`);
  const client = new Client({ ...clientConfig(sandbox), requestHandler: handlerOf(sandbox) });
  return (operation, input) => {
    const Command: unknown = Reflect.get(module, `${operation}Command`);
    if (!isConstructor<object>(Command)) throw new Error(`the SDK has no ${service}:${operation}`);
    return client.send(new Command(input));
  };
};
