import {
  AddTagsCommand,
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  DescribeTargetHealthCommand,
  type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { ownerTagList } from '../aws/tags.ts';
import type { Kind } from '../engine/types.ts';
import { loadBalancingMark } from './load-balancing-mark.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';

export interface ListenerSpec {
  readonly loadBalancerArn: string;
  readonly port: number;
  /** Where it forwards at birth, unless only the other one has tasks. Every deployment turns it to the other colour, so it is never set again. */
  readonly targetGroupArn: string;
  /** Where deployments turn it to: it must be gone before any of them can go. */
  readonly otherTargetGroupArn?: string;
}

export type ListenerOutputs = { readonly arn: string };

/** A port of the load balancer, HTTP: one for production, one for tests. It may be made while the load balancer is provisioning. */
export const listener: Kind<ListenerSpec, ListenerOutputs, Aws> = {
  type: 'elbv2.listener',
  outputs: ['arn'],
  identity: ['loadBalancerArn', 'port'],
  createOnly: ['targetGroupArn', 'otherTargetGroupArn'],
  irreplaceable: true,
  permissions: {
    read: ['elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeTags'],
    write: [
      'elasticloadbalancing:DescribeTargetHealth',
      'elasticloadbalancing:CreateListener',
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:DeleteListener',
    ],
  },

  async read(aws, spec, known) {
    const found = (known && (await findByArn(aws, known.arn))) ?? (await findByPort(aws, spec));
    if (found === undefined) return undefined;
    const outputs = { arn: required(found.ListenerArn, 'ListenerArn') };
    return {
      outputs,
      actual: { loadBalancerArn: required(found.LoadBalancerArn, 'LoadBalancerArn'), port: required(found.Port, 'Port') },
      ...(await loadBalancingMark(aws, outputs.arn)),
    };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: listener, spec, name: String(spec.port), exists: ['DuplicateListenerException'] }, async () => ({
        outputs: { arn: await create(aws, spec) },
        actual: spec,
        owner: aws.owner,
      })));
    if (there.owner !== aws.owner) {
      await aws.elbv2.send(new AddTagsCommand({ ResourceArns: [there.outputs.arn], Tags: ownerTagList(aws) }));
    }
    return there.outputs;
  },

  async remove(aws, known) {
    await whenMissing(aws.elbv2.send(new DeleteListenerCommand({ ListenerArn: known.arn })), 'ListenerNotFoundException');
  },
};

const findByArn = async (aws: Aws, arn: string): Promise<Listener | undefined> => {
  const found = await whenMissing(aws.elbv2.send(new DescribeListenersCommand({ ListenerArns: [arn] })), 'ListenerNotFoundException');
  return found?.Listeners?.[0];
};

// A load balancer has at most 50 listeners, one page.
const findByPort = async (aws: Aws, { loadBalancerArn, port }: ListenerSpec): Promise<Listener | undefined> => {
  const found = await whenMissing(
    aws.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn })),
    'LoadBalancerNotFoundException',
  );
  return found?.Listeners?.find(({ Port }) => Port === port);
};

/** Somebody may have deleted the load balancer while the other colour served: its tasks are still in their target group. */
async function birthGroup(aws: Aws, { targetGroupArn, otherTargetGroupArn }: ListenerSpec): Promise<string> {
  if (otherTargetGroupArn === undefined || (await hasTargets(aws, targetGroupArn))) return targetGroupArn;
  return (await hasTargets(aws, otherTargetGroupArn)) ? otherTargetGroupArn : targetGroupArn;
}

const hasTargets = async (aws: Aws, TargetGroupArn: string): Promise<boolean> => {
  const found = await whenMissing(aws.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn })), 'TargetGroupNotFoundException');
  return (found?.TargetHealthDescriptions ?? []).length > 0;
};

async function create(aws: Aws, spec: ListenerSpec): Promise<string> {
  const { loadBalancerArn, port } = spec;
  const { Listeners } = await aws.elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Port: port,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: await birthGroup(aws, spec) }],
      Tags: ownerTagList(aws),
    }),
  );
  return required(Listeners?.[0]?.ListenerArn, 'ListenerArn');
}
