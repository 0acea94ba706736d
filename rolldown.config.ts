import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type ChunkingContext, type Plugin } from 'rolldown';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The licence texts of a package. */
function noticeOf(folder: string): string {
  const { name, version, license } = manifestIn(folder);
  const texts = readdirSync(folder)
    .filter(file => /^(licen[sc]e|notice)/i.test(file))
    .sort()
    .map(file => readFileSync(join(folder, file), 'utf8').trim());
  return [
    `${name} ${version} - ${license}`,
    ...(texts.length > 0 ? texts : [`(no licence file in the package; the terms are those of ${license})`]),
  ].join('\n\n');
}

/** A bill of materials without time or serial number, so that two builds are the same. https://cyclonedx.org/docs/1.6/json/ */
function materialsOf(folders: readonly string[]) {
  const component = ({ name, version, license }: Manifest, type: string) => ({
    type,
    name,
    version,
    licenses: [{ expression: license }],
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  });
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component(manifestIn('.'), 'application') },
    components: folders.map(folder => component(manifestIn(folder), 'library')),
  };
}

/** Writes the licence text of every package whose code ends up in the bundle, and the list of them. */
const thirdParties = (): Plugin => ({
  name: 'third-parties',
  generateBundle(_options, bundle) {
    const found = new Set<string>();
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const id of output.moduleIds) {
        const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, ''))?.[1];
        if (folder) found.add(folder);
      }
    }
    const folders = [...found].sort();
    const notices = folders.map(noticeOf).join(`\n\n${'-'.repeat(78)}\n\n`);
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: `${notices}\n` });
    this.emitFile({ type: 'asset', fileName: 'sbom.cdx.json', source: `${JSON.stringify(materialsOf(folders), undefined, 1)}\n` });
  },
});

/** Gathers in one file what modules import, and what that imports, but for what an earlier file has: it takes Node longer to open ten small ones. */
const gathered = (name: string, priority: number, ...entries: readonly string[]) => {
  const found = new Set<string>();
  const gather = (id: string, context: ChunkingContext): void => {
    if (found.has(id)) return;
    found.add(id);
    context.getModuleInfo(id)?.importedIds.forEach(next => gather(next, context));
  };
  return {
    priority,
    name: (id: string, context: ChunkingContext) => {
      entries.forEach(entry => gather(resolve(entry), context));
      return found.has(id) ? name : null;
    },
  };
};

export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  tsconfig: true,
  // The SDK clients have no "exports": without this the bundler takes their CommonJS build, which cannot be tree-shaken.
  resolve: { mainFields: ['module', 'main'] },
  plugins: [thirdParties()],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    // Errors must keep their names.
    minify: { compress: true, mangle: { keepNames: true }, codegen: true },
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: {
      groups: [
        gathered('start', 2, 'src/main.ts'),
        gathered('run', 1, 'src/run-command.ts'),
        gathered('prepare', 0, 'src/prepare.ts', 'src/ui/prompts/index.ts'),
      ],
    },
  },
});
