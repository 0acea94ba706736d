import { DescribeTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws/aws.ts';
import { markOf, type Mark } from '../aws/tags.ts';

/** Whose a load balancer, target group or listener is: Elastic Load Balancing tells tags apart from everything else. */
export async function loadBalancingMark(aws: Aws, arn: string): Promise<Mark> {
  const { TagDescriptions } = await aws.elbv2.send(new DescribeTagsCommand({ ResourceArns: [arn] }));
  return markOf(TagDescriptions?.[0]?.Tags);
}
