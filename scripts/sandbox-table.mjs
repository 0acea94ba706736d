// Writes the table of docs/sandbox.md from the code: every operation, what it checks, how it refuses, and what it takes without acting on it.
// `node scripts/sandbox-table.mjs` writes; with `--check` it fails where the file is not what would be written.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { dereference, loadServices, root } from './sandbox-services.mjs';

const sandbox = join(root, 'src', 'sandbox');
const document = join(root, 'docs', 'sandbox.md');
const BEGIN = '<!-- made by scripts/sandbox-table.mjs: begin -->';
const END = '<!-- made by scripts/sandbox-table.mjs: end -->';

const filesBelow = folder =>
  readdirSync(folder, { recursive: true })
    .map(name => join(folder, name))
    .filter(file => file.endsWith('.ts') && statSync(file).isFile());

/** Source of each file of the sandbox without its import lines, and the files of the sandbox that it imports. */
const sources = new Map(
  filesBelow(sandbox).map(file => {
    const text = readFileSync(file, 'utf8');
    const imports = [...text.matchAll(/from '(\.[^']+\.ts)'/g)].map(([, path]) => join(dirname(file), path));
    return [file, { code: text.replaceAll(/^import [^;]+;/gms, ''), imports }];
  }),
);

/** The file that declares an operation of a service, found by where its schema is used. */
const declaring = (folder, name) =>
  [...sources].find(([file, { code }]) => file.startsWith(`${folder}/`) && new RegExp(`\\b${name}\\$`).test(code))?.[0];

/** A file and those of the same service that it imports, to the end. */
const reach = (file, folder, seen = new Set()) => {
  if (seen.has(file) || !file.startsWith(`${folder}/`) || file.endsWith('/index.ts')) return seen;
  seen.add(file);
  for (const next of sources.get(file)?.imports ?? []) reach(next, folder, seen);
  return seen;
};

/** Of a structure and what is inside: the members whose name no code holds, how many are required, how many limited. */
const describe = (schema, structures, words, seen = new Set()) => {
  const shape = dereference(schema);
  const found = { ignored: [], required: 0, limited: 0 };
  const add = other => {
    found.ignored.push(...other.ignored);
    found.required += other.required;
    found.limited += other.limited;
  };
  if (!Array.isArray(shape) || seen.has(shape)) return found;
  seen.add(shape);
  const [tag, , name] = shape;
  if (tag === 1) add(describe(shape[4], structures, words, seen));
  else if (tag === 2) add(describe(shape[5], structures, words, seen));
  else if (tag === 3 || tag === 4) {
    const [, , , , names, schemas, required] = shape;
    if (tag === 3 && typeof required === 'number') found.required += required;
    found.limited += Object.keys(structures[name] ?? {}).length;
    names.forEach((member, index) => {
      if (words.has(member)) add(describe(schemas[index], structures, words, seen));
      else found.ignored.push(member);
    });
  }
  return found;
};

const constraints = JSON.parse(readFileSync(join(sandbox, 'constraints.json'), 'utf8')).services;

const unique = values => [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));

/** Codes with which the code of an operation refuses. */
const refusals = files =>
  unique(
    [...files].flatMap(file => {
      const { code } = sources.get(file);
      return [
        ...[...code.matchAll(/\b([A-Z]\w*(?:Exception|Error|Fault|Limit\w*|NotFound))\$/g)].map(([, name]) => name),
        ...[...code.matchAll(/new Fault\(\s*'([^']+)'/g)].map(([, name]) => name),
      ];
    }),
  );

const row = (service, operation, folder, words) => {
  const name = operation.schema[2];
  const file = declaring(folder, name);
  if (!file) throw new Error(`no file in ${relative(root, folder)} declares ${name}`);
  const { ignored, required, limited } = describe(operation.schema[4], constraints[service.name]?.structures ?? {}, words);
  const cells = [
    `[${name}](../${relative(root, file)})`,
    [required > 0 && `${required} required`, limited > 0 && `${limited} limited`].filter(Boolean).join(', ') || '-',
    refusals(reach(file, folder)).join(', ') || '-',
    unique(ignored).join(', ') || '-',
  ];
  return `| ${cells.join(' | ')} |`;
};

const folderOf = service => {
  const index = [...sources].find(
    ([file, { code }]) =>
      file.endsWith('/index.ts') && (code.includes(`name: '${service.name}'`) || code.includes(`Service('${service.name}')`)),
  );
  // Two names of one service share their folder.
  return index ? dirname(index[0]) : join(sandbox, 'services', 'codeconnections');
};

const wordsOf = folder => {
  const shared = [...sources].filter(([file]) => file.startsWith(`${folder}/`) || !file.startsWith(join(sandbox, 'services')));
  return new Set(shared.flatMap(([, { code }]) => code.match(/[A-Za-z_]\w*/g) ?? []));
};

const section = service => {
  const folder = folderOf(service);
  const words = wordsOf(folder);
  const operations = service.operations.toSorted((a, b) => (a.schema[2] < b.schema[2] ? -1 : 1));
  return [
    `### ${service.name} (${operations.length})`,
    '',
    '| operation | members checked | refuses with | taken without effect |',
    '|---|---|---|---|',
    ...operations.map(operation => row(service, operation, folder, words)),
    '',
  ].join('\n');
};

const services = await loadServices();
const total = services.reduce((sum, { operations }) => sum + operations.length, 0);
const table = [BEGIN, '', `${total} operations of ${services.length} services.`, '', ...services.map(section), END].join('\n');

if (!existsSync(document)) throw new Error(`${relative(root, document)} is missing`);
const text = readFileSync(document, 'utf8');
const wanted = text.slice(0, text.indexOf(BEGIN)) + table + text.slice(text.indexOf(END) + END.length);
if (!process.argv.includes('--check')) writeFileSync(document, wanted);
else if (wanted !== text) {
  console.error('docs/sandbox.md is not what the code says: run `node scripts/sandbox-table.mjs`.');
  process.exitCode = 1;
}
