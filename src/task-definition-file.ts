import type { Traffic } from './appspec-file.ts';
import type { Place } from './aws/aws.ts';
import { UserError } from './errors.ts';
import { parseJson } from './json-file.ts';
import { textOf, treeOf, treesIn } from './paths.ts';
import { roleArn } from './iam/role-arn.ts';
import { appContainer, appPort } from './taskdef/app-container.ts';
import { conform } from './taskdef/conform.ts';
import { toFargate } from './taskdef/fargate.ts';
import { createEditor, type Editor, type FileChange } from './taskdef/file-change.ts';
import { fillPlace, IMAGE_PLACEHOLDER, isImagePlaceholder, isPlaceholder } from './taskdef/placeholders.ts';

export interface TaskDefinitionOptions {
  readonly file: string;
  readonly place: Place;
  /** Named where the file does not. */
  readonly family: string;
  /** Where the log lines go if the file's own way does not work on Fargate. */
  readonly logGroup: string;
  /** Which container is the application, and which port, where that was said. */
  readonly container?: string | undefined;
  readonly port?: number | undefined;
  /** What the user's AppSpec sends the traffic to: it decides where several would do. */
  readonly traffic?: Traffic | undefined;
  /** Whether the pipeline puts images in; else an image that the file names stays. */
  readonly imageTrigger: boolean;
  /** Names of the roles that we make: they stand in a file that we wrote and the user has edited. */
  readonly ourRoles: { readonly executionRoleArn: string; readonly taskRoleArn: string };
  /** Whether the user has named an execution role outside of the file. */
  readonly hasExecutionRole: boolean;
  /** In a rehearsal the roles that the file names do not exist. */
  readonly sandbox: boolean;
}

/** A `taskdef.json` of the user's, ready for AWS and for the pipeline. */
export interface OwnTaskDefinition {
  readonly file: string;
  /** A RegisterTaskDefinition request; the image of `container` is the pipeline's placeholder or `image`. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly container: string;
  readonly port: number;
  readonly family: string;
  /** The image that the file names for the container and keeps; undefined where it comes from our repository. */
  readonly image: string | undefined;
  readonly changes: readonly FileChange[];
}

export interface TaskDefinitionReading {
  readonly own: OwnTaskDefinition | undefined;
  /** Also what was changed when there are problems, so that both can be shown. */
  readonly changes: readonly FileChange[];
  readonly problems: readonly UserError[];
}

/** Reads a user's own `taskdef.json`: changed only where AWS would refuse it or the pipeline could not fill it, with every change and every problem named. */
export function readTaskDefinition(text: string, options: TaskDefinitionOptions): TaskDefinitionReading {
  const { file } = options;
  const parsed = parseJson(text, file);
  if (parsed instanceof UserError) return failed([parsed]);
  const { definition, changes } = unwrap(parsed);
  if (definition === undefined || treesIn(definition['containerDefinitions']).length === 0) {
    return failed([new UserError('notATaskDefinition', { file })]);
  }
  const conformed = conform(definition, file);
  const editor = createEditor(conformed.data, [...changes, ...conformed.changes]);
  fillPlaces(editor, options);
  const problems = [
    ...conformed.problems,
    ...naming(editor, options),
    ...roles(editor, options),
    ...toFargate(editor, file, { group: options.logGroup, region: options.place.region }),
  ];
  if (!options.hasExecutionRole) makeLogGroups(editor, options.logGroup);
  if (options.sandbox) leaveSecretsOut(editor);
  const app = applicationOf(editor, options);
  const all = [...problems, ...app.problems];
  const own = all.length > 0 ? undefined : { file, definition: editor.data, ...app.found, changes: editor.changes };
  return { own, changes: editor.changes, problems: all };
}

const failed = (problems: readonly UserError[]): TaskDefinitionReading => ({ own: undefined, changes: [], problems });

/** Takes the definition out of the answer of `describe-task-definition`, where its tags stand beside it. */
function unwrap(parsed: unknown): { definition: Record<string, unknown> | undefined; changes: FileChange[] } {
  const outer = treeOf(parsed);
  const inner = treeOf(outer?.['taskDefinition']);
  if (outer === undefined || inner === undefined) return { definition: outer, changes: [] };
  // Tags of AWS's own cannot be set by anybody.
  const tags = treesIn(outer['tags']).filter(({ key }) => !String(key).startsWith('aws:'));
  const definition = tags.length > 0 && inner['tags'] === undefined ? { ...inner, tags } : { ...inner };
  return { definition, changes: [{ path: 'taskDefinition', from: '{…}', to: undefined, why: 'unwrapped' }] };
}

const PLACED = /^arn:|\.dkr\.ecr\./;

/** Fills in account and region where a text names a thing in AWS. What the application itself reads is left alone. */
function fillPlaces(editor: Editor, { place, sandbox }: TaskDefinitionOptions): void {
  const visit = (value: unknown, path: string): void => {
    if (/\.(?:environment|dockerLabels|command|entryPoint)\b/.test(path)) return;
    if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        // A key with a dot in it (an option of a log router) cannot be written as a path.
        if (!key.includes('.')) visit(item, path === '' ? key : `${path}.${key}`);
      }
    } else if (typeof value === 'string' && (PLACED.test(value) || path.endsWith('awslogs-region'))) {
      // A rehearsal has one region only.
      const filled = sandbox && path.endsWith('awslogs-region') ? place.region : fillPlace(value, place);
      if (filled !== value) editor.set(path, filled, 'place');
    }
  };
  visit(editor.data, '');
}

