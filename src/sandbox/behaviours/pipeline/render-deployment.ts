import { RegisterTaskDefinition$, type RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.ts';
import { readValue } from '../../protocols/json.ts';
import { operationShape, type Shape } from '../../protocols/schema.ts';
import { readZip, type ZipFiles } from '../../zip.ts';
import { ActionFailure, setting, type ActionContext } from './action.ts';
import { readArtifact } from './artifacts.ts';

/** 3 MB: larger input artifacts are refused, with a message that speaks of reading. */
const LARGEST_ARTIFACT = 3 * 1024 * 1024;

const unreadable = (what: string, artifact: string): ActionFailure =>
  new ActionFailure('ConfigurationError', `Exception while trying to read the ${what} artifact file from: ${artifact}`);

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function filesOf(context: ActionContext, artifact: string): ZipFiles | undefined {
  const content = readArtifact(context, artifact);
  return content.length > LARGEST_ARTIFACT ? undefined : readZip(content);
}

function readTemplate(context: ActionContext, what: string, artifactKey: string, pathKey: string, defaultPath: string): string {
  const artifact = setting(context, artifactKey) ?? '';
  const file = filesOf(context, artifact)?.get((setting(context, pathKey) ?? defaultPath).replace(/^\.?\//, ''));
  if (file === undefined) throw unreadable(what, artifact);
  return decode(file);
}

function readImage(context: ActionContext, artifact: string): string {
  const failure = new ActionFailure(
    'ConfigurationError',
    `Exception while trying to read the image artifact file from the artifact: ${artifact}.`,
  );
  const file = filesOf(context, artifact)?.get('imageDetail.json');
  if (file === undefined) throw failure;
  try {
    const detail: unknown = JSON.parse(decode(file));
    if (typeof detail === 'object' && detail !== null && 'ImageURI' in detail && typeof detail.ImageURI === 'string')
      return detail.ImageURI;
  } catch {
    throw failure;
  }
  throw failure;
}

/** Placeholders without their brackets, and the images that take their place. */
function readImages(context: ActionContext): (readonly [placeholder: string, image: string])[] {
  return [1, 2, 3, 4].flatMap(number => {
    const artifact = setting(context, `Image${number}ArtifactName`);
    const placeholder = setting(context, `Image${number}ContainerName`);
    return artifact === undefined || placeholder === undefined ? [] : [[placeholder, readImage(context, artifact)] as const];
  });
}

/** The path of the first member that the shape does not have, if there is one. */
function unknownMember(shape: Shape, value: unknown, path = ''): string | undefined {
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((item: unknown) => unknownMember(shape.member.shape, item, path)).find(found => found !== undefined);
  }
  if (shape.kind !== 'structure' || typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value)
    .map(([name, item]) => {
      const member = shape.members.get(name);
      return member === undefined ? `${path}${name}` : unknownMember(member.shape, item, `${path}${name}.`);
    })
    .find(found => found !== undefined);
}

/** taskdef.json with its images filled in, as input for RegisterTaskDefinition. */
export function renderTaskDefinition(context: ActionContext): RegisterTaskDefinitionRequest {
  const artifact = setting(context, 'TaskDefinitionTemplateArtifact') ?? '';
  const template = readTemplate(context, 'task definition', 'TaskDefinitionTemplateArtifact', 'TaskDefinitionTemplatePath', 'taskdef.json');
  const text = readImages(context).reduce((rendered, [placeholder, image]) => rendered.replaceAll(`<${placeholder}>`, image), template);
  const shape = operationShape(RegisterTaskDefinition$).input;
  try {
    const value: unknown = JSON.parse(text);
    if (unknownMember(shape, value) !== undefined) throw unreadable('task definition', artifact);
    return readValue(shape, value, '') as RegisterTaskDefinitionRequest; // read by that request's own shape
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Fault) throw unreadable('task definition', artifact);
    throw error;
  }
}

/** appspec.yaml with the ARN of the new task definition. */
export const renderAppSpec = (context: ActionContext, taskDefinitionArn: string): string =>
  readTemplate(context, 'appspec', 'AppSpecTemplateArtifact', 'AppSpecTemplatePath', 'appspec.yaml').replaceAll(
    '<TASK_DEFINITION>',
    taskDefinitionArn,
  );
