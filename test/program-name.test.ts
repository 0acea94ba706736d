import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../src/i18n/en.ts';
import { ko } from '../src/i18n/ko.ts';
import { programName } from '../src/program-name.ts';
import { typedAs } from '../src/typed-as.ts';
import { temporaryFolder } from './helpers/after-run.ts';

async function installed(folder: string) {
  const root = await temporaryFolder();
  const script = join(root, 'wizard.js');
  await writeFile(script, '');
  await mkdir(join(root, folder), { recursive: true });
  await symlink(script, join(root, folder, 'wizard'));
  return { script, path: ['/nowhere', join(root, folder)].join(delimiter), platform: 'linux' } as const;
}

test('the program is typed as npx wizard but where the path leads to it', async () => {
  const global = await installed('bin');
  expect(programName(global)).toBe('wizard');
  expect(programName({ ...global, path: '/nowhere' })).toBe('npx wizard');
  expect(programName({ ...global, path: undefined })).toBe('npx wizard');
});

test('what npm puts in front of the path is not in the shell of the user', async () => {
  expect(programName(await installed('node_modules/.bin'))).toBe('npx wizard');
});

test('another program of the same name is not this one', async () => {
  const [one, other] = [await installed('bin'), await installed('bin')];
  expect(programName({ ...one, path: other.path })).toBe('npx wizard');
});

test('on Windows a script of npm stands for it', async () => {
  const windows = { ...(await installed('bin')), platform: 'win32' } as const;
  expect(programName(windows)).toBe('npx wizard');
  await writeFile(join(windows.path.split(delimiter)[1] ?? '', 'wizard.cmd'), '');
  expect(programName(windows)).toBe('wizard');
});

test.each([
  ['en', en],
  ['ko', ko],
])('every command in the texts of %s is as it must be typed, and nothing else changes', (_language, catalogue) => {
  const words = typedAs('npx wizard', catalogue);
  expect(words.sandbox.startedForThis).toContain('npx wizard sandbox stop');
  const { remedy } = words.problems.sandboxTrouble({ code: 'brokenState', file: 'f' });
  expect(remedy).toContain('npx wizard sandbox reset');
  expect(words.sandbox.envHint({ command: 'eval "$(wizard sandbox env)"' })).toContain('"$(npx wizard sandbox env)"');
  expect(typedAs('npx wizard', ['npx wizard init', 'wizard.yaml', 'the wizard itself', 'wizard --help', 'wizard initially'])).toEqual([
    'npx wizard init',
    'wizard.yaml',
    'the wizard itself',
    'npx wizard --help',
    'wizard initially',
  ]);
  expect(typedAs('wizard', catalogue)).toBe(catalogue);
});
