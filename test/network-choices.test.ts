import {
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeSubnetsCommand,
  DetachInternetGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { connect } from '../src/aws/connect.ts';
import type { Config } from '../src/config.ts';
import { networkChoices } from '../src/network-choices.ts';
import { clientConfig, startTestSandbox } from './helpers/sandbox.ts';

async function start() {
  const { endpoint, region } = await startTestSandbox();
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true });
  return { aws, ec2: new EC2Client(clientConfig({ endpoint, region })) };
}

const inVpc = (vpc: string): Config => ({ alb: { vpc } }) as Config;

describe('networkChoices', () => {
  it('offers the VPCs of the region, and the subnets of the one that was chosen', async () => {
    const { aws, ec2 } = await start();
    const { Vpc } = await ec2.send(
      new CreateVpcCommand({
        CidrBlock: '10.1.0.0/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'office' }] }],
      }),
    );
    const vpcId = Vpc?.VpcId ?? '';
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.1.1.0/24' }));
    const { defaultVpc, choices } = await networkChoices(aws, { defaultVpc: 'Default VPC' });
    expect(defaultVpc).toBe(true);
    expect(await choices('alb.vpc', inVpc(''))).toContainEqual({ value: vpcId, name: `${vpcId}  office  10.1.0.0/16` });
    expect(await choices('alb.subnets', inVpc(vpcId))).toEqual([
      { value: Subnet?.SubnetId, name: `${Subnet?.SubnetId}  ${Subnet?.AvailabilityZone}  10.1.1.0/24` },
    ]);
  });

  it('offers the subnets of the default VPC before another one is chosen, and nothing for other questions', async () => {
    const { choices } = await networkChoices((await start()).aws, { defaultVpc: 'Default VPC' });
    const [first] = (await choices('alb.vpc', inVpc(''))) ?? [];
    expect(first).toMatchObject({ value: '', name: expect.stringMatching(/^Default VPC {2}vpc-/) });
    const subnets = (await choices('alb.subnets', inVpc(''))) ?? [];
    expect(subnets.length).toBeGreaterThan(1);
    expect(await choices('alb.name', inVpc(''))).toBeUndefined();
  });

  it('tells when there is no default VPC', async () => {
    const { aws, ec2 } = await start();
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const VpcId = Subnets[0]?.VpcId;
    for (const { SubnetId } of Subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}));
    for (const { InternetGatewayId } of InternetGateways) await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
    expect((await networkChoices(aws, { defaultVpc: 'Default VPC' })).defaultVpc).toBe(false);
  });
});
