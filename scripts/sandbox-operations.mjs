// Prints the operations of the sandbox as JSON, by service, and the members that its schemas know:
// {"ecs": {"operations": ["CreateCluster", …], "members": {"CreateClusterRequest": ["clusterName", …]}}}.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const root = join(import.meta.dirname, '..');
const file = join(root, 'node_modules', '.cache', `sandbox-services-${process.pid}.mjs`);

const dereference = schema => {
  let found = schema;
  while (typeof found === 'function') found = found();
  return Array.isArray(found) && found.length === 2 ? dereference(found[0]) : found;
};

/** Adds the structures of a schema, by name, with the names of their members. */
const collect = (schema, members) => {
  const shape = dereference(schema);
  if (!Array.isArray(shape)) return;
  const [tag, , name, , first, second] = shape;
  if (tag === 1) collect(first, members);
  else if (tag === 2) collect(second, members);
  else if ((tag === 3 || tag === 4) && members[name] === undefined) {
    members[name] = first;
    for (const member of second) collect(member, members);
  }
};

const describe = operations => {
  const members = {};
  for (const { schema } of operations) collect(schema[4], members);
  return { operations: operations.map(({ schema }) => schema[2]).sort(), members };
};

await build({
  input: join(root, 'src', 'sandbox', 'services', 'index.ts'),
  platform: 'node',
  external: /^@/,
  logLevel: 'silent',
  output: { file, format: 'esm' },
});
try {
  const { SERVICES } = await import(pathToFileURL(file).href);
  const operations = SERVICES.map(({ name, operations: list }) => [name, describe(list)]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(operations))}\n`);
} finally {
  await rm(file);
}
