import { COMMANDS } from './commands/index.ts';
import { mapTexts } from './map-texts.ts';
import { flagWordsOf, type GlobalOptions } from './session.ts';

/** Commands that work on a set-up, and so on the one that the session is about. */
const NAMES = COMMANDS.map(({ name }) => name)
  .filter(name => !/^(?:sandbox |completion$|docs$)/.test(name))
  .join('|');

/** A command of ours within a text, and what stands behind it up to the next one. */
const COMMAND = new RegExp(String.raw`(?<![\w/.-])(wizard (?:${NAMES})(?![\w-]))((?:(?!\bwizard ).)*)`, 'gs');

/** The catalogue, with the commands in its texts as they must be typed to be about the same set-up: in a rehearsal with `--sandbox`. */
export function onSetUp<Words>(session: { readonly options: GlobalOptions }, words: Words): Words {
  const flags = flagWordsOf(session);
  if (flags.length === 0) return words;
  return mapTexts(words, text =>
    text.replace(COMMAND, (_all, command: string, rest: string) => {
      const missing = flags.filter(([name = '']) => !rest.includes(name));
      return [command, ...missing.flat()].join(' ') + rest;
    }),
  );
}
