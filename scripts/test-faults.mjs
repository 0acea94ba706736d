// Lets the built program run into faults of AWS and be killed, and judges what the next run makes of it: a sample by chance, or everything.
//   npm run test:faults -- [--all] [--seed NUMBER] [--only PATTERN] [--workers NUMBER] [--write] [options of vitest]
// `--only` takes the cells whose command, kind and place fit: '^init killed'. `--write` puts the counts into docs/reliability.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const OURS = { all: 'boolean', write: 'boolean', seed: 'string', only: 'string', workers: 'string' };
const isOurs = token => token.kind === 'option' && Object.hasOwn(OURS, token.name);

const { values, tokens } = parseArgs({
  options: Object.fromEntries(Object.entries(OURS).map(([name, type]) => [name, { type }])),
  strict: false,
  tokens: true,
});
const args = process.argv.slice(2);
const taken = new Set(
  tokens.filter(isOurs).flatMap(({ index, value, inlineValue }) => [index, ...(value && !inlineValue ? [index + 1] : [])]),
);
const others = args.filter((_, index) => !taken.has(index));

const folder = mkdtempSync(join(tmpdir(), 'wizard-faults-'));
const results = join(folder, 'results.jsonl');
writeFileSync(results, '');
const begun = Date.now();
const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'vitest.faults.config.ts', ...others], {
  stdio: 'inherit',
  env: {
    ...process.env,
    FAULTS_RESULTS: results,
    ...(values.all && { FAULTS_ALL: 'true' }),
    ...(values.seed && { FAULTS_SEED: values.seed }),
    ...(values.only && { FAULTS_ONLY: values.only }),
    ...(values.workers && { FAULTS_WORKERS: values.workers }),
  },
});
const seconds = Math.round((Date.now() - begun) / 1000);

const cells = readFileSync(results, 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line));
rmSync(folder, { recursive: true });

const COMMANDS = ['init', 'release', 'rollback', 'destroy'];
const countsOf = list => {
  const counts = {};
  for (const { outcome } of list) {
    const name = outcome.replace(/^red.*/s, 'red');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  const words = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  return words.join(', ') || '-';
};
const kinds = [...new Set(cells.map(({ kind }) => kind))];
const table = [
  `| fault | ${COMMANDS.join(' | ')} |`,
  `|---|${COMMANDS.map(() => '---').join('|')}|`,
  ...kinds.map(
    kind =>
      `| ${kind} | ${COMMANDS.map(command => countsOf(cells.filter(one => one.kind === kind && one.command === command))).join(' | ')} |`,
  ),
].join('\n');
const sample = values.all ? 'all' : values.seed ? ['a sample, seed', values.seed].join(' ') : 'a sample';
const summary = `${cells.length} cells (${sample}) in ${seconds} s`;
console.log(`\n${table}\n\n${summary}`);

if (values.write) {
  const document = 'docs/reliability.md';
  const text = readFileSync(document, 'utf8');
  writeFileSync(document, text.replace(/(<!-- counts -->\n)[^]*(?=\n<!-- end of counts -->)/, `$1\n${summary}:\n\n${table}\n`));
}
process.exitCode = status ?? 1;
