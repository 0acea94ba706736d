import type { Messages } from '../i18n/index.ts';
import type { FileChange } from '../taskdef/file-change.ts';
import { safe } from './output.ts';

/** The longest word that stays whole in a line of 60 columns, indented. */
const LONGEST = 44;
const TAIL = 16;

const short = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - TAIL - 1)}…${text.slice(-TAIL)}`);

const nameOf = (item: unknown): string | undefined =>
  typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string' ? item.name : undefined;

/** A value in a few words: of what has parts only their names, since it may be long, or nobody else's business. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(item => nameOf(item) ?? shown(item)).join(', ');
  if (typeof value === 'object' && value !== null) return Object.keys(value).join(', ');
  return short(String(value));
}

/** What a variable of a container is set to may be a secret. */
const VARIABLE = /(?:^|\.)environment\.\d+\.value$/;

/** A line for each field of a user's file that is taken otherwise than it is written. */
export function fileChangeLines({ path, from, to, why }: FileChange, { fileChanges }: Messages): readonly string[] {
  const label = path.replaceAll('.', ' / ');
  const line = (text: string): string => safe(`  ${text} (${fileChanges[why]})`);
  if (VARIABLE.test(path)) return [line(`~ ${label}`)];
  const items = to === undefined && Array.isArray(from) ? from.map(nameOf) : [];
  if (items.length > 0 && items.every(name => name !== undefined)) return items.map(name => line(`- ${label} / ${name}`));
  if (to === undefined) return [line(`- ${label}${from === undefined || from === null ? '' : `: ${shown(from)}`}`)];
  // A number and its text look alike.
  if (why === 'type') return [line(`~ ${label}: ${short(JSON.stringify(from))} -> ${short(JSON.stringify(to))}`)];
  return [line(from === undefined ? `+ ${label}: ${shown(to)}` : `~ ${label}: ${shown(from)} -> ${shown(to)}`)];
}
