import type { World } from '../../world.ts';

/** ARNs of the load balancers that a listener of which has the certificate. */
export const inUseBy = (world: World, certificateArn: string): string[] => [
  ...new Set(
    Object.values(world.state.elbv2.listeners)
      .filter(listener => listener.certificate === certificateArn || listener.furtherCertificates?.includes(certificateArn))
      .map(listener => listener.loadBalancerArn),
  ),
];
