import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, ImageType } from './config.ts';
import { UserError } from './errors.ts';
import { missingSource } from './image/missing-source.ts';
import { parseReference } from './image/reference.ts';
import type { Session } from './session.ts';
import { describe } from './ui/error-view.ts';
import { missingImage } from './ui/missing-image.ts';
import { prompterOf, WentBack } from './ui/prompter.ts';

/** Options that say what is released. */
const SAID = ['image', 'static', 'archive', 'build', 'filesOnly'];

/** The options of a release; where they do not say what has changed, a person is asked. */
export async function askRelease(session: Session, config: Config): Promise<Session['options']> {
  const { options, interactive, messages, io } = session;
  const isPlain = SAID.every(name => options[name] === undefined) && options.yes !== true && options.dryRun !== true;
  if (!interactive || !isPlain) return options;
  const { whatChanged, whatChangedHelp, changed } = messages.release;
  const build = folderToBuild(io.cwd, config);
  const offered = Object.entries(changed).filter(([value]) => value !== 'build' || build !== undefined);
  let initial = 'image';
  for (;;) {
    const what = await prompterOf(session).select({
      message: whatChanged,
      initial,
      help: whatChangedHelp,
      choices: offered.map(([value, name]) => ({ value, name })),
    });
    if (what === 'files') return { ...options, filesOnly: true };
    if (what === 'same') return options;
    try {
      if (what === 'image') return { ...options, image: await askImage(session) };
      const known = config.image.type === 'static' ? config.image.from : undefined;
      if (what === 'build') return { ...options, build: await askFolder(session, 'build', build) };
      return { ...options, static: await askFolder(session, 'static', known) };
    } catch (error) {
      if (!(error instanceof WentBack)) throw error;
      initial = what;
    }
  }
}

/** Where a Dockerfile is: where the first image was built from, in the project's folder, or in one inside of that. */
function folderToBuild(cwd: string, { image }: Config): string | undefined {
  const inside = readdirSync(cwd, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== 'node_modules');
  const folders = [...(image.type === 'build' ? [image.from] : []), '.', ...inside.map(({ name }) => name)];
  return folders.find(folder => missingSource('build', join(cwd, folder)) === undefined);
}

async function askImage(session: Session): Promise<string> {
  const { messages } = session;
  const { message, help } = { message: messages.release.whichImage, help: messages.wizard.imageFrom.registry.why };
  const validate = (text: string): string | true => {
    try {
      parseReference(text);
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message: what, remedy } = describe(error, messages);
      return text.trim() === '' ? remedy : `${what} ${remedy}`;
    }
  };
  return prompterOf(session).input({ message, help, canGoBack: true, validate });
}

async function askFolder(session: Session, type: ImageType, initial: string | undefined): Promise<string> {
  const { messages } = session;
  return prompterOf(session).input({
    message: messages.release.whichFolder,
    help: messages.wizard.imageFrom[type].why,
    initial,
    canGoBack: true,
    validate: text => /\S/.test(text) || messages.rules.present({ min: 1, max: 4096, choices: '' }),
    verify: text => missingImage(type, text, messages),
  });
}
