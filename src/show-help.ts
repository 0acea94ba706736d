import { COMMANDS } from './commands/index.ts';
import { helpPage } from './help-page.ts';
import type { HelpWords, Messages } from './i18n/index.ts';
import { HELP_TOPICS } from './option-choices.ts';
import { optionsFor } from './options.ts';
import type { Io } from './session.ts';
import { placeIn, typedWords } from './typed-words.ts';

const COLUMNS = 80;

/** Help in the user's language, and where the other words are when a page needs them. */
export interface HelpSource {
  readonly words: HelpWords;
  readonly messages: () => Promise<Messages>;
}

/** Prints the help of a command or group, or of the program: neither the parser nor the SDK is loaded for it. */
export async function printHelp(name: string, { stdout }: Pick<Io, 'stdout'>, { words, messages }: HelpSource): Promise<void> {
  const hasQuestions = COMMANDS.find(one => one.name === name)?.steps !== undefined;
  const questions = hasQuestions ? (await import('./questions-with-defaults.ts')).questionsWithDefaults(await messages()) : [];
  stdout.write(helpPage({ name, words, width: stdout.columns ?? COLUMNS, questions }));
}

/** Prints the help that a command line asks for. False where it asks for none, or for the help of what there is not. */
export async function showHelp(argv: readonly string[], io: Pick<Io, 'stdout'>, source: HelpSource): Promise<boolean> {
  const { words, options } = typedWords(
    argv,
    COMMANDS.flatMap(command => optionsFor(command, [])),
  );
  const [first, ...target] = words;
  const isCommand = first === 'help';
  if (!isCommand && !options.includes('--help')) return false;
  const asked = isCommand ? target : words;
  const topic = asked.length === 1 ? HELP_TOPICS.find(one => one === asked[0]) : undefined;
  // The topic of that name is about the group as a whole; its commands are in the help of the group.
  if (isCommand && topic !== undefined) {
    const { topicPage } = await import('./help-topics.ts');
    io.stdout.write(topicPage(topic, source.words, io.stdout.columns ?? COLUMNS));
    return true;
  }
  const { name, rest } = placeIn(COMMANDS, asked);
  // `wizard exec ls --help` is about exec, `wizard relase --help` about nothing.
  if (name === '' ? asked.length > 0 : isCommand && rest.length > 0) return false;
  await printHelp(name, io, source);
  return true;
}
