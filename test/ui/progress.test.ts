import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '../../src/engine/types.ts';
import { createProgress } from '../../src/ui/progress.ts';
import { eventsOf, viewSession } from './stage.ts';

const change = (id: string, more: Partial<Change> = {}): Change => ({
  id,
  type: 'ecs.cluster',
  step: 'service',
  action: 'create',
  fields: [],
  needs: [],
  spec: { name: `the-${id}` },
  ...more,
});

const AWS = { account: '123456789012', region: 'eu-west-1', partition: 'aws', sandbox: false, pace: 1 };

const cluster = change('cluster');
const bucket = change('bucket', { type: 's3.bucket', action: 'delete' });
const waiting = ['waiting', { what: 'cluster', state: 'PROVISIONING', seconds: 5 }] as const;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('progress where nothing may be drawn over', () => {
  it('is a line for each thing that is done', () => {
    const session = viewSession();
    const progress = createProgress(session, 2, AWS);
    progress.starting(cluster);
    progress.note(cluster, ...waiting);
    progress.made(cluster, {});
    progress.done(cluster, 61.4);
    progress.starting(bucket);
    progress.failed(bucket, new Error('no'));
    progress.close();
    expect(session.io.stderr.text).toBe('✔ created ecs.cluster the-cluster 1 min 1 s\n✖ s3.bucket the-bucket\n');
    expect(session.io.stdout.text).toBe('');
  });

  it('gives a sign of life every 30 seconds, with what is waited for in words', () => {
    const session = viewSession();
    const progress = createProgress(session, 2, AWS);
    progress.starting(cluster);
    progress.note(cluster, ...waiting);
    vi.advanceTimersByTime(29_000);
    expect(session.io.stderr.text).toBe('');
    vi.advanceTimersByTime(31_000);
    expect(session.io.stderr.text).toBe(
      ['30', '60'].map(s => `… working for ${s} s: 0/2 · cluster (waiting for cluster: PROVISIONING)\n`).join(''),
    );
    progress.done(cluster, 60);
    progress.close();
    vi.advanceTimersByTime(60_000);
    expect(session.io.stderr.text.split('\n')).toHaveLength(4);
  });

  it.each([
    { what: 'a dumb terminal', env: { TERM: 'dumb' } },
    { what: 'a terminal in CI', env: { CI: '1' } },
  ])('is the same in $what', ({ env }) => {
    const session = viewSession({ isTTY: true, env });
    const progress = createProgress(session, 1, AWS);
    progress.starting(cluster);
    progress.done(cluster, 0.2);
    progress.close();
    expect(session.io.stderr.text).toBe('✔ created ecs.cluster the-cluster\n');
  });

  it('speaks Korean', () => {
    const session = viewSession({ language: 'ko' });
    const progress = createProgress(session, 1, AWS);
    progress.starting(cluster);
    progress.note(cluster, ...waiting);
    vi.advanceTimersByTime(30_000);
    progress.done(cluster, 31);
    progress.close();
    expect(session.io.stderr.text).toBe(
      '… 30초째 작업 중: 0/1 · cluster (기다리는 중: cluster (PROVISIONING))\n✔ 생성 ecs.cluster the-cluster 31초\n',
    );
  });

  it('says nothing of what is only kept', () => {
    const session = viewSession();
    const progress = createProgress(session, 1, AWS);
    const kept = change('kept', { action: 'keep' });
    progress.starting(kept);
    progress.done(kept, 40);
    progress.close();
    expect(session.io.stderr.text).toBe('');
  });
});

