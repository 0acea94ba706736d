import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';

/** Writes the licence text of every package whose code ends up in the bundle. */
const notices = (): Plugin => ({
  name: 'third-party-notices',
  generateBundle(_options, bundle) {
    const folders = new Set<string>();
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const id of output.moduleIds) {
        const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, ''))?.[1];
        if (folder) folders.add(folder);
      }
    }
    const notice = (folder: string): string => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
      const texts = readdirSync(folder)
        .filter(file => /^(licen[sc]e|notice)/i.test(file))
        .sort()
        .map(file => readFileSync(join(folder, file), 'utf8').trim());
      return [
        `${name} ${version} - ${license}`,
        ...(texts.length > 0 ? texts : [`(no licence file in the package; the terms are those of ${license})`]),
      ].join('\n\n');
    };
    const source = [...folders]
      .sort()
      .map(notice)
      .join(`\n\n${'-'.repeat(78)}\n\n`);
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: `${source}\n` });
  },
});

export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  tsconfig: true,
  // The SDK clients have no "exports": without this the bundler takes their CommonJS build, which cannot be tree-shaken.
  resolve: { mainFields: ['module', 'main'] },
  plugins: [notices()],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    // Names and line breaks stay: a crash must not print a line of 100 kB, and errors must keep their names.
    minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: false } },
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});
