// Lets the built program run into faults of AWS and be killed, and judges what the next run makes of it: a sample by chance, or everything.
//   npm run test:faults -- [--all] [--seed NUMBER] [--only PATTERN] [--workers NUMBER] [--write] [options of vitest]
// `--only` takes the cells whose command, kind and place fit: '^init killed'. `--write` puts the counts into docs/reliability.md and docs/ko/reliability.md.
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
const KOREAN = {
  fault: '장애',
  'killed before the call arrives': '호출이 도착하기 전에 강제 종료',
  'killed after the effect': '효과가 난 뒤에 강제 종료',
  'killed after the effect, then another name': '효과가 난 뒤에 강제 종료, 그다음에는 다른 이름',
  'killed inside a write of the state': '상태 파일을 쓰는 도중에 강제 종료',
  'answer lost': '응답을 잃음',
  'error 500 after the effect': '효과가 난 뒤에 오류 500',
  throttled: '요청 제한',
  'throttled, 3 times': '요청 제한, 세 번',
  'error 500': '오류 500',
  'error 500, 3 times': '오류 500, 세 번',
  'error 503': '오류 503',
  'error 503, 3 times': '오류 503, 세 번',
  'connection lost': '연결이 끊김',
  'connection lost, 3 times': '연결이 끊김, 세 번',
  'access denied': '권한 없음',
  'credentials expire': '자격 증명 만료',
  'quota reached': '할당량 도달',
  'roles spread slowly': '늦게 퍼지는 역할',
  'tags lag': '늦게 따라오는 태그',
  'lists lag': '늦게 따라오는 목록',
  'a wait hangs': '끝나지 않는 대기',
  'killed twice': '두 번 강제 종료',
};
/** The counts, by kind of fault and command; `said` is how a word is said in the language of the document. */
const tableIn = said =>
  [
    `| ${said('fault')} | ${COMMANDS.join(' | ')} |`,
    `|---|${COMMANDS.map(() => '---').join('|')}|`,
    ...kinds.map(
      kind =>
        `| ${said(kind)} | ${COMMANDS.map(command => countsOf(cells.filter(one => one.kind === kind && one.command === command))).join(' | ')} |`,
    ),
  ].join('\n');
const sample = values.all ? 'all' : values.seed ? ['a sample, seed', values.seed].join(' ') : 'a sample';
const table = tableIn(word => word);
const summary = `${cells.length} cells (${sample}) in ${seconds} s`;
console.log(`\n${table}\n\n${summary}`);

if (values.write) {
  const write = (document, counts) => {
    const text = readFileSync(document, 'utf8');
    writeFileSync(
      document,
      text.replace(/(<!-- counts -->\n)[^]*(?=\n<!-- end of counts -->)/, (_, mark) => `${mark}\n${counts}\n`),
    );
  };
  const chosen = values.all ? '전부' : values.seed ? ['표본, 시드', values.seed].join(' ') : '표본';
  write('docs/reliability.md', `${summary}:\n\n${table}`);
  write('docs/ko/reliability.md', `${cells.length}개(${chosen}), ${seconds}초:\n\n${tableIn(word => KOREAN[word] ?? word)}`);
}
process.exitCode = status ?? 1;
