import {
  ClusterNotFoundException,
  ClusterNotFoundException$,
  CreateService$,
  CreateServiceCommand,
  DescribeClusters$,
  DescribeClustersCommand,
  ECSClient,
  ListTasksCommand,
  type CreateServiceRequest,
  type CreateServiceResponse,
} from '@aws-sdk/client-ecs';
import {
  BatchCheckLayerAvailability$,
  ECRClient,
  UploadLayerPart$,
  UploadLayerPartCommand,
  type UploadLayerPartRequest,
} from '@aws-sdk/client-ecr';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Fault, fault } from '../../../src/sandbox/fault.ts';
import { operation, type SandboxService } from '../../../src/sandbox/operation.ts';
import { clientConfig } from '../../helpers/sandbox.ts';
import { serveServices, signed, type ServedServices } from '../../helpers/services.ts';

const CREATED = new Date('2026-01-02T03:04:05.678Z');
const inputs: unknown[] = [];

const ecs: SandboxService = {
  name: 'ecs',
  protocol: 'json',
  target: 'AmazonEC2ContainerServiceV20141113',
  validationCode: 'InvalidParameterException',
  operations: [
    operation(CreateService$, (_world, input: CreateServiceRequest): CreateServiceResponse => {
      inputs.push(input);
      if (input.serviceName === 'broken') throw new Error('a bug');
      return { service: { serviceName: input.serviceName, createdAt: CREATED, desiredCount: input.desiredCount, tags: input.tags } };
    }),
    operation(DescribeClusters$, () => {
      throw fault(ClusterNotFoundException$, 'Cluster not found.');
    }),
  ],
};

const ecr: SandboxService = {
  name: 'ecr',
  protocol: 'json',
  target: 'AmazonEC2ContainerRegistry_V20150921',
  validationCode: 'InvalidParameterException',
  operations: [
    operation(UploadLayerPart$, (_world, input: UploadLayerPartRequest) => ({
      uploadId: Buffer.from(input.layerPartBlob ?? []).toString('latin1'),
    })),
    operation(BatchCheckLayerAvailability$, () => {
      throw new Fault('LayerPartTooSmallException', 'too small', { members: { partSize: 5, at: CREATED } });
    }),
  ],
};

let served: ServedServices;

beforeAll(async () => {
  served = await serveServices([ecs, ecr]);
});

const call = async (
  target: string,
  body: string,
): Promise<{ readonly status: number; readonly type: string | null; readonly body: unknown }> => {
  const headers = signed(target.startsWith('AmazonEC2ContainerRegistry') ? 'ecr' : 'ecs', { 'x-amz-target': target });
  const response = await fetch(served.endpoint, { method: 'POST', headers, body });
  return { status: response.status, type: response.headers.get('x-amzn-errortype'), body: await response.json() };
};

const createService = (body: unknown) => call('AmazonEC2ContainerServiceV20141113.CreateService', JSON.stringify(body));

describe('through the SDK', () => {
  test('input and output arrive as they were sent, dates as dates', async () => {
    const client = new ECSClient(clientConfig(served));
    const tags = [{ key: 'é_1', value: 'a + b = 한글' }];
    const { service } = await client.send(new CreateServiceCommand({ serviceName: 'web', desiredCount: 2, tags }));
    expect(service).toEqual({ serviceName: 'web', createdAt: CREATED, desiredCount: 2, tags });
    expect(inputs.at(-1)).toEqual({ serviceName: 'web', desiredCount: 2, tags });
  });

  test('bytes arrive as bytes', async () => {
    const client = new ECRClient(clientConfig(served));
    const layerPartBlob = Buffer.from([0, 127, 255]);
    const { uploadId } = await client.send(
      new UploadLayerPartCommand({ repositoryName: 'app', uploadId: randomUUID(), partFirstByte: 0, partLastByte: 2, layerPartBlob }),
    );
    expect(uploadId).toBe(layerPartBlob.toString('latin1'));
  });

  test('a refusal becomes the typed error of its shape', async () => {
    const client = new ECSClient(clientConfig(served));
    const error: unknown = await client.send(new DescribeClustersCommand({})).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClusterNotFoundException);
    expect(error).toMatchObject({ name: 'ClusterNotFoundException', message: 'Cluster not found.', $metadata: { httpStatusCode: 400 } });
  });

  test('an operation that the sandbox lacks is named in the error', async () => {
    const client = new ECSClient(clientConfig(served));
    await expect(client.send(new ListTasksCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The sandbox does not implement ecs:ListTasks',
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe('on the wire', () => {
  test('dates are epoch seconds and absent members are left out', async () => {
    expect(await createService({ serviceName: 'web' })).toEqual({
      status: 200,
      type: null,
      body: { service: { serviceName: 'web', createdAt: CREATED.getTime() / 1000 } },
    });
  });

  test.each([
    ['a number for a string', { serviceName: 1 }, "NUMBER_VALUE can not be converted to String at '/serviceName'"],
    ['a string for a number', { serviceName: 'a', desiredCount: '2' }, "STRING_VALUE can not be converted to Number at '/desiredCount'"],
    ['a record for a list', { serviceName: 'a', tags: {} }, "OBJECT_VALUE can not be converted to a list at '/tags'"],
    ['a list for a structure', { serviceName: 'a', tags: [[]] }, "ARRAY_VALUE can not be converted to Tag at '/tags/0'"],
    ['a list for the whole', [], "ARRAY_VALUE can not be converted to CreateServiceRequest at '/'"],
  ])('%s is refused', async (_what, body, message) => {
    expect(await createService(body)).toEqual({
      status: 400,
      type: 'SerializationException',
      body: { __type: 'SerializationException', message },
    });
  });

  test('a body that is no JSON is refused', async () => {
    expect(await call('AmazonEC2ContainerServiceV20141113.CreateService', '{')).toMatchObject({
      status: 400,
      type: 'SerializationException',
    });
  });

  test('a missing required member is refused in the words of AWS', async () => {
    expect(await createService({ loadBalancers: [], tags: [] })).toMatchObject({
      status: 400,
      body: {
        __type: 'InvalidParameterException',
        message: "1 validation error detected: Value null at 'serviceName' failed to satisfy constraint: Member must not be null",
      },
    });
  });

  test('a member that the schema does not know is refused', async () => {
    expect(await createService({ serviceName: 'web', desiredcount: 1 })).toMatchObject({
      status: 400,
      body: { __type: 'InvalidParameterException', message: 'Unknown members in CreateServiceRequest: desiredcount' },
    });
  });

  test('further members of a refusal are in its body', async () => {
    const body = JSON.stringify({ repositoryName: 'app', layerDigests: ['sha256:0'] });
    expect(await call('AmazonEC2ContainerRegistry_V20150921.BatchCheckLayerAvailability', body)).toEqual({
      status: 400,
      type: 'LayerPartTooSmallException',
      body: { __type: 'LayerPartTooSmallException', message: 'too small', partSize: 5, at: CREATED.getTime() / 1000 },
    });
  });

  test('a bug of the sandbox is a 500 in the envelope, and logged', async () => {
    expect(await createService({ serviceName: 'broken' })).toMatchObject({
      status: 500,
      body: { __type: 'InternalFailure', message: 'a bug' },
    });
    expect(served.errors).toEqual([new Error('a bug')]);
  });
});
