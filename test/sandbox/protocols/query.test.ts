import {
  CreateTargetGroup$,
  CreateTargetGroupCommand,
  DeleteTargetGroup$,
  DeleteTargetGroupCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroups$,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroup$,
  TargetGroupNotFoundException,
  TargetGroupNotFoundException$,
  type CreateTargetGroupInput,
  type CreateTargetGroupOutput,
  type DeleteTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DeleteRole$,
  DeleteRoleCommand,
  EntityAlreadyExistsException$,
  GetRole$,
  GetRoleCommand,
  IAMClient,
  type GetRoleResponse,
} from '@aws-sdk/client-iam';
import { beforeAll, describe, expect, test } from 'vitest';
import { fault } from '../../../src/sandbox/fault.ts';
import { operation, type SandboxService } from '../../../src/sandbox/operation.ts';
import { clientConfig } from '../../helpers/sandbox.ts';
import { serveServices, signed, type ServedServices } from '../../helpers/services.ts';

const CREATED = new Date('2026-01-02T03:04:05Z');
const inputs: unknown[] = [];

const elbv2: SandboxService = {
  name: 'elasticloadbalancing',
  protocol: 'query',
  version: '2015-12-01',
  xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  validationCode: 'ValidationError',
  operations: [
    operation(CreateTargetGroup$, (_world, input: CreateTargetGroupInput): CreateTargetGroupOutput => {
      inputs.push(input);
      return {
        TargetGroups: [
          { TargetGroupName: input.Name, Port: input.Port, HealthCheckEnabled: input.HealthCheckEnabled, Matcher: input.Matcher },
        ],
      };
    }),
    operation(DescribeTargetGroups$, () => {
      throw fault(TargetGroupNotFoundException$, "Target groups '[<a>]' not found");
    }),
    operation(ModifyTargetGroup$, () => {
      throw new Error('a bug');
    }),
    operation(DeleteTargetGroup$, (_world, { TargetGroupArn }: DeleteTargetGroupInput) => {
      throw fault(TargetGroupNotFoundException$, `Target groups '[${TargetGroupArn}]' not found`);
    }),
  ],
};

const iam: SandboxService = {
  name: 'iam',
  protocol: 'query',
  version: '2010-05-08',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  validationCode: 'ValidationError',
  operations: [
    operation(GetRole$, (): GetRoleResponse => ({
      Role: { Path: '/', RoleName: 'r', RoleId: 'AROA', Arn: 'arn', CreateDate: CREATED, Description: 'a <b> & "c"\r\n d', Tags: [] },
    })),
    operation(DeleteRole$, () => {
      throw fault(EntityAlreadyExistsException$, 'exists');
    }),
  ],
};

let served: ServedServices;

beforeAll(async () => {
  served = await serveServices([elbv2, iam]);
});

const call = async (form: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await fetch(served.endpoint, {
    method: 'POST',
    headers: signed('elasticloadbalancing', { 'content-type': 'application/x-www-form-urlencoded' }),
    body: new URLSearchParams({ Version: '2015-12-01', ...form }).toString(),
  });
  return { status: response.status, text: await response.text() };
};

