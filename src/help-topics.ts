import { EXIT_CODES } from './exit-codes.ts';
import type { HelpWords } from './i18n/index.ts';
import type { HELP_TOPICS } from './option-choices.ts';
import { columns } from './ui/columns.ts';
import { wrapLines } from './ui/wrap.ts';

type Topic = (typeof HELP_TOPICS)[number];

/** What `help TOPIC` prints. */
export function topicPage(topic: Topic, { help }: HelpWords, width: number): string {
  const rows: Partial<Record<Topic, readonly (readonly [string, string])[]>> = {
    'exit-codes': EXIT_CODES.map(([name, code]) => [`  ${code}`, help.exitCodes[name]]),
    environment: Object.entries<string>(help.environment).map(([name, words]) => [`  ${name}`, words]),
  };
  const table = rows[topic];
  const text = [help.topics[topic], '', ...(table === undefined ? [] : [...columns(table), '']), help.topicTexts[topic], ''].join('\n');
  return wrapLines(text, width).join('\n');
}
