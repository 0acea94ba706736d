import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';

/** What a load balancer says about one address that it sends requests to. */
export interface TargetLook {
  readonly ip: string;
  readonly port: number | undefined;
  /** `initial`, `healthy`, `unhealthy`, `unused`, `draining`, `unavailable`. */
  readonly state: string;
  /** `Target.ResponseCodeMismatch`, `Target.Timeout`, …; undefined where it is healthy. */
  readonly reason: string | undefined;
  readonly description: string | undefined;
}

/** Reads the health of everything that is registered in a target group. */
export async function lookAtTargets(aws: Aws, TargetGroupArn: string): Promise<readonly TargetLook[]> {
  const found = await whenMissing(aws.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn })), 'TargetGroupNotFoundException');
  return (found?.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
    ip: Target?.Id ?? '',
    port: Target?.Port,
    state: TargetHealth?.State ?? '',
    reason: TargetHealth?.Reason,
    description: TargetHealth?.Description,
  }));
}
