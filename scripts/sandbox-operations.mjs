// Prints the operations of the sandbox as JSON, by service, and the members that its schemas know:
// {"ecs": {"operations": ["CreateCluster", …], "members": {"CreateClusterRequest": ["clusterName", …]}}}.
import { dereference, loadServices } from './sandbox-services.mjs';

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

const described = (await loadServices()).map(({ name, operations }) => [name, describe(operations)]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(described))}\n`);
