import { expect, it, vi } from 'vitest';
import type { CliStage } from './cli-stage.ts';

const GROUP = '/of-the-cli';

const PATIENCE = { timeout: 60_000, interval: 200 };

const put = ({ aws }: CliStage, stream: string, lines: readonly (readonly [secondsAgo: number, message: string])[]): Promise<unknown> =>
  aws.json(
    `logs put-log-events --log-group-name ${GROUP} --log-stream-name ${stream} --log-events`,
    JSON.stringify(lines.map(([secondsAgo, message]) => ({ timestamp: Date.now() - secondsAgo * 1000, message }))),
  );

/** Two streams with lines of two hours and of a minute ago. */
async function prepare(stage: CliStage): Promise<void> {
  await stage.aws.batch([
    `logs create-log-group --log-group-name ${GROUP}`,
    `logs create-log-stream --log-group-name ${GROUP} --log-stream-name web/1`,
    `logs create-log-stream --log-group-name ${GROUP} --log-stream-name web/2`,
  ]);
  await Promise.all([
    put(stage, 'web/1', [
      [7200, 'GET /old 200'],
      [60, 'GET / 200'],
    ]),
    put(stage, 'web/2', [[50, 'ERROR on fire']]),
  ]);
}

/** Lines of logs as version 1 reads them, which has no `aws logs tail`. */
export function logFilter(stageOf: () => CliStage): void {
  it('filters lines of all streams by time and pattern', async () => {
    const stage = stageOf();
    await prepare(stage);
    const filter = `--output text logs filter-log-events --log-group-name ${GROUP} --query events[].message`;
    const outcomes = await stage.aws.batch([
      filter,
      `${filter} --start-time ${Date.now() - 1_800_000}`,
      `${filter} --filter-pattern ERROR`,
    ]);
    const [all, since, filtered] = outcomes.map(({ stdout }) => stdout.trim());
    expect(all).toBe('GET /old 200\tGET / 200\tERROR on fire');
    expect(since).toBe('GET / 200\tERROR on fire');
    expect(filtered).toBe('ERROR on fire');
  });
}

/** Lines of logs as version 2 reads them. */
export function logTail(stageOf: () => CliStage): void {
  it('tails lines of all streams, and follows until it is ended', async () => {
    const stage = stageOf();
    await prepare(stage);
    const options = ['--since 3h', '--since 30m', '--filter-pattern ERROR', '--log-stream-names web/2'];
    const outcomes = await stage.aws.batch(options.map(option => `logs tail ${GROUP} --format short ${option}`));
    const [all, since, filtered, stream] = outcomes.map(({ stdout }) =>
      stdout
        .trim()
        .split('\n')
        .map(line => line.replace(/^\S+ /, '')),
    );
    expect(all).toEqual(['GET /old 200', 'GET / 200', 'ERROR on fire']);
    expect(since).toEqual(['GET / 200', 'ERROR on fire']);
    expect(filtered).toEqual(['ERROR on fire']);
    expect(stream).toEqual(['ERROR on fire']);

    const following = stage.aws.running(`logs tail ${GROUP} --follow --since 30m`);
    const printed = (pattern: RegExp): Promise<void> => vi.waitFor(() => expect(following.stdout()).toMatch(pattern), PATIENCE);
    await printed(/^\S+ web\/1 GET \/ 200\n\S+ web\/2 ERROR on fire\n$/);
    await put(stage, 'web/1', [[0, 'GET /new 200']]);
    await printed(/ERROR on fire\n\S+ web\/1 GET \/new 200\n$/);
    expect(await following.end()).toBe('');
  });
}
