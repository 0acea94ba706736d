import {
  AuthorizeSecurityGroupIngress$,
  AuthorizeSecurityGroupIngressCommand,
  DeleteVpc$,
  DeleteVpcCommand,
  DescribeImagesCommand,
  DescribeSubnets$,
  DescribeSubnetsCommand,
  EC2Client,
  type DescribeSubnetsRequest,
  type DescribeSubnetsResult,
} from '@aws-sdk/client-ec2';
import { beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '../../../src/sandbox/fault.ts';
import { operation, type SandboxService } from '../../../src/sandbox/operation.ts';
import { clientConfig } from '../../helpers/sandbox.ts';
import { serveServices, signed, type ServedServices } from '../../helpers/services.ts';

const inputs: unknown[] = [];
let deletions = 0;

const ec2: SandboxService = {
  name: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  validationCode: 'InvalidParameterValue',
  operations: [
    operation(DescribeSubnets$, (_world, input: DescribeSubnetsRequest): DescribeSubnetsResult => {
      inputs.push(input);
      return {
        Subnets: [{ SubnetId: 'subnet-1', MapPublicIpOnLaunch: true, AvailableIpAddressCount: 251, Tags: [{ Key: 'Name', Value: 'a<b' }] }],
      };
    }),
    operation(AuthorizeSecurityGroupIngress$, (_world, input: object) => {
      inputs.push(input);
      throw new Fault('InvalidPermission.Duplicate', 'the specified rule already exists');
    }),
    operation(DeleteVpc$, () => {
      deletions += 1;
    }),
  ],
};

let served: ServedServices;

beforeAll(async () => {
  served = await serveServices([ec2]);
});

const client = (): EC2Client => new EC2Client(clientConfig(served));

const call = async (form: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await fetch(served.endpoint, {
    method: 'POST',
    headers: signed('ec2', { 'content-type': 'application/x-www-form-urlencoded' }),
    body: new URLSearchParams({ Version: '2016-11-15', ...form }).toString(),
  });
  return { status: response.status, text: await response.text() };
};

describe('through the SDK', () => {
  test('filters arrive as they were sent, and the answer is read whole', async () => {
    const input = { Filters: [{ Name: 'vpc-id', Values: ['vpc-1', 'vpc-2'] }], SubnetIds: ['subnet-1'], MaxResults: 5 };
    const { Subnets } = await client().send(new DescribeSubnetsCommand(input));
    expect(inputs.at(-1)).toEqual(input);
    expect(Subnets).toEqual([
      { SubnetId: 'subnet-1', MapPublicIpOnLaunch: true, AvailableIpAddressCount: 251, Tags: [{ Key: 'Name', Value: 'a<b' }] },
    ]);
  });

  test('nested permissions arrive as they were sent; a refusal has its code', async () => {
    const input = {
      GroupId: 'sg-1',
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 80,
          IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'all' }],
          UserIdGroupPairs: [{ GroupId: 'sg-2' }],
        },
      ],
    };
    await expect(client().send(new AuthorizeSecurityGroupIngressCommand(input))).rejects.toMatchObject({
      name: 'InvalidPermission.Duplicate',
      Code: 'InvalidPermission.Duplicate',
      message: 'the specified rule already exists',
      $metadata: { httpStatusCode: 400 },
    });
    expect(inputs.at(-1)).toEqual(input);
  });

  test('a dry run does nothing and says that it would have worked', async () => {
    await expect(client().send(new DeleteVpcCommand({ VpcId: 'vpc-1', DryRun: true }))).rejects.toMatchObject({
      name: 'DryRunOperation',
      $metadata: { httpStatusCode: 412 },
    });
    expect(deletions).toBe(0);
    await client().send(new DeleteVpcCommand({ VpcId: 'vpc-1' }));
    expect(deletions).toBe(1);
  });

  test('an operation that the sandbox lacks is named in the error', async () => {
    await expect(client().send(new DescribeImagesCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The sandbox does not implement ec2:DescribeImages',
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe('on the wire', () => {
  test('an operation without output answers true', async () => {
    const { status, text } = await call({ Action: 'DeleteVpc', VpcId: 'vpc-1' });
    expect(status).toBe(200);
    expect(text).toMatch(
      /<DeleteVpcResponse xmlns="http:\/\/ec2.amazonaws.com\/doc\/2016-11-15\/"><requestId>[\da-f-]+<\/requestId><return>true<\/return><\/DeleteVpcResponse>$/,
    );
  });

  test.each([
    ['an unknown parameter', { VpcId: 'vpc-1', Colour: 'blue' }, 'UnknownParameter', 'The parameter Colour is not recognized'],
    ['a missing parameter', {}, 'MissingParameter', 'The request must contain the parameter VpcId'],
    [
      'a word for a boolean',
      { VpcId: 'vpc-1', DryRun: 'yes' },
      'InvalidParameterValue',
      "Invalid value 'yes' for DryRun: it must be true or false",
    ],
  ])('%s is refused', async (_what, form, code, message) => {
    const { status, text } = await call({ Action: 'DeleteVpc', ...form });
    expect(status).toBe(400);
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Response><Errors><Error>/);
    expect(text).toContain(`<Code>${code}</Code><Message>${message}</Message>`);
  });
});
