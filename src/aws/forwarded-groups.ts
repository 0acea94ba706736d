import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';

/** A target group that a listener sends requests to. */
export interface ForwardedGroup {
  readonly arn: string;
  /** Its part of the traffic, beside those of the others. */
  readonly weight: number;
}

/**
 * Where a listener's default actions send requests. After a deployment the action is a weighted forward, so its plain TargetGroupArn must not
 * be trusted alone.
 */
export function forwardedGroups(actions: readonly Action[] = []): readonly ForwardedGroup[] {
  const forward = actions.find(({ Type }) => Type === 'forward');
  const groups =
    forward?.ForwardConfig?.TargetGroups ?? (forward?.TargetGroupArn ? [{ TargetGroupArn: forward.TargetGroupArn, Weight: 1 }] : []);
  return groups.map(({ TargetGroupArn: arn = '', Weight: weight = 1 }) => ({ arn, weight }));
}
