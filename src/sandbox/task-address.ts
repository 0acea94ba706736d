import type { World } from './world.ts';

/** Where a container of a running task answers on this machine, past any load balancer. */
export interface TaskAddress {
  readonly taskArn: string;
  readonly region: string;
  /** `service:NAME` of a service's task, else whoever started it. */
  readonly group: string;
  /** Port that the container has in AWS. */
  readonly containerPort: number;
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly url: string;
}

/** The ports of the running tasks of a region that answer now. */
export const taskAddressesOf = (world: World): readonly TaskAddress[] =>
  [...world.runtime.tasks].flatMap(([taskArn, { ports }]) =>
    [...ports].map(([containerPort, port]) => ({
      taskArn,
      region: world.region,
      group: world.state.ecs.tasks[taskArn]?.group ?? '',
      containerPort,
      port,
      url: `http://127.0.0.1:${port}`,
    })),
  );
