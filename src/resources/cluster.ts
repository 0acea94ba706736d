import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  TagResourceCommand,
  UpdateClusterSettingsCommand,
  type Cluster,
} from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { retryInUse } from '../aws/retry.ts';
import { markOf, ownerTagListLower } from '../aws/tags.ts';
import type { Kind } from '../engine/types.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';

export interface ClusterSpec {
  readonly name: string;
  readonly containerInsights: 'disabled' | 'enabled' | 'enhanced';
}

export type ClusterOutputs = { readonly name: string; readonly arn: string };

/** The ECS cluster that the service runs in. It is a name only: Fargate brings the machines. */
export const cluster: Kind<ClusterSpec, ClusterOutputs, Aws> = {
  type: 'ecs.cluster',
  outputs: ['name', 'arn'],
  identity: ['name'],
  // The service runs in it.
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:ecs:[^:]+:\d+:cluster\/(?<name>[^/]+)$/,
  permissions: {
    read: ['ecs:DescribeClusters'],
    write: ['ecs:CreateCluster', 'ecs:TagResource', 'ecs:UpdateClusterSettings', 'ecs:DeleteCluster'],
  },

  async read(aws, spec, known) {
    const found = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (found === undefined) return undefined;
    const outputs = outputsOf(found);
    return { outputs, actual: { name: outputs.name, containerInsights: containerInsightsOf(found) }, ...markOf(found.tags) };
  },

  async ensure(aws, spec, live, intent) {
    const settings = [{ name: 'containerInsights' as const, value: spec.containerInsights }];
    const there =
      live ??
      // CreateCluster never says that the cluster exists: it hands out the one that is there.
      (await makeOnce(aws, intent, { kind: cluster, spec, name: spec.name, exists: [] }, async () => {
        const made = await aws.ecs.send(new CreateClusterCommand({ clusterName: spec.name, settings, tags: ownerTagListLower(aws) }));
        return { outputs: outputsOf(required(made.cluster, 'cluster')), actual: spec, owner: aws.owner };
      }));
    if (there.owner !== aws.owner) {
      await aws.ecs.send(new TagResourceCommand({ resourceArn: there.outputs.arn, tags: ownerTagListLower(aws) }));
    }
    if (there.actual.containerInsights !== spec.containerInsights) {
      await aws.ecs.send(new UpdateClusterSettingsCommand({ cluster: there.outputs.arn, settings }));
    }
    return there.outputs;
  },

  async remove(aws, known, intent) {
    const gone = () => whenMissing(aws.ecs.send(new DeleteClusterCommand({ cluster: known.arn })), 'ClusterNotFoundException');
    await retryInUse(aws, intent, STILL_IN_USE, gone);
  },
};

const STILL_IN_USE = ['ClusterContainsServicesException', 'ClusterContainsTasksException', 'UpdateInProgressException'];

// A deleted cluster stays visible for a while, as INACTIVE.
const find = async (aws: Aws, name: string): Promise<Cluster | undefined> => {
  const { clusters } = await aws.ecs.send(new DescribeClustersCommand({ clusters: [name], include: ['TAGS', 'SETTINGS'] }));
  return clusters?.find(({ status }) => status !== 'INACTIVE');
};

const outputsOf = (found: Cluster): ClusterOutputs => ({
  name: required(found.clusterName, 'clusterName'),
  arn: required(found.clusterArn, 'clusterArn'),
});

const containerInsightsOf = ({ settings = [] }: Cluster): ClusterSpec['containerInsights'] => {
  const value = settings.find(({ name }) => name === 'containerInsights')?.value;
  return value === 'enabled' || value === 'enhanced' ? value : 'disabled';
};
