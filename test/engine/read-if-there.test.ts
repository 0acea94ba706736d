import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIfThere } from '../../src/engine/read-if-there.ts';
import { temporaryFolder } from '../helpers/sandbox.ts';

describe('a file that may be there', () => {
  it('is read, and is nothing where there is none', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a'), 'text');
    expect(await readIfThere(join(folder, 'a'))).toBe('text');
    expect(await readIfThere(join(folder, 'b'))).toBeUndefined();
  });

  it.each(['folder', 'pipe', 'device'])('is refused where it is a %s', async sort => {
    const folder = await temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const file = { folder, pipe: join(folder, 'pipe'), device: '/dev/zero' }[sort] ?? '';
    await expect(readIfThere(file)).rejects.toMatchObject({ code: 'notAFile', facts: { file, sort } });
  });
});
