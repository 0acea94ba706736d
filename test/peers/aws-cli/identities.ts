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

const whoami = (aws: AwsCli): Promise<string> => aws.text('sts get-caller-identity --query Arn');

/** Users, roles and sessions, and what AWS tells those who may not. */
export function identities(stageOf: () => CliStage): void {
  const denied = async (aws: AwsCli, command: string, operation: string, code: string, message: string): Promise<void> => {
    const said = await aws.outcome(command);
    expect(said.stderr.trim()).toBe(refusal({ operation, code, message }));
    expect(said.code).toBe(exitCodeOf(stageOf()));
  };

  const unallowed = (arn: string, action: string, on = ''): string =>
    `User: ${arn} is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`;

  it('lets a user do what its policies allow, and a role what its own do', async () => {
    const { aws, as, file } = stageOf();
    await aws.text('iam create-user --user-name jo');
    const trust = await file('trust.json', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: USER }, Action: 'sts:AssumeRole' }],
    });
    const key = (await aws.json('iam create-access-key --user-name jo --query AccessKey')) as Keys;
    const jo = await as(variables(key));
    await Promise.all([
      expect(whoami(jo)).resolves.toBe(USER),
      denied(jo, 'ecs list-clusters', 'ListClusters', 'AccessDeniedException', unallowed(USER, 'ecs:ListClusters', ' on resource: *')),
      denied(
        jo,
        'ec2 describe-vpcs',
        'DescribeVpcs',
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${unallowed(USER, 'ec2:DescribeVpcs')}`,
      ),
      denied(jo, 's3api list-buckets', 'ListBuckets', 'AccessDenied', unallowed(USER, 's3:ListAllMyBuckets')),
      aws.text(`iam create-role --role-name reader --assume-role-policy-document ${trust}`),
    ]);

    await aws.text(
      'iam attach-user-policy --user-name jo --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
    );
    const assume = `sts assume-role --role-arn ${ROLE} --role-session-name night --query Credentials`;
    const [password, session] = await Promise.all([jo.text('ecr get-login-password'), jo.json(assume)]);
    expect(await loginStatus(aws, password)).toBe(200);
    expect(await loginStatus(aws, `${password}0`)).toBe(401);
    // The built-in user may do everything, but the role does not trust it.
    await denied(
      aws,
      assume,
      'AssumeRole',
      'AccessDenied',
      `User: arn:aws:iam::${ACCOUNT}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    );

    const night = await as(variables(session as Keys));
    const nightArn = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/night`;
    const { SessionToken: _, ...untokened } = session as Keys;
    await Promise.all([
      expect(whoami(night)).resolves.toBe(nightArn),
      denied(
        night,
        'elbv2 describe-load-balancers',
        'DescribeLoadBalancers',
        'AccessDenied',
        unallowed(nightArn, 'elasticloadbalancing:DescribeLoadBalancers'),
      ),
      as(variables(untokened)).then(lost =>
        denied(lost, 'sts get-caller-identity', 'GetCallerIdentity', 'InvalidClientTokenId', INVALID_TOKEN),
      ),
      as({ AWS_ACCESS_KEY_ID: 'AKIASANDBOXNOBODYS12' }).then(nobody =>
        denied(nobody, 'ecs list-clusters', 'ListClusters', 'UnrecognizedClientException', INVALID_TOKEN),
      ),
    ]);
  });
}

const INVALID_TOKEN = 'The security token included in the request is invalid.';

/** What the registry answers to a login. */
const loginStatus = async (aws: AwsCli, password: string): Promise<number> => {
  const authorization = `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`;
  return (await fetch(`${aws.variables['AWS_ENDPOINT_URL']}/v2/`, { headers: { authorization } })).status;
};
