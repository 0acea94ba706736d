import { COMMANDS } from './commands/index.ts';
import { mapTexts } from './map-texts.ts';

const VERBS = [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? ''))].join('|');

/** A command of ours within a text: `wizard status`, but neither `npx wizard status` nor `wizard.yaml`. */
const COMMAND = new RegExp(String.raw`(?<![\w/.-]|npx )wizard (?=(?:${VERBS})(?![\w-])|--[a-z])`, 'g');

/** The catalogue, with the commands in its texts as the user must type them. */
export function typedAs<Words>(program: string, words: Words): Words {
  if (program === 'wizard') return words;
  return mapTexts(words, text => text.replaceAll(COMMAND, `${program} `));
}
