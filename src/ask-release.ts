import type { Session } from './session.ts';
import { prompterOf } from './ui/prompter.ts';

/** Options that say what is released. */
const SAID = ['image', 'static', 'archive', 'build', 'filesOnly'];

/** The options of a release; where they do not say what has changed, a person is asked. */
export async function askRelease(session: Session): Promise<Session['options']> {
  const { options, interactive, messages } = session;
  const isPlain = SAID.every(name => options[name] === undefined) && options.yes !== true && options.dryRun !== true;
  if (!interactive || !isPlain) return options;
  const { whatChanged, changed, whichFolder, whichImage } = messages.release;
  const prompter = prompterOf(session);
  const what = await prompter.select({
    message: whatChanged,
    initial: 'image',
    choices: Object.entries(changed).map(([value, name]) => ({ value, name })),
  });
  if (what === 'files') return { ...options, filesOnly: true };
  if (what === 'same') return options;
  const validate = (text: string): string | true => (/\S/.test(text) ? true : messages.rules.present({ min: 1, max: 4096, choices: '' }));
  const value = await prompter.input({
    message: what === 'image' ? whichImage : whichFolder,
    initial: what === 'build' ? '.' : undefined,
    validate,
  });
  return { ...options, [what]: value.trim() };
}
