import { bytesOf, valuesOf, writeTimestamp } from './protocol.ts';
import type { Member, Structure } from './schema.ts';

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** No XML 1.0 document can hold these, not even as references. https://www.w3.org/TR/xml/#charsets */
const UNSPEAKABLE = new RegExp(String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]`, 'g');

/** Text as XML content or attribute; line breaks that a parser would normalise go out as references. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(UNSPEAKABLE, '\ufffd')
    .replaceAll(/[&<>"\r\n\u0085\u2028]/g, character => NAMED[character] ?? `&#x${character.codePointAt(0)?.toString(16).toUpperCase()};`);

const namespaceOf = (member: Member): string => {
  const [uri, prefix] = [...(member.traits.xmlNamespace ?? [])].reverse();
  if (uri === undefined) return '';
  return prefix ? ` xmlns:${prefix}="${escapeXml(uri)}"` : ` xmlns="${escapeXml(uri)}"`;
};

const writeStructure = (member: Member, shape: Structure, tag: string, value: unknown): string => {
  const values = valuesOf(value);
  const attributes = [...shape.members]
    .filter(([name, child]) => child.traits.xmlAttribute !== undefined && values[name] !== undefined && values[name] !== null)
    .map(([name, child]) => ` ${child.traits.xmlName ?? name}="${escapeXml(String(values[name]))}"`);
  return `<${tag}${namespaceOf(member)}${attributes.join('')}>${writeMembers(shape, values)}</${tag}>`;
};

const writeEntries = (member: Member, tag: string, value: unknown): string => {
  const { shape } = member;
  if (shape.kind !== 'map') return '';
  const flattened = member.traits.xmlFlattened !== undefined;
  const entryTag = flattened ? tag : 'entry';
  const entries = Object.entries(valuesOf(value)).map(([key, item]) => {
    const keyXml = writeMember(shape.key, shape.key.traits.xmlName ?? 'key', key);
    return `<${entryTag}>${keyXml}${writeMember(shape.value, shape.value.traits.xmlName ?? 'value', item)}</${entryTag}>`;
  });
  return flattened ? entries.join('') : `<${tag}>${entries.join('')}</${tag}>`;
};

/** One member as an element named `tag`. */
const writeMember = (member: Member, tag: string, value: unknown): string => {
  const { shape, traits } = member;
  switch (shape.kind) {
    case 'structure':
      return writeStructure(member, shape, tag, value);
    case 'list': {
      const flattened = traits.xmlFlattened !== undefined;
      const itemTag = flattened ? tag : (shape.member.traits.xmlName ?? 'member');
      const items = (value as readonly unknown[]).map(item => writeMember(shape.member, itemTag, item)).join('');
      return flattened ? items : `<${tag}>${items}</${tag}>`;
    }
    case 'map':
      return writeEntries(member, tag, value);
    case 'timestamp':
      return `<${tag}>${writeTimestamp(shape, value, 'date-time')}</${tag}>`;
    case 'blob':
      return `<${tag}>${bytesOf(value).toString('base64')}</${tag}>`;
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'document':
    default:
      return `<${tag}>${escapeXml(String(value))}</${tag}>`;
  }
};

/** Contents of a structure's element: its members, without attributes and what goes elsewhere in HTTP. */
export const writeMembers = (shape: Structure, value: unknown, skip: (member: Member) => boolean = () => false): string => {
  const values = valuesOf(value);
  let xml = '';
  for (const [name, member] of shape.members) {
    const item = values[name];
    if (item !== undefined && item !== null && member.traits.xmlAttribute === undefined && !skip(member)) {
      xml += writeMember(member, member.traits.xmlName ?? name, item);
    }
  }
  return xml;
};
