import type {
  Action,
  IpAddressType,
  LoadBalancerSchemeEnum,
  ProtocolEnum,
  RuleCondition,
  RuleTransform,
  Tag,
  TargetTypeEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** What the elbv2 service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records; all by ARN. */
export interface Elbv2State {
  readonly loadBalancers: Record<string, LoadBalancerRecord>;
  readonly targetGroups: Record<string, TargetGroupRecord>;
  readonly listeners: Record<string, ListenerRecord>;
  readonly rules: Record<string, RuleRecord>;
  readonly tags: Record<string, Tag[]>;
}

export interface ZoneRecord {
  readonly subnetId: string;
  readonly zone: string;
}

export interface LoadBalancerRecord {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly scheme: LoadBalancerSchemeEnum;
  readonly vpcId: string;
  readonly createdTime: Date;
  readonly attributes: Record<string, string>;
  state: 'provisioning' | 'active' | 'failed';
  ipAddressType: IpAddressType;
  zones: ZoneRecord[];
  securityGroups: string[];
  /** Ids of its network interfaces, one a subnet. */
  networkInterfaces: string[];
}

export interface TargetGroupRecord {
  readonly arn: string;
  readonly name: string;
  readonly protocol: ProtocolEnum;
  readonly protocolVersion: string;
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: TargetTypeEnum;
  readonly attributes: Record<string, string>;
  healthCheck: HealthCheckRecord;
  targets: TargetRecord[];
  /** Whether an active load balancer checks its targets' health now. */
  checking: boolean;
}

export interface HealthCheckRecord {
  enabled: boolean;
  protocol: ProtocolEnum;
  /** A number or `traffic-port`. */
  port: string;
  path: string;
  intervalSeconds: number;
  timeoutSeconds: number;
  healthyThreshold: number;
  unhealthyThreshold: number;
  /** HTTP codes that count as healthy: `200`, `200,202` or `200-399`. */
  matcher: string;
}

export interface TargetRecord {
  readonly id: string;
  readonly port: number;
  readonly availabilityZone?: string | undefined;
  /** `unused` where the load balancer is not in the target's zone; a group behind no listener is not marked, it follows from the listeners. */
  health: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  reason?: TargetReason | undefined;
  description?: string | undefined;
  /** Passed checks in a row, or failed ones as a negative number. */
  streak: number;
  /** When it became healthy, while its share of the requests still grows. */
  slowStartAt?: Date | undefined;
}

export type TargetReason =
  | 'Elb.RegistrationInProgress'
  | 'Elb.InitialHealthChecking'
  | 'Target.ResponseCodeMismatch'
  | 'Target.Timeout'
  | 'Target.FailedHealthChecks'
  | 'Target.DeregistrationInProgress'
  | 'Target.NotInUse';

export interface ListenerRecord {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly attributes: Record<string, string>;
  /** ARN of the rule with the default actions, which are the listener's own. */
  readonly defaultRuleArn: string;
  port: number;
  protocol: ProtocolEnum;
  defaultActions: Action[];
  /** ARNs of the default certificate and of those that clients get who ask for their names; HTTPS only. */
  certificate?: string | undefined;
  furtherCertificates?: string[] | undefined;
  sslPolicy?: string | undefined;
  /** Where it answers on 127.0.0.1; kept over a restart. */
  localPort?: number | undefined;
}

export interface RuleRecord {
  readonly arn: string;
  readonly listenerArn: string;
  priority: number;
  conditions: RuleCondition[];
  actions: Action[];
  transforms?: RuleTransform[] | undefined;
}

export const emptyElbv2State = (): Elbv2State => ({ loadBalancers: {}, targetGroups: {}, listeners: {}, rules: {}, tags: {} });
