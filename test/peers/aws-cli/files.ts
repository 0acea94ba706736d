import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CliStage } from './cli-stage.ts';

const BUCKET = 's3://files-of-the-cli';

/** Objects, as `aws s3` moves them. */
export function files(stageOf: () => CliStage): void {
  it('copies, lists, synchronizes and removes files, large ones in parts', async () => {
    const { aws, folder } = stageOf();
    const large = randomBytes(20 * 2 ** 20);
    await mkdir(join(folder, 'up/deep'), { recursive: true });
    await writeFile(join(folder, 'up/large'), large);
    await writeFile(join(folder, 'up/deep/a b+c.txt'), 'small');
    await writeFile(join(folder, 'up/한글.txt'), '안녕');
    await aws.text(`s3 mb ${BUCKET}`);
    await aws.text(`s3 cp up ${BUCKET}/x --recursive --no-progress`);
    const [head, listed, one] = await Promise.all([
      aws.json(`s3api head-object --bucket files-of-the-cli --key x/large`),
      aws.text(`s3 ls ${BUCKET} --recursive --human-readable --summarize`),
      aws.text(`s3 ls ${BUCKET}/x/`),
    ]);
    // The ETag of an upload in parts ends with their number.
    expect(head).toMatchObject({ ContentLength: large.length, ETag: expect.stringMatching(/^"[0-9a-f]{32}-3"$/) });
    const timeless = (text: string): string[] => text.split('\n').map(line => line.replace(/^[-\d]+ [:\d]+ +/, '').trim());
    expect(timeless(listed)).toEqual([
      '5 Bytes x/deep/a b+c.txt',
      '20.0 MiB x/large',
      '6 Bytes x/한글.txt',
      '',
      'Total Objects: 3',
      'Total Size: 20.0 MiB',
    ]);
    expect(timeless(one)).toEqual(['PRE deep/', `${large.length} large`, '6 한글.txt']);

    await aws.text(`s3 sync ${BUCKET}/x down --no-progress`);
    expect((await readFile(join(folder, 'down/large'))).equals(large)).toBe(true);
    expect(await readFile(join(folder, 'down/deep/a b+c.txt'), 'utf8')).toBe('small');
    expect(await readFile(join(folder, 'down/한글.txt'), 'utf8')).toBe('안녕');
    expect(await aws.text(`s3 sync ${BUCKET}/x down --no-progress`)).toBe('');
    expect(await aws.text(`s3 sync up/deep ${BUCKET}/x --delete --exclude deep/* --no-progress`)).toContain(`delete: ${BUCKET}/x/large`);

    const removed = await aws.text(`s3 rm ${BUCKET} --recursive`);
    expect(removed.split('\n').sort()).toEqual([`delete: ${BUCKET}/x/a b+c.txt`, `delete: ${BUCKET}/x/deep/a b+c.txt`]);
    expect(await aws.outcome(`s3 ls ${BUCKET}/x/`)).toMatchObject({ code: 1, stdout: '', stderr: '' });
    expect(await aws.text(`s3 rb ${BUCKET}`)).toBe('remove_bucket: files-of-the-cli');
  });

  it('signs an address at which a file is read without keys, for as long as it holds', async () => {
    const { aws } = stageOf();
    const url = await aws.text('s3 presign s3://tutorial-bluegreen-bucket/appspec.yaml --expires-in 60');
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('TargetService')]);
    const expired = await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=0'));
    expect(expired.status).not.toBe(200);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
  });
}
