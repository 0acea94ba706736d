// What the scripts about the sandbox's operations share.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

export const root = join(import.meta.dirname, '..');

/** The services of the sandbox, from its sources. */
export const loadServices = async () => {
  const file = join(root, 'node_modules', '.cache', `sandbox-services-${process.pid}.mjs`);
  await build({
    input: join(root, 'src', 'sandbox', 'services', 'index.ts'),
    platform: 'node',
    external: /^@/,
    logLevel: 'silent',
    output: { file, format: 'esm' },
  });
  try {
    return (await import(pathToFileURL(file).href)).SERVICES;
  } finally {
    await rm(file);
  }
};

/** The schema behind a reference to it, whatever the member says of it. */
export const dereference = schema => {
  let found = schema;
  while (typeof found === 'function') found = found();
  return Array.isArray(found) && found.length === 2 ? dereference(found[0]) : found;
};
