import {
  CreateTargetGroup$,
  DuplicateTargetGroupNameException$,
  type CreateTargetGroupInput,
  type CreateTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { targetGroupDefaults } from './attributes.ts';
import { findTargetGroupByName } from './find.ts';
import { checkHealthCheck, healthCheckOf } from './health-check-settings.ts';
import { checkName, newId } from './names.ts';
import { mustBeVpc } from './network.ts';
import { validationError } from './refusal.ts';
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
  const { Name: name = '', Protocol: protocol, Port: port, VpcId: vpcId, TargetType: targetType = 'instance' } = input;
  // Terraform sends an empty one for the default.
  const protocolVersion = input.ProtocolVersion || 'HTTP1';
  checkName('target group', name);
  checkTags(input.Tags);
  if (targetType !== 'ip' && targetType !== 'instance')
    throw validationError(`The sandbox does not emulate target groups of type '${targetType}'`);
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') {
    throw validationError(
      protocol ? `The sandbox does not emulate target groups of protocol '${protocol}'` : 'A protocol must be specified',
    );
  }
  if (protocolVersion !== 'HTTP1') throw validationError(`The sandbox does not emulate protocol version '${protocolVersion}'`);
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
    protocolVersion,
    port,
    vpcId,
    targetType,
    attributes: targetGroupDefaults(),
    healthCheck,
    targets: [],
    checking: false,
  };
}

const sameSettings = (a: TargetGroupRecord, b: TargetGroupRecord): boolean =>
  a.protocol === b.protocol &&
  a.port === b.port &&
  a.vpcId === b.vpcId &&
  a.targetType === b.targetType &&
  JSON.stringify(a.healthCheck) === JSON.stringify(b.healthCheck);
