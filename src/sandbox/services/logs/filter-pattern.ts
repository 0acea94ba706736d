import { invalidParameter } from './faults.ts';

/** Whether a message has what a pattern asks for. */
export type MessageFilter = (message: string) => boolean;

const TERM = /([?-]?)(?:"([^"]*)"|([^\s"]+))(?:\s+|$)/gy;

interface Term {
  readonly sign: string;
  readonly text: string;
}

const parseTerms = (pattern: string): readonly Term[] => {
  const found = [...pattern.trim().matchAll(TERM)];
  const parsed = found.reduce((length, [all]) => length + all.length, 0);
  if (parsed !== pattern.trim().length) throw invalidParameter('Invalid filter pattern');
  return found.map(([, sign = '', quoted, bare]) => ({ sign, text: quoted ?? bare ?? '' }));
};

/** Terms of an unstructured pattern: all of them, any of those with `?`, none of those with `-`. JSON and column patterns are refused. */
export const messageFilter = (pattern: string): MessageFilter => {
  if (pattern.trim() === '') return () => true;
  if (/^\s*[{[%]/.test(pattern)) throw invalidParameter('The sandbox understands filter patterns of plain terms only');
  const terms = parseTerms(pattern);
  const withSign = (sign: string): readonly string[] => terms.filter(term => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [withSign(''), withSign('?'), withSign('-')];
  return message =>
    all.every(text => message.includes(text)) &&
    (any.length === 0 || all.length > 0 || any.some(text => message.includes(text))) &&
    !none.some(text => message.includes(text));
};
