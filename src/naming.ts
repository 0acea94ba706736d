import { createHash } from 'node:crypto';

/** The environment that is meant when none is named; its resources carry no suffix. */
export const DEFAULT_ENV = 'default';

/** The app of the tutorial; with it, names are the tutorial's own. */
export const TUTORIAL_APP = 'ecs-codepipeline';

/** The family of its task definitions. */
export const TUTORIAL_FAMILY = 'ecs-taskdef';

interface Setup {
  readonly app: string;
  readonly env: string;
}

/** What every name begins with. */
export const prefixOf = ({ app, env }: Setup): string => (env === DEFAULT_ENV ? app : `${app}-${env}`);

/** A name that fits: the end of one that is too long becomes a hash of the whole, so that two long names stay two. */
export function fit(name: string, max: number): string {
  if (name.length <= max) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, max - 7).replace(/-+$/, '')}-${hash}`;
}

/** `<prefix><suffix>` where only the prefix is shortened. */
const withSuffix = (prefix: string, suffix: string, max: number): string => `${fit(prefix, max - suffix.length)}${suffix}`;

const MAX = { loadBalancer: 32, targetGroup: 32, role: 64, rule: 64, bucket: 63 } as const;

/** A target group's name for a prefix of any length. */
export const targetGroupName = (prefix: string, colour: 'blue' | 'green'): string => withSuffix(prefix, `-${colour}`, MAX.targetGroup);

/** A load balancer's name for a prefix of any length. */
export const loadBalancerName = (prefix: string): string => fit(prefix, MAX.loadBalancer);

// https://docs.aws.amazon.com/cli/latest/reference/ecs/deploy/index.html: these are looked up when nothing is named.
const deployName = (kind: 'AppECS' | 'DgpECS', cluster: string, service: string): string =>
  `${kind}-${cluster.slice(0, 46)}-${service.slice(0, 46)}`;

/** The CodeDeploy application that `aws ecs deploy` and the GitHub action look for by default. */
export const applicationName = (cluster: string, service: string): string => deployName('AppECS', cluster, service);

/** The deployment group that they look for. */
export const deploymentGroupName = (cluster: string, service: string): string => deployName('DgpECS', cluster, service);

/** `taskdef.json`, or `taskdef.prod.json` for an environment, so that two environments can share a folder. */
export function fileName(base: string, extension: string, env: string): string {
  return env === DEFAULT_ENV ? `${base}.${extension}` : `${base}.${env}.${extension}`;
}

/** Names that nobody chooses. */
export interface Names {
  readonly prefix: string;
  readonly executionRole: string;
  readonly taskRole: string;
  readonly codedeployRole: string;
  readonly pipelineRole: string;
  readonly eventsRole: string;
  readonly logGroup: string;
  readonly bucket: string;
  readonly loadBalancerSecurityGroup: string;
  readonly taskSecurityGroup: string;
  readonly filesRule: string;
  readonly imageRule: string;
  readonly errorAlarm: string;
}

export function namesOf(setup: Setup, place: { readonly account: string; readonly region: string }): Names {
  const prefix = prefixOf(setup);
  // IAM is one for all regions: without the region in their names, two set-ups would share and then delete each other's roles.
  const role = (use: string): string => withSuffix(prefix, `-${use}-${place.region}`, MAX.role);
  return {
    prefix,
    executionRole: role('execution'),
    taskRole: role('task'),
    codedeployRole: role('codedeploy'),
    pipelineRole: role('pipeline'),
    eventsRole: role('events'),
    logGroup: `/ecs/${prefix}`,
    bucket: withSuffix(prefix, `-artifacts-${place.account}-${place.region}`, MAX.bucket),
    loadBalancerSecurityGroup: `${prefix}-load-balancer`,
    taskSecurityGroup: `${prefix}-tasks`,
    filesRule: withSuffix(prefix, '-files', MAX.rule),
    imageRule: withSuffix(prefix, '-image', MAX.rule),
    errorAlarm: `${prefix}-errors`,
  };
}
