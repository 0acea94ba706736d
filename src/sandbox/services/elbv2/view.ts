import type { Listener, LoadBalancer, Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../../world.ts';
import { loadBalancersOf } from './association.ts';
import type { ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord, ZoneRecord } from './state.ts';

/** One hosted zone id serves every load balancer of a region; clients only pass it on. */
const HOSTED_ZONE = 'Z35SXDOTRQ7X7K';

export const availabilityZones = (zones: readonly ZoneRecord[]) =>
  zones.map(zone => ({ ZoneName: zone.zone, SubnetId: zone.subnetId, LoadBalancerAddresses: [] }));

/** A load balancer as AWS describes it. */
export const toLoadBalancer = (record: LoadBalancerRecord): LoadBalancer => ({
  LoadBalancerArn: record.arn,
  DNSName: record.dnsName,
  CanonicalHostedZoneId: HOSTED_ZONE,
  CreatedTime: record.createdTime,
  LoadBalancerName: record.name,
  Scheme: record.scheme,
  VpcId: record.vpcId,
  State: { Code: record.state },
  Type: 'application',
  AvailabilityZones: availabilityZones(record.zones),
  SecurityGroups: record.securityGroups,
  IpAddressType: record.ipAddressType,
});

/** A target group as AWS describes it. */
export const toTargetGroup = (world: World, record: TargetGroupRecord): TargetGroup => ({
  TargetGroupArn: record.arn,
  TargetGroupName: record.name,
  Protocol: record.protocol,
  ProtocolVersion: record.protocolVersion,
  Port: record.port,
  VpcId: record.vpcId,
  HealthCheckProtocol: record.healthCheck.protocol,
  HealthCheckPort: record.healthCheck.port,
  HealthCheckEnabled: record.healthCheck.enabled,
  HealthCheckIntervalSeconds: record.healthCheck.intervalSeconds,
  HealthCheckTimeoutSeconds: record.healthCheck.timeoutSeconds,
  HealthyThresholdCount: record.healthCheck.healthyThreshold,
  UnhealthyThresholdCount: record.healthCheck.unhealthyThreshold,
  HealthCheckPath: record.healthCheck.path,
  Matcher: { HttpCode: record.healthCheck.matcher },
  LoadBalancerArns: loadBalancersOf(world, record.arn),
  TargetType: record.targetType,
  IpAddressType: 'ipv4',
});

/** A listener as AWS describes it. */
export const toListener = (record: ListenerRecord): Listener => ({
  ListenerArn: record.arn,
  LoadBalancerArn: record.loadBalancerArn,
  Port: record.port,
  Protocol: record.protocol,
  ...(record.certificate && { Certificates: [{ CertificateArn: record.certificate }], SslPolicy: record.sslPolicy }),
  DefaultActions: record.defaultActions,
});

/** A rule as AWS describes it. */
export const toRule = (record: RuleRecord): Rule => ({
  RuleArn: record.arn,
  Priority: String(record.priority),
  Conditions: record.conditions,
  Actions: record.actions,
  ...(record.transforms && { Transforms: record.transforms }),
  IsDefault: false,
});

/** The default rule of a listener: it has an ARN of its own and the listener's default actions. */
export const toDefaultRule = (listener: ListenerRecord): Rule => ({
  RuleArn: listener.defaultRuleArn,
  Priority: 'default',
  Conditions: [],
  Actions: listener.defaultActions,
  IsDefault: true,
});
