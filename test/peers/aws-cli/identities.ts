import { expect, it } from 'vitest';
import type { AwsCli } from '../../helpers/aws-cli.ts';
import type { CliStage } from './cli-stage.ts';
import { exitCodeOf, refusal } from './refusals.ts';

const ACCOUNT = '111122223333';
const USER = `arn:aws:iam::${ACCOUNT}:user/jo`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;

interface Keys {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
}

const variables = ({ AccessKeyId, SecretAccessKey, SessionToken }: Keys): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: AccessKeyId,
  AWS_SECRET_ACCESS_KEY: SecretAccessKey,
  ...(SessionToken !== undefined && { AWS_SESSION_TOKEN: SessionToken }),
});

const unallowed = (arn: string, action: string, on = ''): string =>
  `User: ${arn} is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`;

/** A command, and the ARN that it prints or what it is refused with. */
type Said = readonly [command: string, says: string | Parameters<typeof refusal>[0]];

const WHO_AM_I = 'sts get-caller-identity --output text --query Arn';

/** Users, roles and sessions, and what AWS tells those who may not. */
export function identities(stageOf: () => CliStage): void {
  const expectSaid = async (aws: AwsCli, all: readonly Said[]): Promise<void> => {
    const outcomes = await aws.batch(all.map(([command]) => command));
    const wanted = all.map(([, says]) =>
      typeof says === 'string' ? { code: 0, stdout: says, stderr: '' } : { code: exitCodeOf(stageOf()), stdout: '', stderr: refusal(says) },
    );
    expect(outcomes.map(({ code, stdout, stderr }) => ({ code, stdout: stdout.trim(), stderr: stderr.trim() }))).toEqual(wanted);
  };

  it('lets a user do what its policies allow, and a role what its own do', async () => {
    const { aws, as, file } = stageOf();
    const trust = await file('trust.json', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: USER }, Action: 'sts:AssumeRole' }],
    });
    const [, made] = await aws.batch([
      'iam create-user --user-name jo',
      'iam create-access-key --user-name jo --output json --query AccessKey',
      `iam create-role --role-name reader --assume-role-policy-document ${trust}`,
    ]);
    const jo = await as(variables(JSON.parse(made?.stdout ?? '') as Keys));
    await expectSaid(jo, [
      [WHO_AM_I, USER],
      [
        'ecs list-clusters',
        { operation: 'ListClusters', code: 'AccessDeniedException', message: unallowed(USER, 'ecs:ListClusters', ' on resource: *') },
      ],
      [
        'ec2 describe-vpcs',
        {
          operation: 'DescribeVpcs',
          code: 'UnauthorizedOperation',
          message: `You are not authorized to perform this operation. ${unallowed(USER, 'ec2:DescribeVpcs')}`,
        },
      ],
      ['s3api list-buckets', { operation: 'ListBuckets', code: 'AccessDenied', message: unallowed(USER, 's3:ListAllMyBuckets') }],
    ]);

    await aws.text(
      'iam attach-user-policy --user-name jo --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
    );
    const assume = `sts assume-role --role-arn ${ROLE} --role-session-name night --query Credentials`;
    const [password, session] = await Promise.all([jo.text('ecr get-login-password'), jo.json(assume)]);
    expect(await loginStatus(aws, password)).toBe(200);
    expect(await loginStatus(aws, `${password}0`)).toBe(401);

    const night = await as(variables(session as Keys));
    const nightArn = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/night`;
    const { SessionToken: _, ...untokened } = session as Keys;
    const [untold, nobody] = await Promise.all([as(variables(untokened)), as({ AWS_ACCESS_KEY_ID: 'AKIASANDBOXNOBODYS12' })]);
    await Promise.all([
      // The built-in user may do everything, but the role does not trust it.
      expectSaid(aws, [
        [
          assume,
          {
            operation: 'AssumeRole',
            code: 'AccessDenied',
            message: `User: arn:aws:iam::${ACCOUNT}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
          },
        ],
      ]),
      expectSaid(night, [
        [WHO_AM_I, nightArn],
        [
          'elbv2 describe-load-balancers',
          {
            operation: 'DescribeLoadBalancers',
            code: 'AccessDenied',
            message: unallowed(nightArn, 'elasticloadbalancing:DescribeLoadBalancers'),
          },
        ],
      ]),
      expectSaid(untold, [[WHO_AM_I, { operation: 'GetCallerIdentity', code: 'InvalidClientTokenId', message: INVALID_TOKEN }]]),
      expectSaid(nobody, [
        ['ecs list-clusters', { operation: 'ListClusters', code: 'UnrecognizedClientException', message: INVALID_TOKEN }],
      ]),
    ]);
  });
}

const INVALID_TOKEN = 'The security token included in the request is invalid.';

/** What the registry answers to a login. */
const loginStatus = async (aws: AwsCli, password: string): Promise<number> => {
  const authorization = `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`;
  return (await fetch(`${aws.variables['AWS_ENDPOINT_URL']}/v2/`, { headers: { authorization } })).status;
};
