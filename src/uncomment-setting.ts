import { parseDocument } from 'yaml';
import type { ConfigKey } from './config.ts';
import { parseConfig } from './parse-config.ts';

/** The lines of one section of `wizard.yaml`, or of its top: from `start` to before `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The text with a setting in the place of its default that stands there as a comment, as `wizard.yaml` is printed; `value` as YAML on
 * one line. Undefined where there is no such comment.
 */
export function uncommentSetting(text: string, key: ConfigKey, value: string): string | undefined {
  const [section, name = section] = key.split('.') as [string, string?];
  const lines = text.split('\n');
  const changed =
    section === name ? inTop(lines, name, value) : (inLive(lines, section, name, value) ?? inComment(lines, section, name, value));
  return changed?.join('\n');
}

function inTop(lines: readonly string[], name: string, value: string): readonly string[] | undefined {
  const at = lines.findIndex(line => line.startsWith('# ') && isDefault(line, undefined, name));
  return at === -1 ? undefined : lines.with(at, `${name}: ${value}`);
}

/** In a section with something live in it, or nothing at all. */
function inLive(lines: readonly string[], section: string, name: string, value: string): readonly string[] | undefined {
  const head = lines.findIndex(line => new RegExp(`^${section}:\\s*(?:#.*)?$`).test(line));
  if (head === -1) return undefined;
  const { start, end } = rangeBelow(lines, head, /^[^\s#]|^# ?\S/);
  const at = lines.findIndex((line, index) => index >= start && index < end && isDefault(line, section, name));
  const [indent = '  '] = lines.slice(start, end).flatMap(line => /^ +(?=[^\s#])/.exec(line)?.[0] ?? []);
  return at === -1 ? undefined : lines.with(at, `${indent}${name}: ${value}`);
}

/** In a section that is a comment as a whole: it is opened, and all else in it stays one. */
function inComment(lines: readonly string[], section: string, name: string, value: string): readonly string[] | undefined {
  const head = lines.indexOf(`# ${section}:`);
  if (head === -1) return undefined;
  const { start, end } = rangeBelow(lines, head, /^(?!# {3}\S)/);
  const inside = lines.slice(start, end);
  const at = inside.findIndex(line => isDefault(line, section, name));
  if (at === -1) return undefined;
  const opened = inside.map(line => line.replace(/^# {3}/, '  # ')).with(at, `  ${name}: ${value}`);
  return [...lines.slice(0, head), `${section}:`, ...opened, ...lines.slice(end)];
}

function rangeBelow(lines: readonly string[], head: number, next: RegExp): Range {
  const end = lines.findIndex((line, index) => index > head && next.test(line));
  return { start: head + 1, end: end === -1 ? lines.length : end };
}

/** Whether a comment is a setting with a value that it could have, not what somebody says of it. */
function isDefault(line: string, section: string | undefined, name: string): boolean {
  const value = new RegExp(`^ *# *${name}:(?: (.*))?$`).exec(line);
  if (value === null) return false;
  const said = value[1] ?? '';
  if (said === '' || said === '""' || said === '[]') return true;
  const text = section === undefined ? `${name}: ${said}` : `${section}:\n  ${name}: ${said}`;
  return parseDocument(text).errors.length === 0 && parseConfig(text).problems.length === 0;
}
