import { posix } from 'node:path';
import type { Config, ConfigValue } from './config.ts';
import type { Rules } from './i18n/index.ts';

export type RuleName = keyof Rules;

/** Which rule a value breaks, and the limits that the sentence about it names. */
export interface Breach {
  readonly rule: RuleName;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: string;
}

/** Looks at one value, in the light of the whole config; undefined when it is fine. */
export type Check = (value: ConfigValue, config: Config) => Breach | undefined;

/** A text of a pattern and a length. */
function textRule(rule: RuleName, pattern: RegExp, min: number, max: number, never?: RegExp): Check {
  return value => {
    const text = String(value);
    const fine = text.length >= min && text.length <= max && pattern.test(text) && !(never?.test(text) ?? false);
    return fine ? undefined : { rule, min, max };
  };
}

/** A whole number between two others. */
export const range =
  (min: number, max: number): Check =>
  value =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? undefined : { rule: 'range', min, max };

/** The value may also be empty. */
export const optional =
  (check: Check): Check =>
  (value, config) =>
    value === '' ? undefined : check(value, config);

// The tightest name that begins with it is a target group's: 32 characters, no hyphen at the edges, none of AWS's own beginnings.
export const app = textRule('app', /^[a-z][a-z0-9-]*[a-z0-9]$/, 2, 20, /--|^(?:internal-|aws|amzn-|sthree-|sg-)/);
export const environment = textRule('environment', /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, 1, 20, /--/);
export const region = textRule('region', /^[a-z]{2,}(?:-[a-z]+)+-\d+$/, 1, 32);
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
export const state = textRule('state', /^(?:local|s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[\w!.*'()-]+)*\/?)$/, 1, 1000);
export const codecommitRepository = textRule('codecommitRepository', /^[\w.-]+$/, 1, 100, /\.git$/);
// https://git-scm.com/docs/git-check-ref-format
export const branch = textRule('branch', /^[^\s~^:?*[\\]+$/, 1, 256, /^[-/]|\/$|\/\/|\.\.|@\{|\.lock$|\.$|(?:^|\/)\./);
export const message = textRule('message', /\S/, 1, 5000);
export const ecrRepository = textRule(
  'ecrRepository',
  /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/,
  2,
  256,
);
export const imageTag = textRule('imageTag', /^\w[\w.-]*$/, 1, 128);
export const present = textRule('present', /\S/, 1, 4096);
export const ecsName = textRule('ecsName', /^[A-Za-z0-9_-]+$/, 1, 255);
export const loadBalancer = textRule('loadBalancer', /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, 1, 32, /^internal-/);
export const targetGroup = textRule('targetGroup', /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, 1, 32);

export const greenTargetGroup: Check = (value, config) =>
  targetGroup(value, config) ?? (value === config.alb.blueTargetGroup ? { rule: 'sameTargetGroup' } : undefined);

export const codedeployName = textRule('codedeployName', /^[\w+=,.@-]+$/, 1, 100);

/** A deployment group takes ten, and one of them may be ours. */
const MOST_ALARMS = 9;

export const alarms: Check = value => {
  const names = Array.isArray(value) ? value : [];
  const fine = names.length <= MOST_ALARMS && new Set(names).size === names.length && names.every(name => String(name).length <= 255);
  return fine ? undefined : { rule: 'alarms', max: MOST_ALARMS };
};

export const pipelineName = textRule('pipelineName', /^[A-Za-z0-9.@_-]+$/, 1, 100);
export const role = textRule('role', /^(?:[\w+=,.@-]{1,64}|arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+)$/, 1, 600);
export const vpc = textRule('vpc', /^vpc-[0-9a-z]+$/, 5, 32);
export const healthCheckPath = textRule('healthCheckPath', /^\/[^\s\\]*$/, 1, 1024);

/** A file below the project folder. */
export const file = (extensions: readonly string[]): Check => {
  const check = textRule('file', /^[^/\\:*?"<>|][^\\:*?"<>|]*$/, 1, 255, /(?:^|\/)\.\.(?:\/|$)/);
  const choices = extensions.join(', ');
  return (value, config) => {
    if (check(value, config) !== undefined || !extensions.some(extension => String(value).endsWith(extension)))
      return { rule: 'file', choices };
    const path = posix.normalize(String(value));
    // Of a draft the later pages are not there yet.
    const { taskdef, appspec, service }: Partial<Config> = config;
    const rendered = [taskdef, appspec, service].map(page => posix.normalize(page?.file ?? ''));
    const isTaken = rendered.filter(one => one === path).length > 1 || /^(?:\.wizard\/|\.git\/|wizard\.yaml$)/.test(path);
    return isTaken ? { rule: 'takenFile' } : undefined;
  };
};

const isCidr = (text: string): boolean => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  return parts !== null && parts.slice(1, 5).every(part => Number(part) <= 255) && Number(parts[5]) <= 32;
};

export const cidr: Check = value => (isCidr(String(value)) ? undefined : { rule: 'cidr' });

/** None, or subnets of at least two zones: one subnet is never enough for an Application Load Balancer. */
export const subnets: Check = value => {
  const ids = Array.isArray(value) ? value : [];
  const fine = ids.length !== 1 && new Set(ids).size === ids.length && ids.every(id => /^subnet-[0-9a-z]+$/.test(String(id)));
  return fine ? undefined : { rule: 'subnets' };
};

export const testPort: Check = (value, config) =>
  range(1, 65_535)(value, config) ?? (value === config.alb.productionPort ? { rule: 'samePort' } : undefined);

const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/**
 * The sizes that Fargate has: CPU units and, for each, MiB of memory.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export const FARGATE_SIZES: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16_384, 1024)],
  [4096, steps(8192, 30_720, 1024)],
  [8192, steps(16_384, 61_440, 4096)],
  [16_384, steps(32_768, 122_880, 8192)],
]);

export const memory: Check = (value, config) => {
  const sizes = FARGATE_SIZES.get(config.taskdef.cpu) ?? [];
  return sizes.includes(Number(value)) ? undefined : { rule: 'memory', choices: sizes.join(', ') };
};
