import { Fault } from '../fault.ts';
import { readTimestamp, type HttpRequest, type Values } from './protocol.ts';
import type { Member, Scalar, Shape, Structure, Timestamp } from './schema.ts';

/** A form with dotted names as a tree: `Tags.member.1.Key=a`. */
export interface FormNode {
  readonly path: string;
  readonly children: Map<string, FormNode>;
  value?: string;
  /** Set once a member of the schema has taken it; what is left over is unknown to AWS. */
  used: boolean;
}

const node = (path: string): FormNode => ({ path, children: new Map(), used: false });

/** The form in the body, or in the query where a client sends GET. */
export const parseForm = (request: HttpRequest): FormNode => {
  const text = request.body.length > 0 ? Buffer.from(request.body).toString('utf8') : (request.url.split('?')[1] ?? '');
  const root = node('');
  for (const [name, value] of new URLSearchParams(text)) {
    let current = root;
    for (const part of name.split('.')) {
      let child = current.children.get(part);
      if (!child) {
        child = node(current.path ? `${current.path}.${part}` : part);
        current.children.set(part, child);
      }
      current = child;
    }
    current.value = value;
  }
  return root;
};

/** Where Query and EC2 name and nest things differently. */
export interface FormStyle {
  readonly memberName: (name: string, member: Member) => string;
  /** The list items of a member, in order. */
  readonly items: (at: FormNode, member: Member) => readonly FormNode[];
  /** Code of the error for a value of the wrong type. */
  readonly illTypedCode: string;
}

const childAt = (at: FormNode, name: string): FormNode | undefined => {
  let current: FormNode | undefined = at;
  for (const part of name.split('.')) current = current?.children.get(part);
  return current;
};

/** Children named 1, 2, 3 …, in order. */
export const numbered = (at: FormNode | undefined): readonly FormNode[] =>
  [...(at?.children ?? [])]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);

const illTyped = (style: FormStyle, at: FormNode, wanted: string): Fault =>
  new Fault(style.illTypedCode, `Invalid value '${at.value ?? ''}' for ${at.path}: it must be ${wanted}`);

const readScalar = (style: FormStyle, shape: Scalar | Timestamp, at: FormNode): unknown => {
  const text = at.value;
  if (text === undefined) {
    if (at.children.size > 0) throw illTyped(style, at, `a ${shape.kind}`);
    return undefined;
  }
  switch (shape.kind) {
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || Number.isNaN(value)) throw illTyped(style, at, 'a number');
      return value;
    }
    case 'bigint':
      if (!/^-?\d+$/.test(text)) throw illTyped(style, at, 'an integer');
      return BigInt(text);
    case 'boolean':
      if (!/^(true|false)$/i.test(text)) throw illTyped(style, at, 'true or false');
      return text.toLowerCase() === 'true';
    case 'timestamp': {
      const date = readTimestamp(text);
      if (date === undefined) throw illTyped(style, at, 'a timestamp');
      return date;
    }
    case 'blob':
      return Buffer.from(text, 'base64');
    case 'string':
    case 'document':
    default:
      return text;
  }
};

const readMap = (style: FormStyle, member: Member, at: FormNode): Values => {
  const { shape } = member;
  if (shape.kind !== 'map') return {};
  const entries = member.traits.xmlFlattened === undefined ? at.children.get('entry') : at;
  if (entries) entries.used = true;
  const read: Values = {};
  for (const entry of numbered(entries)) {
    entry.used = true;
    const key = entry.children.get(shape.key.traits.xmlName ?? 'key');
    const value = entry.children.get(shape.value.traits.xmlName ?? 'value');
    if (key?.value === undefined || !value) throw illTyped(style, entry, 'an entry with a key and a value');
    key.used = true;
    read[key.value] = readMember(style, shape.value, value);
  }
  return read;
};

const readMember = (style: FormStyle, member: Member, at: FormNode): unknown => {
  const { shape }: { shape: Shape } = member;
  at.used = true;
  switch (shape.kind) {
    case 'structure':
      return readForm(style, shape, at);
    case 'list':
      return style.items(at, member).map(item => readMember(style, shape.member, item));
    case 'map':
      return readMap(style, member, at);
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'document':
    case 'blob':
    case 'timestamp':
    default:
      return readScalar(style, shape, at);
  }
};

/** A structure out of a form. */
export const readForm = (style: FormStyle, shape: Structure, at: FormNode): Values => {
  const read: Values = {};
  for (const [name, member] of shape.members) {
    const child = childAt(at, style.memberName(name, member));
    if (!child) continue;
    const value = readMember(style, member, child);
    if (value !== undefined) read[name] = value;
  }
  return read;
};

/** Names of the parameters that no member of the schema has taken. */
export const unusedParameters = (at: FormNode): readonly string[] => {
  if (!at.used && at.path !== '') return [at.path];
  return [...at.children.values()].flatMap(unusedParameters);
};
