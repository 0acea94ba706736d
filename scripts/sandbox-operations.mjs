// Prints the operations of the sandbox as JSON, by service: {"ecs": ["CreateCluster", …]}.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const root = join(import.meta.dirname, '..');
const file = join(root, 'node_modules', '.cache', `sandbox-services-${process.pid}.mjs`);

await build({
  input: join(root, 'src', 'sandbox', 'services', 'index.ts'),
  platform: 'node',
  external: /^@/,
  logLevel: 'silent',
  output: { file, format: 'esm' },
});
try {
  const { SERVICES } = await import(pathToFileURL(file).href);
  const operations = SERVICES.map(({ name, operations: list }) => [name, list.map(({ schema }) => schema[2]).sort()]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(operations))}\n`);
} finally {
  await rm(file);
}
