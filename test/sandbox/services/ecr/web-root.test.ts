import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readWebRoot } from '../../../../src/sandbox/services/ecr/web-root.ts';
import { writeTar } from '../../../../src/sandbox/tar.ts';

it('unpacks a large layer in few turns of a busy sandbox, so that a task does not wait for its image', async () => {
  const bytes = gzipSync(writeTar(new Map([['site/large.bin', new Uint8Array(8 * 2 ** 20)]])));
  let turns = 0;
  let busy: NodeJS.Immediate | undefined;
  const work = (): void => {
    turns += 1;
    const end = performance.now() + 10;
    while (performance.now() < end);
    busy = setImmediate(work);
  };
  work();
  const files = await readWebRoot([{ size: bytes.length, open: () => Readable.from([bytes]) }], 'site');
  clearImmediate(busy);
  expect(files.get('/large.bin')?.length).toBe(8 * 2 ** 20);
  expect(turns).toBeLessThan(100);
});
