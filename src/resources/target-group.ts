import {
  AddTagsCommand,
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isDeepStrictEqual } from 'node:util';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { retryInUse } from '../aws/retry.ts';
import { ownerTagList } from '../aws/tags.ts';
import type { Kind, Live } from '../engine/types.ts';
import { loadBalancingMark } from './load-balancing-mark.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';

export interface TargetGroupSpec {
  readonly name: string;
  readonly vpcId: string;
  /** Only a default: ECS registers every task with its container's port. */
  readonly port: number;
  readonly healthCheckPath: string;
  readonly healthCheckIntervalSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** HTTP codes that count as healthy: `200-399`. */
  readonly matcher: string;
  /** How long a task that is taken out may finish its requests. */
  readonly deregistrationDelaySeconds: number;
}

export type TargetGroupOutputs = { readonly arn: string; readonly name: string };

/** One of the two colours. Its targets are addresses, as Fargate's tasks need; ECS registers them. */
export const targetGroup: Kind<TargetGroupSpec, TargetGroupOutputs, Aws> = {
  type: 'elbv2.target-group',
  outputs: ['arn', 'name'],
  identity: ['name'],
  replaceOn: ['vpcId', 'port'],
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:elasticloadbalancing:[^:]+:\d+:targetgroup\/(?<name>[^/]+)\/\w+$/,
  permissions: {
    read: [
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetGroupAttributes',
      'elasticloadbalancing:DescribeTags',
    ],
    write: [
      'elasticloadbalancing:CreateTargetGroup',
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:ModifyTargetGroup',
      'elasticloadbalancing:ModifyTargetGroupAttributes',
      'elasticloadbalancing:DeleteTargetGroup',
    ],
  },

  async read(aws, spec, known) {
    const group = (known && (await find(aws, { TargetGroupArns: [known.arn] }))) ?? (await find(aws, { Names: [spec.name] }));
    if (group === undefined) return undefined;
    const outputs = outputsOf(group);
    const [delay, mark] = await Promise.all([deregistrationDelay(aws, outputs.arn), loadBalancingMark(aws, outputs.arn)]);
    return {
      outputs,
      actual: {
        name: outputs.name,
        vpcId: required(group.VpcId, 'VpcId'),
        port: required(group.Port, 'Port'),
        ...healthOf(group),
        deregistrationDelaySeconds: delay,
      },
      ...mark,
    };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: targetGroup, spec, name: spec.name, exists: ['DuplicateTargetGroupNameException'] }, () =>
        create(aws, spec),
      ));
    const { arn } = there.outputs;
    if (there.owner !== aws.owner) {
      await aws.elbv2.send(new AddTagsCommand({ ResourceArns: [arn], Tags: ownerTagList(aws) }));
    }
    if (!isDeepStrictEqual(healthCheck({ ...spec, ...there.actual }), healthCheck(spec))) {
      await aws.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn: arn, ...healthCheck(spec) }));
    }
    if (there.actual.deregistrationDelaySeconds !== spec.deregistrationDelaySeconds) {
      const Attributes = [{ Key: DEREGISTRATION_DELAY, Value: String(spec.deregistrationDelaySeconds) }];
      await aws.elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes }));
    }
    return there.outputs;
  },

  async remove(aws, known, intent) {
    // Listeners that are being deleted hold on to it for a moment.
    const gone = () =>
      whenMissing(aws.elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: known.arn })), 'TargetGroupNotFoundException');
    await retryInUse(aws, intent, ['ResourceInUseException'], gone);
  },
};

const DEREGISTRATION_DELAY = 'deregistration_delay.timeout_seconds';

const find = async (aws: Aws, query: { TargetGroupArns: string[] } | { Names: string[] }): Promise<TargetGroup | undefined> => {
  const found = await whenMissing(aws.elbv2.send(new DescribeTargetGroupsCommand(query)), 'TargetGroupNotFoundException');
  return found?.TargetGroups?.[0];
};

async function deregistrationDelay(aws: Aws, arn: string): Promise<number> {
  const { Attributes = [] } = await aws.elbv2.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }));
  return Number(Attributes.find(({ Key }) => Key === DEREGISTRATION_DELAY)?.Value ?? 300);
}

async function create(aws: Aws, spec: TargetGroupSpec): Promise<Live<TargetGroupSpec, TargetGroupOutputs>> {
  const { TargetGroups } = await aws.elbv2.send(
    new CreateTargetGroupCommand({
      Name: spec.name,
      VpcId: spec.vpcId,
      Port: spec.port,
      Protocol: 'HTTP',
      TargetType: 'ip',
      ...healthCheck(spec),
      Tags: ownerTagList(aws),
    }),
  );
  const group = required(TargetGroups?.[0], 'TargetGroups');
  return { outputs: outputsOf(group), actual: healthOf(group), owner: aws.owner };
}

const outputsOf = (group: TargetGroup): TargetGroupOutputs => ({
  arn: required(group.TargetGroupArn, 'TargetGroupArn'),
  name: required(group.TargetGroupName, 'TargetGroupName'),
});

type Health = Pick<
  TargetGroupSpec,
  'healthCheckPath' | 'healthCheckIntervalSeconds' | 'healthyThreshold' | 'unhealthyThreshold' | 'matcher'
>;

const healthOf = (group: TargetGroup): Health => ({
  healthCheckPath: group.HealthCheckPath ?? '/',
  healthCheckIntervalSeconds: group.HealthCheckIntervalSeconds ?? 30,
  healthyThreshold: group.HealthyThresholdCount ?? 5,
  unhealthyThreshold: group.UnhealthyThresholdCount ?? 2,
  matcher: group.Matcher?.HttpCode ?? '200',
});

/** The timeout must be shorter than the interval. */
const healthCheck = (spec: Health) => ({
  HealthCheckProtocol: 'HTTP' as const,
  HealthCheckPort: 'traffic-port',
  HealthCheckPath: spec.healthCheckPath,
  HealthCheckIntervalSeconds: spec.healthCheckIntervalSeconds,
  HealthCheckTimeoutSeconds: Math.min(5, spec.healthCheckIntervalSeconds - 1),
  HealthyThresholdCount: spec.healthyThreshold,
  UnhealthyThresholdCount: spec.unhealthyThreshold,
  Matcher: { HttpCode: spec.matcher },
});