describe('progress in a terminal', () => {
  const balancer = change('load-balancer', { type: 'elbv2.load-balancer', spec: { name: 'shop' } });

  /** What is drawn now: all that was written, with each block replaced by the next. */
  const screen = (text: string): readonly string[] => {
    const lines: string[] = [];
    // oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
    for (const [, up, line] of text.matchAll(/\r((?:\u001b\[A\u001b\[2K)+)|([^\n\r\u001b]+)\n/g)) {
      if (up === undefined) lines.push(line ?? '');
      else lines.splice(-up.split('A').length + 1);
    }
    return lines;
  };

  it('is taken away line by line, since tmux keeps a screen that is cleared at once', () => {
    const session = viewSession({ isTTY: true, columns: 80 });
    const progress = createProgress(session, 2, AWS);
    progress.starting(cluster);
    progress.starting(balancer);
    progress.close();
    expect(session.io.stderr.text).not.toContain('\u001b[J');
    expect(screen(session.io.stderr.text)).toEqual([]);
  });

  it('is a line for each thing at work, with the time it has taken and usually takes, and a lasting line for what is done', () => {
    const session = viewSession({ isTTY: true, columns: 80 });
    const progress = createProgress(session, 4, AWS);
    progress.starting(cluster);
    progress.starting(balancer);
    progress.note(balancer, 'waiting', { what: 'load-balancer', state: 'provisioning', seconds: 5 });
    vi.advanceTimersByTime(45_000);
    expect(screen(session.io.stderr.text)).toEqual([
      '0/4 · 2 wait for these',
      '  · ecs.cluster the-cluster  45 s',
      '  · elbv2.load-balancer shop  45 s, usually 3 min  waiting for load-balancer...',
    ]);
    progress.done(cluster, 45);
    expect(screen(session.io.stderr.text)).toEqual([
      '✔ created ecs.cluster the-cluster 45 s',
      '1/4 · 2 wait for these',
      expect.stringMatching(/^ {2}· elbv2\.load-balancer shop/),
    ]);
    progress.done(balancer, 150);
    progress.close();
    expect(screen(session.io.stderr.text)).toEqual([
      '✔ created ecs.cluster the-cluster 45 s',
      '✔ created elbv2.load-balancer shop 2 min 30 s',
    ]);
    const { length } = session.io.stderr.text;
    vi.advanceTimersByTime(5000);
    expect(session.io.stderr.text).toHaveLength(length);
  });

  it('expects less time where time goes faster', () => {
    const session = viewSession({ isTTY: true, language: 'ko' });
    const progress = createProgress(session, 1, { ...AWS, sandbox: true, pace: 1 / 60 });
    progress.starting(balancer);
    vi.advanceTimersByTime(1000);
    expect(screen(session.io.stderr.text)).toEqual(['0/1', '  · elbv2.load-balancer shop  1초, 보통 3초']);
    progress.close();
  });

  it('stays one line a thing when a note has several', () => {
    const session = viewSession({ isTTY: true });
    const progress = createProgress(session, 1, AWS);
    progress.starting(cluster);
    progress.note(cluster, 'buildingImage', { tool: 'docker', line: 'one\ntwo' });
    expect(screen(session.io.stderr.text)).toHaveLength(2);
    progress.close();
  });

  it.each([
    {
      what: 'links what is done to the console in a terminal that takes links',
      env: { TERM_PROGRAM: 'iTerm.app' },
      sandbox: false,
      link: true,
    },
    { what: 'has no links elsewhere', env: {}, sandbox: false, link: false },
    { what: 'has no links in a rehearsal', env: { TERM_PROGRAM: 'iTerm.app' }, sandbox: true, link: false },
  ])('$what', ({ env, sandbox, link }) => {
    const session = viewSession({ isTTY: true, env });
    const progress = createProgress(session, 1, { ...AWS, sandbox });
    progress.starting(cluster);
    progress.made(cluster, { name: 'the-cluster' });
    progress.done(cluster, 0);
    progress.close();
    const url = 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/the-cluster/services?region=eu-west-1';
    const text = 'created ecs.cluster the-cluster';
    expect(session.io.stderr.text.includes(`✔ \u001b]8;;${url}\u0007${text}\u001b]8;;\u0007\n`)).toBe(link);
    expect(session.io.stderr.text).toContain(text);
  });
});

describe('progress with --json', () => {
  it('is one event for each thing that happens, and nothing else', () => {
    const session = viewSession({ json: true });
    const progress = createProgress(session, 3, AWS);
    progress.starting(cluster);
    progress.note(cluster, ...waiting);
    progress.made(cluster, {});
    progress.done(cluster, 2.5);
    progress.starting(bucket);
    progress.failed(bucket, new Error('no'));
    progress.skipped(change('late'));
    progress.starting(change('kept', { action: 'keep' }));
    vi.advanceTimersByTime(60_000);
    progress.close();
    const resource = { type: 'resource', id: 'cluster', kind: 'ecs.cluster', action: 'create' };
    expect(eventsOf(session.io)).toEqual([
      { ...resource, status: 'started' },
      { type: 'note', id: 'cluster', code: 'waiting', what: 'cluster', state: 'PROVISIONING', seconds: 5 },
      { ...resource, status: 'made' },
      { ...resource, status: 'done', seconds: 2.5 },
      { type: 'resource', id: 'bucket', kind: 's3.bucket', action: 'delete', status: 'started' },
      { type: 'resource', id: 'bucket', kind: 's3.bucket', action: 'delete', status: 'failed' },
      { ...resource, id: 'late', status: 'skipped' },
    ]);
    expect(session.io.stderr.text).toBe('');
  });
});
