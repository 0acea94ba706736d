import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { UserError } from '../src/errors.ts';
import { problemsIn } from '../src/problems.ts';
import { SandboxError } from '../src/sandbox/sandbox-error.ts';

describe('problemsIn', () => {
  it('keeps problems as they are, and opens what gathers them', () => {
    const [first, second] = [new UserError('regionMissing', {}), new UserError('throttled', { action: 'ecs:X', seconds: 11 })];
    expect(problemsIn(new AggregateError([first, new AggregateError([second])]))).toEqual([first, second]);
  });

  it('puts what the sandbox says of itself into terms of the catalogue', () => {
    expect(problemsIn(new SandboxError('portTaken', { port: '80' }))).toMatchObject([
      { code: 'sandboxTrouble', facts: { code: 'portTaken', port: '80' } },
    ]);
  });

  it('names the file that cannot be read', async () => {
    const error: unknown = await readFile('/nowhere/at/all').catch((thrown: unknown) => thrown);
    expect(problemsIn(error)).toMatchObject([{ code: 'fileTrouble', facts: { file: '/nowhere/at/all', error: 'ENOENT' } }]);
  });

  it.each(['ENOSPC', 'EROFS', 'EFBIG'])('names the place where the disk says %s', code => {
    const error = Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
    expect(problemsIn(error)).toMatchObject([{ code: 'fileTrouble', facts: { file: process.cwd(), error: code } }]);
  });

  it('leaves bugs what they are', () => {
    const bug = new TypeError('x is undefined');
    const empty = new AggregateError([]);
    expect(problemsIn(new AggregateError([bug]))).toEqual([bug]);
    expect(problemsIn(empty)).toEqual([empty]);
  });
});
