import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { RECORD_FOLDER, type Exchange } from '../../src/sandbox/record.ts';
import { SERVICES } from '../../src/sandbox/services/index.ts';
import { temporaryFolder } from '../helpers/after-run.ts';
import { EXPLAINED } from './botocore/explained.ts';
import { broken } from './botocore/broken.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const program = fileURLToPath(new URL('botocore/validate.py', import.meta.url));

/** Tests that between them ask for all that the sandbox can do, the last through the whole program. The first share their modules: loading those takes longest. */
const TESTS = [['--no-isolate', 'test/sandbox/services'], ['test/e2e/set-up.test.ts']] as const;

interface Finding {
  readonly call: string;
  readonly kind: string;
  readonly where: string;
  readonly detail: string;
  readonly count: number;
}

interface Verdict {
  readonly findings: readonly Finding[];
  /** How often each call was judged. */
  readonly judged: Readonly<Record<string, number>>;
  /** How many of them were the program's. */
  readonly ofProgram: number;
}

const judge = async (folder: string): Promise<Verdict> =>
  JSON.parse((await run('python3', ['-B', program, folder], { maxBuffer: 2 ** 26 })).stdout) as Verdict;

const lineOf = ({ call, kind, where, detail }: Finding): string => `${call} ${kind} ${where} ${detail}`;

/** Runs tests once more with recording on. Whether they pass is the suite's own business. */
async function record(): Promise<string> {
  const folder = await temporaryFolder();
  // What tests that share modules leave behind goes with the folder.
  const temporary = await temporaryFolder();
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const env = { ...Object.fromEntries(others), [RECORD_FOLDER]: folder, TMPDIR: temporary };
  for (const tests of TESTS) {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests], { cwd: root, env, stdio: 'ignore' });
    await once(child, 'exit');
  }
  return folder;
}

describe("AWS's own models", () => {
  let verdict: Verdict;
  beforeAll(async () => {
    verdict = await judge(await record());
  }, 900_000);

  it('know every answer of the sandbox, and every call of the program, but for what is explained', () => {
    const found = verdict.findings.map(lineOf);
    expect(found.filter(line => !EXPLAINED.some(({ finding }) => finding.test(line)))).toEqual([]);
    expect(EXPLAINED.filter(({ finding }) => !found.some(line => finding.test(line))).map(({ finding }) => finding.source)).toEqual([]);
  });

  it('were asked about every operation that the sandbox has', () => {
    const all = SERVICES.flatMap(({ name, operations }) => operations.map(({ schema }) => `${name}:${schema[2]}`));
    expect(all.filter(call => verdict.judged[call] === undefined)).toEqual([]);
    expect(verdict.ofProgram).toBeGreaterThan(500);
  });
});

describe('the judge', () => {
  it.each(broken())('finds $what', async ({ exchange, finding }) => {
    const folder = await temporaryFolder();
    const body = (text: Exchange['response']['body']): string => Buffer.from(text).toString('base64');
    const { request, response, ...names } = exchange;
    const line = { ...names, request: { ...request, body: body(request.body) }, response: { ...response, body: body(response.body) } };
    await writeFile(join(folder, 'one.jsonl'), `${JSON.stringify(line)}\n`);
    const { findings } = await judge(folder);
    expect(findings).toHaveLength(finding === undefined ? 0 : 1);
    expect(findings.map(lineOf).join('\n')).toContain(finding ?? '');
  });
});
