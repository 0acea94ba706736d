import { jsonErrorAt } from '../../json-error.ts';
import { textOf, treeOf, treesIn } from '../../paths.ts';
import { IMAGE_PLACEHOLDER, isImagePlaceholder } from '../../taskdef/placeholders.ts';
import { cause } from '../cause.ts';
import { said, type Evidence } from '../evidence.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const LARGEST_MEBIBYTES = 3;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const TASKDEF_KEYS = new Set(
  'containerDefinitions cpu enableFaultInjection ephemeralStorage executionRoleArn family inferenceAccelerators ipcMode memory networkMode pidMode placementConstraints proxyConfiguration requiresCompatibilities runtimePlatform tags taskRoleArn volumes'.split(
    ' ',
  ),
);

const taskdefTree = ({ files }: Evidence): Readonly<Record<string, unknown>> | undefined => {
  try {
    return treeOf(JSON.parse(files?.taskdef ?? ''));
  } catch {
    return undefined;
  }
};

/** `web:1` in the place of the placeholder. */
const taskDefinitionIn = ({ files }: Evidence): string | undefined => /TaskDefinition"?\s*:\s*"?([^\s",]+)/.exec(files?.appspec ?? '')?.[1];

const unreadable = (evidence: Evidence, what: 'task definition' | 'appspec'): boolean =>
  said(evidence, new RegExp(`Exception while trying to read the ${what} artifact file`, 'i')) !== undefined;

/** A call of ECS that RegisterTaskDefinition's input makes fail: `Text (Service: AmazonECS; Status Code: 400; Error Code: ClientException; …`. */
const refusal = (evidence: Evidence): string | undefined =>
  evidence.deployment === undefined
    ? said(evidence, /^(.*?)\s*\(Service: (?:AmazonECS|Ecs)[;,].*Error Code: (?:Client|InvalidParameter)Exception/s)?.[1]
    : undefined;

const updateError = (evidence: Evidence): string | undefined =>
  evidence.deployment?.error?.code === 'ECS_UPDATE_ERROR' ? evidence.deployment.error.message : undefined;

/** What is wrong with taskdef.json, appspec.yaml, or what lies beside them. */
export const filesCauses = [
  cause('artifactTooLarge', evidence => {
    const bytes = evidence.files?.bytes ?? 0;
    if (bytes <= LARGEST_MEBIBYTES * 1024 * 1024) return undefined;
    return { repository: evidence.setup.config.source.repository, megabytes: (bytes / 1024 / 1024).toFixed(1) };
  }),
  cause('fileMissing', evidence => {
    if (evidence.files === undefined) return undefined;
    const { repository, branch } = evidence.setup.config.source;
    if (unreadable(evidence, 'task definition') && evidence.files.taskdef === undefined)
      return { file: 'taskdef.json', repository, branch };
    if (unreadable(evidence, 'appspec') && evidence.files.appspec === undefined) return { file: 'appspec.yaml', repository, branch };
    return undefined;
  }),
  cause('taskdefNotJson', evidence => {
    const text = evidence.files?.taskdef;
    if (text === undefined || !unreadable(evidence, 'task definition') || taskdefTree(evidence) !== undefined) return undefined;
    const lines = text.slice(0, jsonErrorAt(text)).split('\n');
    return { line: String(lines.length), file: evidence.setup.config.taskdef.file };
  }),
  cause('taskdefUnknownKeys', evidence => {
    const keys = Object.keys(taskdefTree(evidence) ?? {}).filter(key => !TASKDEF_KEYS.has(key));
    if (keys.length === 0 || !unreadable(evidence, 'task definition')) return undefined;
    return { keys: keys.join(', '), file: evidence.setup.config.taskdef.file };
  }),
  cause('imageFileMissing', evidence => {
    const match = said(evidence, /trying to read the image artifact file from the artifact: (\w+)/i);
    return match && { artifact: match[1] ?? '' };
  }),
  cause('imagePlaceholder', evidence => {
    if (refusal(evidence) === undefined) return undefined;
    const images = treesIn(taskdefTree(evidence)?.['containerDefinitions']).flatMap(({ image }) =>
      typeof image === 'string' ? [image] : [],
    );
    const found = images.find(image => image !== IMAGE_PLACEHOLDER && isImagePlaceholder(image));
    return found === undefined ? undefined : { found, wanted: IMAGE_PLACEHOLDER, file: evidence.setup.config.taskdef.file };
  }),
  cause('fargateSize', evidence => {
    if (
      !/No Fargate configuration exists|Invalid 'cpu' setting|Invalid setting for container|cpu.*(?:invalid|not supported)/i.test(
        refusal(evidence) ?? '',
      )
    )
      return undefined;
    const { cpu, memory } = taskdefTree(evidence) ?? {};
    return { cpu: textOf(cpu), memory: textOf(memory) };
  }),
  cause('taskdefRefused', evidence => {
    const reason = refusal(evidence);
    return reason === undefined ? undefined : { reason, file: evidence.setup.config.taskdef.file };
  }),
  cause('appspecPlaceholder', evidence => {
    const found = taskDefinitionIn(evidence);
    const isRefused = /TaskDefinition not found|Invalid revision number|task definition/i.test(updateError(evidence) ?? '');
    if (!isRefused || found === undefined || found === '<TASK_DEFINITION>') return undefined;
    return { found, file: evidence.setup.config.appspec.file };
  }),
  cause('appspecContainer', evidence => {
    const match = /The container (\S+) does not exist in the task definition/.exec(updateError(evidence) ?? '');
    return match === null ? undefined : { container: match[1] ?? '', file: evidence.setup.config.appspec.file };
  }),
  cause('appspecPort', evidence => {
    const match = /The container (\S+) did not have a container port (\d+) defined/.exec(updateError(evidence) ?? '');
    return match === null ? undefined : { container: match[1] ?? '', port: match[2] ?? '', file: evidence.setup.config.appspec.file };
  }),
  cause('appspecInvalid', evidence => {
    const match = said(evidence, /^(.*?)\s*\(Service: (?:AmazonCodeDeploy|CodeDeploy)[;,].*Error Code: InvalidRevisionException/s);
    const isUnreadable = unreadable(evidence, 'appspec') && evidence.files?.appspec !== undefined;
    if (match === undefined && !isUnreadable) return undefined;
    return { reason: match?.[1] ?? said(evidence, /Exception while trying.*/)?.[0] ?? '', file: evidence.setup.config.appspec.file };
  }),
];