const FAMILY = /^[A-Za-z0-9_-]{1,255}$/;

/** The family, and the names of the containers. */
function naming(editor: Editor, { file, family }: TaskDefinitionOptions): UserError[] {
  if (!FAMILY.test(textOf(editor.get('family')))) editor.set('family', family, 'family');
  const containers = treesIn(editor.get('containerDefinitions'));
  const problems = containers.flatMap((container, index): UserError[] => {
    const path = `containerDefinitions.${index}.name`;
    if (container['name'] === undefined) return [new UserError('taskdefMissing', { file, path })];
    const name = textOf(container['name']);
    return isPlaceholder(name) ? [new UserError('taskdefPlaceholder', { file, path, value: name })] : [];
  });
  return problems;
}

/** The two roles as ARNs of this account; one that nothing would fill in is left out, so that ours is used. */
function roles(editor: Editor, { file, place, sandbox, ourRoles }: TaskDefinitionOptions): UserError[] {
  return (['executionRoleArn', 'taskRoleArn'] as const).flatMap(path => {
    const role = editor.get(path);
    if (typeof role !== 'string') return [];
    const ours = roleArn(place, ourRoles[path]);
    if (role === ours) return [];
    if (role === '') editor.remove(path, 'empty');
    else if (role.endsWith(`/${ourRoles[path]}`)) editor.set(path, ours, 'place');
    else if (sandbox) editor.remove(path, 'roleUnknown');
    else if (isPlaceholder(role)) editor.remove(path, 'roleLeftOut');
    else if (!role.startsWith('arn:')) editor.set(path, roleArn(place, role), 'role');
    else if (role.split(':')[4] !== place.account)
      return [new UserError('taskdefForeignRole', { file, path, role, account: place.account })];
    return [];
  });
}

/** Tasks do not start when a log group is missing. With our execution role, which may make those of the file, they do. */
function makeLogGroups(editor: Editor, ours: string): void {
  if (editor.get('executionRoleArn') !== undefined) return;
  treesIn(editor.get('containerDefinitions')).forEach((_, index) => {
    const at = `containerDefinitions.${index}.logConfiguration`;
    const create = `${at}.options.awslogs-create-group`;
    if (editor.get(`${at}.logDriver`) !== 'awslogs' || editor.get(`${at}.options.awslogs-group`) === ours) return;
    if (editor.get(create) !== 'true') editor.set(create, 'true', 'logGroup');
  });
}

/** The sandbox keeps no secrets, and its tasks are no programs that would read them. */
function leaveSecretsOut(editor: Editor): void {
  treesIn(editor.get('containerDefinitions')).forEach((_, index) => {
    for (const path of ['secrets', 'logConfiguration.secretOptions'])
      editor.remove(`containerDefinitions.${index}.${path}`, 'secretUnknown');
  });
}

type Found = Pick<OwnTaskDefinition, 'container' | 'port' | 'family' | 'image'>;

/** Which container and port get image and traffic, with the image's place prepared for the pipeline. */
function applicationOf(editor: Editor, options: TaskDefinitionOptions): { found: Found; problems: UserError[] } {
  const { file } = options;
  const containers = treesIn(editor.get('containerDefinitions'));
  const nothing: Found = { container: '', port: 0, family: '', image: undefined };
  const container = appContainer(containers, options.container, file, options.traffic?.container);
  if (container instanceof UserError) return { found: nothing, problems: [container] };
  const port = appPort(container, options.port, file, options.traffic?.port);
  const path = `containerDefinitions.${containers.indexOf(container)}.image`;
  const before = textOf(container['image']);
  const kept = !options.imageTrigger && !isImagePlaceholder(before);
  if (!kept && before !== IMAGE_PLACEHOLDER) editor.set(path, IMAGE_PLACEHOLDER, 'image');
  const problems = port instanceof UserError ? [port] : [];
  problems.push(...sidecars(editor, container, before, options));
  const found = {
    container: textOf(container['name']),
    port: port instanceof UserError ? 0 : port,
    family: textOf(editor.get('family')),
    image: kept ? before : undefined,
  };
  return { found, problems };
}

/** An image that every sandbox has. */
const STAND_IN = 'sandbox/nginx:latest';

/** The other containers: one with the same placeholder gets the same image; nothing fills in another one. */
function sidecars(editor: Editor, app: object, placeholder: string, { file, sandbox }: TaskDefinitionOptions): UserError[] {
  return treesIn(editor.get('containerDefinitions')).flatMap((container, index): UserError[] => {
    const path = `containerDefinitions.${index}.image`;
    const image = editor.get(path);
    if (container === app) return [];
    if (typeof image === 'string' && !isImagePlaceholder(image)) {
      if (sandbox) editor.set(path, STAND_IN, 'standIn');
      return [];
    }
    if (image === undefined || image === '') return [new UserError('taskdefMissing', { file, path })];
    if (image !== placeholder) return [new UserError('taskdefPlaceholder', { file, path, value: textOf(image) })];
    if (image !== IMAGE_PLACEHOLDER) editor.set(path, IMAGE_PLACEHOLDER, 'image');
    return [];
  });
}
