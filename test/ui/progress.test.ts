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
    const progress = createProgress(session, 2);
    progress.starting(cluster);
    progress.note(cluster, ...waiting);
    progress.made(cluster, {});
    progress.done(cluster, 61.4);
    progress.starting(bucket);
    progress.failed(bucket, new Error('no'));
    progress.close();
    expect(session.io.stderr.text).toBe('✔ created ecs.cluster the-cluster 61s\n✖ s3.bucket the-bucket\n');
    expect(session.io.stdout.text).toBe('');
  });

  it('gives a sign of life every 30 seconds, with what is waited for in words', () => {
    const session = viewSession();
    const progress = createProgress(session, 2);
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
    const progress = createProgress(session, 1);
    progress.starting(cluster);
    progress.done(cluster, 0.2);
    progress.close();
    expect(session.io.stderr.text).toBe('✔ created ecs.cluster the-cluster\n');
  });

  it('speaks Korean', () => {
    const session = viewSession({ language: 'ko' });
    const progress = createProgress(session, 1);
    progress.starting(cluster);
    progress.note(cluster, ...waiting);
    vi.advanceTimersByTime(30_000);
    progress.done(cluster, 31);
    progress.close();
    expect(session.io.stderr.text).toBe(
      '… 30초째 작업 중: 0/1 · cluster (기다리는 중: cluster (PROVISIONING))\n✔ 생성 ecs.cluster the-cluster 31s\n',
    );
  });

  it('says nothing of what is only kept', () => {
    const session = viewSession();
    const progress = createProgress(session, 1);
    const kept = change('kept', { action: 'keep' });
    progress.starting(kept);
    progress.done(kept, 40);
    progress.close();
    expect(session.io.stderr.text).toBe('');
  });
});

describe('progress in a terminal', () => {
  /** The terminal's text without what moves the cursor. */
  // oxlint-disable-next-line no-control-regex -- escape sequences are what is taken away
  const drawn = (text: string): string => text.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, '');

  it('is a line that changes in place, cut to the width, and a lasting line for each thing that is done', () => {
    const session = viewSession({ isTTY: true, columns: 40 });
    Object.assign(session.io.stderr, { cursorTo: () => true, clearLine: () => true, moveCursor: () => true });
    const progress = createProgress(session, 2);
    progress.starting(cluster);
    progress.note(cluster, ...waiting);
    vi.advanceTimersByTime(500);
    const frames = drawn(session.io.stderr.text).match(/[⠀-⣿] [^⠀-⣿]*/g) ?? [];
    expect(frames.at(-1)).toBe('⠦ 0/2 · cluster (waiting for cluster...');
    expect(Math.max(...frames.map(frame => frame.length))).toBeLessThan(40);
    progress.done(cluster, 1);
    progress.close();
    expect(drawn(session.io.stderr.text)).toContain('✔ created ecs.cluster the-cluster 1s\n');
    const { length } = session.io.stderr.text;
    vi.advanceTimersByTime(1000);
    expect(session.io.stderr.text).toHaveLength(length);
  });

  it('stays one line when a note has several', () => {
    const session = viewSession({ isTTY: true });
    Object.assign(session.io.stderr, { cursorTo: () => true, clearLine: () => true, moveCursor: () => true });
    const progress = createProgress(session, 1);
    progress.starting(cluster);
    progress.note(cluster, 'buildingImage', { tool: 'docker', line: 'one\ntwo' });
    progress.close();
    expect(session.io.stderr.text).not.toContain('\n');
  });
});

describe('progress with --json', () => {
  it('is one event for each thing that happens, and nothing else', () => {
    const session = viewSession({ json: true });
    const progress = createProgress(session, 3);
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
