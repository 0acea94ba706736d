import {
  CreateTargetGroup$,
  DuplicateTargetGroupNameException$,
  type CreateTargetGroupInput,
  type CreateTargetGroupOutput,
  type TargetTypeEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { targetGroupDefaults } from './attributes.ts';
import { findTargetGroupByName } from './find.ts';
import { checkHealthCheck, healthCheckOf } from './health-check-settings.ts';
import { checkName, newId } from './names.ts';
import { mustBeVpc } from './network.ts';
import { notEmulated, validationError } from './refusal.ts';
import type { TargetGroupRecord } from './state.ts';
import { checkTags, tagNew } from './tags.ts';
import { toTargetGroup } from './view.ts';

export const createTargetGroup = operation(CreateTargetGroup$, (world: World, input: CreateTargetGroupInput): CreateTargetGroupOutput => {
  const wanted = targetGroupFrom(world, input);
  const present = findTargetGroupByName(world, wanted.name);
  if (present && !sameSettings(present, wanted)) {
    throw fault(
      DuplicateTargetGroupNameException$,
      `A target group with the same name '${wanted.name}' exists, but with different settings`,
    );
  }
  if (!present) {
    world.state.elbv2.targetGroups[wanted.arn] = wanted;
    tagNew(world, wanted.arn, input.Tags);
  }
  return { TargetGroups: [toTargetGroup(world, present ?? wanted)] };
});

function targetGroupFrom(world: World, input: CreateTargetGroupInput): TargetGroupRecord {
  const { Name: name = '', TargetType: targetType = 'instance' } = input;
  checkName('target group', name);
  checkTags(input.Tags);
  checkKind(targetType, input);
  const { Protocol: protocol, Port: port, VpcId: vpcId } = input;
  if (!protocol) throw validationError('A protocol must be specified');
  if (port === undefined) throw validationError('A port must be specified');
  if (port < 1 || port > 65_535) throw validationError(`The port '${port}' must be between 1 and 65535`);
  if (!vpcId) throw validationError('A VPC ID must be specified');
  mustBeVpc(world, vpcId);
  const healthCheck = healthCheckOf(input);
  checkHealthCheck(healthCheck);
  return {
    arn: arn(world, 'elasticloadbalancing', `targetgroup/${name}/${newId()}`),
    name,
    protocol,
    protocolVersion: versionOf(input) ?? 'HTTP1',
    port,
    vpcId,
    targetType,
    attributes: targetGroupDefaults(),
    healthCheck,
    targets: [],
    checking: false,
  };
}

/** Terraform sends an empty one where none was chosen. */
const versionOf = ({ ProtocolVersion }: CreateTargetGroupInput): string | undefined => ProtocolVersion || undefined;

/** Refuses what AWS refuses, and target groups that only other load balancers or functions have. */
function checkKind(targetType: TargetTypeEnum, input: CreateTargetGroupInput): void {
  const protocol = input.Protocol;
  const version = versionOf(input);
  if (targetType === 'lambda') {
    for (const [name, value] of Object.entries({ Protocol: protocol, Port: input.Port, 'VPC ID': input.VpcId }))
      if (value !== undefined) throw validationError(`${name} cannot be specified for target groups with target type 'lambda'`);
  }
  if (targetType === 'alb' && protocol !== undefined && protocol !== 'TCP')
    throw validationError(`Protocol '${protocol}' is not supported for target groups with target type 'alb'`);
  if (targetType !== 'ip' && targetType !== 'instance') throw notEmulated(`target groups of type ${targetType}`);
  if (protocol !== undefined && protocol !== 'HTTP' && protocol !== 'HTTPS') {
    if (version !== undefined) throw validationError(`A protocol version cannot be specified for ${protocol} target groups`);
    throw notEmulated(`target groups of protocol ${protocol}`);
  }
  if (version !== undefined && !PROTOCOL_VERSIONS.includes(version))
    throw validationError(`Protocol version '${version}' must be one of '${PROTOCOL_VERSIONS.join(', ')}'`);
  if (version !== undefined && version !== 'HTTP1') throw notEmulated(`protocol version ${version}`);
  if (input.IpAddressType === 'ipv6') throw notEmulated('target groups of IPv6');
}

const PROTOCOL_VERSIONS = ['GRPC', 'HTTP1', 'HTTP2'];

const sameSettings = (a: TargetGroupRecord, b: TargetGroupRecord): boolean =>
  a.protocol === b.protocol &&
  a.port === b.port &&
  a.vpcId === b.vpcId &&
  a.targetType === b.targetType &&
  JSON.stringify(a.healthCheck) === JSON.stringify(b.healthCheck);
