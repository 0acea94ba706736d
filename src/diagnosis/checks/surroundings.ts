import { GetBranchCommand } from '@aws-sdk/client-codecommit';
import {
  DescribeAccountLimitsCommand,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { whenMissing } from '../../aws/errors.ts';
import { inspectImage } from '../../image/inspect-image.ts';
import { failedImagePlace } from '../../release-place.ts';
import { readFailedImage } from '../../release/failed-image.ts';
import { network as networkKind } from '../../resources/network.ts';
import { imageSource } from '../../sources/ecr.ts';
import { found, type Check, type CheckContext } from './check.ts';

const quotas: Check = {
  name: 'quotas',
  run: async context => {
    const { aws } = context;
    const { Limits = [] } = await aws.elbv2.send(new DescribeAccountLimitsCommand({}));
    const limit = (name: string): number => Number(Limits.find(({ Name }) => Name === name)?.Max ?? Infinity);
    const client = await aws.elbv2.reader();
    let balancers = 0;
    for await (const page of paginateDescribeLoadBalancers({ client }, {})) balancers += page.LoadBalancers?.length ?? 0;
    let groups = 0;
    for await (const page of paginateDescribeTargetGroups({ client }, {})) groups += page.TargetGroups?.length ?? 0;
    const ofBalancers = `${balancers}/${limit('application-load-balancers')}`;
    const ofGroups = `${groups}/${limit('target-groups')}`;
    const isMade = context.output('load-balancer', 'arn') !== undefined;
    if (!isMade && balancers >= limit('application-load-balancers'))
      return found('failed', 'quotaUsed', { what: 'Application Load Balancer', used: ofBalancers });
    if (!isMade && groups + 2 > limit('target-groups')) return found('failed', 'quotaUsed', { what: 'Target groups', used: ofGroups });
    return found('ok', 'quotasLeft', { balancers: ofBalancers, groups: ofGroups });
  },
};

const network: Check = {
  name: 'network',
  run: async ({ aws, setup }) => {
    const { vpc, subnets, scheme } = setup.config.alb;
    const live = await networkKind.read(aws, { scheme, ...(vpc !== '' && { vpc }), ...(subnets.length > 0 && { subnets }) });
    const { vpcId = '', subnetIds = [] } = live?.outputs ?? {};
    return found('ok', 'networkFits', { vpc: vpcId, subnets: subnetIds.join(', ') });
  },
};

const source: Check = {
  name: 'source',
  needs: ['source-repository'],
  run: async ({ aws, setup, command }) => {
    const { repository, branch } = setup.config.source;
    const reply = await whenMissing(
      aws.codecommit.send(new GetBranchCommand({ repositoryName: repository, branchName: branch })),
      'BranchDoesNotExistException',
      'RepositoryDoesNotExistException',
    );
    const commit = reply?.branch?.commitId;
    return commit === undefined
      ? found('failed', 'branchGone', { repository, branch, command: command('appspec') })
      : found('ok', 'branchThere', { repository, branch, commit: commit.slice(0, 8) });
  },
};

/** Before the set-up the image that is wanted; afterwards the one that the next release would take. */
const image: Check = {
  name: 'image',
  run: async context => {
    const { aws, setup } = context;
    const uri = imageUri(context);
    const from = uri === undefined ? imageSource(setup.config) : ({ type: 'registry', reference: uri } as const);
    const { architectures } = await inspectImage(aws, from, setup.app.architecture);
    const failed = uri === undefined ? undefined : await readFailedImage(aws, failedImagePlace({ config: setup.config, setup }));
    if (failed !== undefined) {
      const command = context.command(`rollback --to ${failed.live} --revert-files`);
      return found('warning', 'imageFailedLast', { image: uri ?? '', live: failed.live, command });
    }
    return found('ok', 'imageFits', { image: uri ?? setup.config.image.from, architectures: architectures.join(', ') });
  },
};

const imageUri = ({ setup, output }: CheckContext): string | undefined => {
  const uri = output('image-repository', 'uri');
  return uri === undefined || output('image', 'tag') === undefined ? undefined : `${uri}:${setup.config.ecr.tag}`;
};

/** What a set-up builds upon. */
export const surroundingChecks: readonly Check[] = [quotas, network, source, image];
