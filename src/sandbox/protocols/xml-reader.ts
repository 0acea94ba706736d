import { Fault } from '../fault.ts';
import { readTimestamp, type Values } from './protocol.ts';
import type { Member, Structure } from './schema.ts';

/** An XML element, without namespaces, comments and processing instructions. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const malformed = (): Fault =>
  new Fault('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');

const ENTITIES: ReadonlyMap<string, string> = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));

const LAST_CODE_POINT = 0x10ffff;

const characterAt = (codePoint: number): string => {
  if (codePoint > LAST_CODE_POINT) throw malformed();
  return String.fromCodePoint(codePoint);
};

const unescape = (text: string): string =>
  text.replaceAll(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (_all, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (hex !== undefined) return characterAt(Number.parseInt(hex, 16));
      if (decimal !== undefined) return characterAt(Number(decimal));
      const character = ENTITIES.get(name ?? '');
      if (character === undefined) throw malformed();
      return character;
    },
  );

const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy;

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [
      name,
      unescape(double ?? single ?? ''),
    ]),
  );

/** Reads an XML document; refuses what is not well-formed, and any DOCTYPE. */
export const parseXml = (text: string): XmlElement => {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlElement[] = [root];
  let end = 0;
  for (const [all, data, closing, name, attributes = '', selfClosing, plain] of text.matchAll(TOKEN)) {
    end += all.length;
    const current = open.at(-1);
    if (!current) throw malformed();
    if (data !== undefined) current.text += data;
    else if (plain !== undefined) current.text += unescape(plain);
    else if (name !== undefined) {
      const local = name.slice(name.indexOf(':') + 1);
      if (closing) {
        if (open.length < 2 || open.pop()?.name !== local) throw malformed();
        continue;
      }
      const element: XmlElement = { name: local, attributes: attributesOf(attributes), children: [], text: '' };
      current.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  const [document, ...others] = root.children;
  if (end !== text.length || open.length !== 1 || !document || others.length > 0 || root.text.trim() !== '') throw malformed();
  return document;
};

const readScalar = (member: Member, text: string): unknown => {
  switch (member.shape.kind) {
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || Number.isNaN(value)) throw malformed();
      return value;
    }
    case 'boolean':
      if (!/^\s*(true|false)\s*$/i.test(text)) throw malformed();
      return text.trim().toLowerCase() === 'true';
    case 'timestamp': {
      const date = readTimestamp(text.trim());
      if (!date) throw malformed();
      return date;
    }
    case 'bigint':
      if (!/^\s*-?\d+\s*$/.test(text)) throw malformed();
      return BigInt(text.trim());
    case 'blob':
      return Buffer.from(text, 'base64');
    case 'string':
    case 'document':
    case 'structure':
    case 'list':
    case 'map':
    default:
      return text;
  }
};

const readElement = (member: Member, element: XmlElement): unknown => {
  const { shape } = member;
  if (shape.kind === 'structure') return readXml(shape, element);
  if (shape.kind === 'list') return element.children.map(child => readElement(shape.member, child));
  if (shape.kind === 'map') throw malformed();
  if (element.children.length > 0) throw malformed();
  return readScalar(member, element.text);
};

const readChildren = (member: Member, elements: readonly XmlElement[]): unknown => {
  const { shape } = member;
  if (shape.kind === 'list' && member.traits.xmlFlattened !== undefined) return elements.map(element => readElement(shape.member, element));
  const [element, ...more] = elements;
  if (!element || more.length > 0) throw malformed();
  return readElement(member, element);
};

/** A structure out of its element; elements that the schema does not know are refused, as S3 does. */
export const readXml = (shape: Structure, element: XmlElement): Values => {
  const byName = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const alike = byName.get(child.name);
    if (alike) alike.push(child);
    else byName.set(child.name, [child]);
  }
  const read: Values = {};
  for (const [name, member] of shape.members) {
    const wireName = member.traits.xmlName ?? name;
    if (member.traits.xmlAttribute !== undefined) {
      if (element.attributes[wireName] !== undefined) read[name] = element.attributes[wireName];
      continue;
    }
    const children = byName.get(wireName);
    if (children) read[name] = readChildren(member, children);
    byName.delete(wireName);
  }
  if (byName.size > 0) throw malformed();
  return read;
};
