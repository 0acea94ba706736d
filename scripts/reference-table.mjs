// Writes docs/reference.md and docs/reference.ko.md from the tables that the program works with; `wizard docs` prints the same.
// `node scripts/reference-table.mjs` writes; with `--check` it fails where a file is not what would be written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** A module of the sources. */
const load = async name => {
  const file = join(root, 'node_modules', '.cache', `${name.replaceAll('/', '-')}-${process.pid}.mjs`);
  await build({
    input: join(root, 'src', `${name}.ts`),
    platform: 'node',
    logLevel: 'silent',
    output: { file, format: 'esm', codeSplitting: false },
  });
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(file);
  }
};

const { referenceMarkdown } = await load('reference-markdown');
const { referenceOf } = await load('reference');
const { LANGUAGES } = await load('i18n/index');

for (const [language, name] of [
  ['en', 'reference.md'],
  ['ko', 'reference.ko.md'],
]) {
  const file = join(root, 'docs', name);
  const wanted = referenceMarkdown(referenceOf(LANGUAGES[language], version), LANGUAGES[language]);
  if (!process.argv.includes('--check')) writeFileSync(file, wanted);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== wanted) {
    console.error(`docs/${name} is not what the code says: run \`node scripts/reference-table.mjs\`.`);
    process.exitCode = 1;
  }
}