describe('through the SDK', () => {
  test('nested structures, lists, numbers and booleans arrive as they were sent', async () => {
    const client = new ElasticLoadBalancingV2Client(clientConfig(served));
    const input = {
      Name: 'blue',
      Port: 80,
      HealthCheckEnabled: true,
      Matcher: { HttpCode: '200-399' },
      Tags: [{ Key: 'a_b', Value: 'é= +' }, { Key: 'c' }],
    };
    const { TargetGroups } = await client.send(new CreateTargetGroupCommand(input));
    expect(inputs.at(-1)).toEqual(input);
    expect(TargetGroups).toEqual([{ TargetGroupName: 'blue', Port: 80, HealthCheckEnabled: true, Matcher: { HttpCode: '200-399' } }]);
  });

  test('text that XML would change, dates and empty lists come back whole', async () => {
    const { Role } = await new IAMClient(clientConfig(served)).send(new GetRoleCommand({ RoleName: 'r' }));
    expect(Role).toMatchObject({ Description: 'a <b> & "c"\r\n d', CreateDate: CREATED, Tags: [] });
  });

  test('a refusal becomes the typed error of its shape, whose wire code is another', async () => {
    const client = new ElasticLoadBalancingV2Client(clientConfig(served));
    const error: unknown = await client.send(new DescribeTargetGroupsCommand({})).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TargetGroupNotFoundException);
    expect(error).toMatchObject({
      name: 'TargetGroupNotFoundException',
      Code: 'TargetGroupNotFound',
      message: "Target groups '[<a>]' not found",
    });
  });

  test('a refusal that quotes what no XML can hold is readable', async () => {
    const client = new ElasticLoadBalancingV2Client(clientConfig(served));
    await expect(client.send(new DeleteTargetGroupCommand({ TargetGroupArn: 'a\0\u001b\tb' }))).rejects.toMatchObject({
      name: 'TargetGroupNotFoundException',
      message: "Target groups '[a\ufffd\ufffd\tb]' not found",
    });
  });

  test('a refusal has the status of its shape', async () => {
    await expect(new IAMClient(clientConfig(served)).send(new DeleteRoleCommand({ RoleName: 'r' }))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
      Code: 'EntityAlreadyExists',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('an operation that the sandbox lacks is named in the error', async () => {
    const client = new ElasticLoadBalancingV2Client(clientConfig(served));
    await expect(client.send(new DescribeLoadBalancersCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The sandbox does not implement elasticloadbalancing:DescribeLoadBalancers',
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe('on the wire', () => {
  test('an answer has its result element and its namespace', async () => {
    const { status, text } = await call({ Action: 'CreateTargetGroup', Name: 'blue' });
    expect(status).toBe(200);
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><CreateTargetGroupResponse xmlns="http:\/\/elasticloadbalancing.amazonaws.com\/doc\/2015-12-01\/"><CreateTargetGroupResult><TargetGroups><member><TargetGroupName>blue<\/TargetGroupName><\/member><\/TargetGroups><\/CreateTargetGroupResult><ResponseMetadata><RequestId>[\da-f-]{36}<\/RequestId><\/ResponseMetadata><\/CreateTargetGroupResponse>$/,
    );
  });

  test.each([
    ['an unknown parameter', { Name: 'a', Colour: 'blue' }, 'Unknown parameters: Colour'],
    [
      'an unknown parameter deep down',
      { Name: 'a', 'Tags.member.1.Key': 'k', 'Tags.member.1.Colour': 'blue' },
      'Unknown parameters: Tags.member.1.Colour',
    ],
    ['a list item without its member element', { Name: 'a', 'Tags.1.Key': 'k' }, 'Unknown parameters: Tags.1'],
    ['a word for a number', { Name: 'a', Port: 'http' }, "Invalid value 'http' for Port: it must be a number"],
    [
      'a word for a boolean',
      { Name: 'a', HealthCheckEnabled: 'yes' },
      "Invalid value 'yes' for HealthCheckEnabled: it must be true or false",
    ],
    ['a structure for a string', { 'Name.First': 'a' }, "Invalid value '' for Name: it must be a string"],
    [
      'a missing name',
      { Port: '80' },
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
  ])('%s is refused', async (_what, form, message) => {
    const { status, text } = await call({ Action: 'CreateTargetGroup', ...form });
    expect(status).toBe(400);
    expect(text).toContain(`<Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error>`);
  });

  test('a bug of the sandbox is a 500 in the envelope', async () => {
    const { status, text } = await call({ Action: 'ModifyTargetGroup', TargetGroupArn: 'a' });
    expect(status).toBe(500);
    expect(text).toContain('<Error><Type>Receiver</Type><Code>InternalFailure</Code><Message>a bug</Message></Error>');
  });
});
