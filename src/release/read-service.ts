import { DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';

/** The service, where it exists; ECS goes on telling of a deleted one for a while. */
export async function readService(aws: Aws, cluster: string, service: string): Promise<Service | undefined> {
  const described = await whenMissing(
    aws.ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
    'ClusterNotFoundException',
  );
  return described?.services?.find(({ status }) => status === 'ACTIVE');
}
