import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar, isSeq, parseDocument, Scalar, type Document } from 'yaml';
import { packageRoot } from './package-root.ts';
import { setPath } from './paths.ts';

export type TemplateName = 'taskdef.json' | 'appspec.yaml' | 'create-service.json';

/** Values by the dotted path where they go in the template: `{ 'containerDefinitions.0.name': 'web' }`. */
export type TemplateValues = Readonly<Record<string, unknown>>;

/** A file that we write or commit: from a template, or a text as it stands. */
export type FileSpec =
  | { readonly path: string; readonly template: TemplateName; readonly values: TemplateValues }
  | { readonly path: string; readonly content: string };

const texts = new Map<TemplateName, string>();

function templateText(name: TemplateName): string {
  const text = texts.get(name) ?? readFileSync(join(packageRoot(), 'templates', name), 'utf8');
  texts.set(name, text);
  return text;
}

/** The data of a JSON template with the values in their places; references stay what they are. */
export function fillTemplate(name: 'taskdef.json' | 'create-service.json', values: TemplateValues): Record<string, unknown> {
  const data = JSON.parse(templateText(name)) as Record<string, unknown>;
  for (const [path, value] of Object.entries(values)) setPath(data, path, value);
  return data;
}

/** How every YAML file of ours is laid out. */
export const YAML_LAYOUT = { lineWidth: 0, flowCollectionPadding: false } as const;

/** JSON as we write it: two spaces, a line break at the end. */
export const jsonText = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;

/** Puts a value into a YAML document in the style (quotes, brackets) of what stands there. */
export function setInYaml(document: Document, path: readonly (string | number)[], value: unknown): void {
  const before = document.getIn(path, true);
  if (!isSeq(before) || !Array.isArray(value)) {
    document.setIn(path, value);
    return;
  }
  const style = isScalar(before.items[0]) ? before.items[0].type : undefined;
  before.items = value.map(item => {
    const scalar = new Scalar(item);
    if (style !== undefined) scalar.type = style;
    return scalar;
  });
}

const yamlPath = (path: string): (string | number)[] => path.split('.').map(key => (/^\d+$/.test(key) ? Number(key) : key));

function fillYaml(name: TemplateName, values: TemplateValues): string {
  const document = parseDocument(templateText(name));
  for (const [path, value] of Object.entries(values)) setInYaml(document, yamlPath(path), value);
  return document.toString(YAML_LAYOUT);
}

/** The text of a template with the values in their places, written by a serialiser. */
export const renderTemplate = (name: TemplateName, values: TemplateValues): string =>
  name === 'appspec.yaml' ? fillYaml(name, values) : jsonText(fillTemplate(name, values));

export const renderFile = (file: FileSpec): string => ('template' in file ? renderTemplate(file.template, file.values) : file.content);
