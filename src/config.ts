import type { Detection } from './detect/detection.ts';

/** How an image gets into the repository. */
export type ImageType = 'registry' | 'static' | 'archive' | 'build';
export type SourceName = 'codecommit';
export type Triggers = 'files+image' | 'files';

/** What the user wants, with every default filled in. */
export interface Config {
  readonly app: string;
  /** Chosen by `--env`, never written inside the file. */
  readonly env: string;
  readonly region: string;
  readonly profile: string;
  /** `local`, or `s3://bucket/prefix`. */
  readonly state: string;
  readonly source: {
    readonly provider: SourceName;
    readonly repository: string;
    readonly branch: string;
    readonly message: string;
  };
  readonly image: {
    readonly type: ImageType;
    readonly from: string;
  };
  readonly ecr: {
    readonly repository: string;
    /** The one tag whose push starts the pipeline. */
    readonly tag: string;
    readonly scanOnPush: boolean;
  };
  readonly taskdef: {
    readonly family: string;
    readonly container: string;
    readonly port: number;
    readonly cpu: number;
    readonly memory: number;
    readonly architecture: 'X86_64' | 'ARM64';
    readonly file: string;
    /** Name or ARN of a role that exists; empty: we make one. */
    readonly executionRole: string;
    readonly taskRole: string;
  };
  readonly logs: {
    readonly retentionDays: number;
  };
  readonly alb: {
    readonly name: string;
    readonly scheme: 'internet-facing' | 'internal';
    /** Empty: the default VPC. */
    readonly vpc: string;
    /** Empty: chosen in that VPC. */
    readonly subnets: readonly string[];
    readonly productionPort: number;
    readonly testPort: number;
    readonly cidr: string;
    readonly testCidr: string;
    readonly healthCheckPath: string;
    /** The two change their parts with each deployment: blue is only the one that serves first. */
    readonly blueTargetGroup: string;
    readonly greenTargetGroup: string;
  };
  readonly appspec: {
    readonly file: string;
  };
  readonly service: {
    readonly cluster: string;
    readonly name: string;
    readonly desiredCount: number;
    readonly gracePeriod: number;
    /** Whether commands can be run inside of the tasks. */
    readonly exec: boolean;
    readonly file: string;
  };
  readonly codedeploy: {
    readonly application: string;
    readonly group: string;
    readonly config: string;
    readonly terminationWait: number;
    /** How many errors (5xx) within a minute set the alarm off; 0: there is none. */
    readonly errorAlarm: number;
    /** Names of alarms that exist and stop a deployment too. */
    readonly alarms: readonly string[];
    /** Name or ARN of a role that exists; empty: we make one. */
    readonly role: string;
  };
  readonly pipeline: {
    readonly name: string;
    readonly triggers: Triggers;
    /** Name or ARN of a role that exists; empty: we make one. */
    readonly role: string;
    readonly eventsRole: string;
  };
}

export type ConfigValue = string | number | boolean | readonly string[];

type PathOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends ConfigValue ? `${Prefix}${K}` : PathOf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** Dotted path of a value in `wizard.yaml`: `taskdef.cpu`. */
export type ConfigKey = Exclude<PathOf<Config>, 'env'>;

/** What stands at a path of a type. */
export type ValueAt<T, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? ValueAt<T[Head], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : never;

/** Only what was said (in the file, by a flag, at a prompt); what is absent takes its default. */
export type Answers = { readonly [K in ConfigKey]?: ValueAt<Config, K> | undefined };

/** What defaults depend on beside other answers. */
export interface ConfigContext {
  readonly env: string;
  readonly sandbox: boolean;
  /** The region that the AWS configuration of the user names. */
  readonly region?: string | undefined;
  /** False when it is known that the account has no default VPC in the region. */
  readonly defaultVpc?: boolean | undefined;
  /** What was found in the project and the user's AWS settings: it goes before the tutorial's values. */
  readonly detected?: readonly Detection[] | undefined;
  /** The AWS profiles to choose from; undefined where the choice is made. */
  readonly profiles?: readonly string[] | undefined;
}
