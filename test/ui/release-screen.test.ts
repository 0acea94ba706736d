import xterm from '@xterm/headless';
import { describe, expect, it, vi } from 'vitest';
import type { ReleaseEvent } from '../../src/release/release-event.ts';
import { displayWidth } from '../../src/ui/columns.ts';
import { createReleaseView } from '../../src/ui/release-view.ts';
import { viewSession } from './stage.ts';

const NOW = new Date('2026-01-02T03:04:05Z');
const before = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString();

const taskSet = (label: string, percent: number, running: number, pending = 0) => ({
  label,
  targetGroup: `ecs-codepipeline-${label.toLowerCase()}`,
  percent,
  desired: 2,
  pending,
  running,
});

const health = (label: string, states: Readonly<Record<string, number>>, ...reasons: string[]): ReleaseEvent => ({
  type: 'health',
  targetGroup: `ecs-codepipeline-${label}`,
  states,
  reasons,
});

const EVENTS: readonly ReleaseEvent[] = [
  { type: 'execution', executionId: 'e-1', status: 'InProgress' },
  { type: 'action', stage: 'Source', action: 'Image', status: 'Succeeded', seconds: 2 },
  { type: 'action', stage: 'Deploy', action: 'Deploy', status: 'InProgress' },
  { type: 'deployment', deploymentId: 'd-1', status: 'InProgress' },
  { type: 'lifecycle', event: 'BeforeInstall', status: 'Succeeded', seconds: 0.4 },
  { type: 'lifecycle', event: 'Install', status: 'InProgress', since: before(62) },
  { type: 'traffic', taskSets: [taskSet('Blue', 100, 2), taskSet('Green', 0, 0, 1)] },
  health('blue', { healthy: 2 }),
  {
    type: 'service-event',
    id: '1',
    at: before(60),
    message:
      '(service shop, taskSet ecs-svc/1) registered 1 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/shop-green/0a)',
  },
  { type: 'traffic', taskSets: [taskSet('Blue', 90, 2), taskSet('Green', 10, 1, 1)] },
  health('green', { healthy: 1, initial: 1 }),
];

const AFTER: readonly ReleaseEvent[] = [
  { type: 'lifecycle', event: 'Install', status: 'Succeeded', seconds: 70 },
  { type: 'traffic', taskSets: [taskSet('Blue', 0, 2), taskSet('Green', 100, 2)] },
  health('green', { healthy: 2 }),
  { type: 'kept', minutes: 5, seconds: 300, until: before(-272) },
];

/** What a person sees of these events in a terminal. */
async function screen(
  events: readonly ReleaseEvent[],
  options: { readonly cols?: number; readonly rows?: number; readonly language?: 'en' | 'ko'; readonly resized?: number } = {},
) {
  const { cols = 100, rows = 30, language = 'en', resized = cols } = options;
  vi.useFakeTimers({ now: NOW });
  const session = viewSession({ isTTY: true, columns: cols, language });
  const { stderr } = session.io;
  Object.assign(stderr, { rows });
  const terminal = new xterm.Terminal({ cols, rows, convertEol: true, allowProposedApi: true });
  const view = createReleaseView(session);
  let shown = 0;
  const flush = async (): Promise<void> => {
    const text = stderr.text.slice(shown);
    shown = stderr.text.length;
    vi.useRealTimers();
    await new Promise<void>(resolve => terminal.write(text, resolve));
    vi.useFakeTimers({ now: NOW });
  };
  try {
    for (const event of events) view.show(event);
    await flush();
    if (resized !== cols) {
      terminal.resize(resized, rows);
      Object.assign(stderr, { columns: resized });
      stderr.emit('resize');
      await flush();
    }
    const { active } = terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
    return lines.join('\n').trimEnd().split('\n');
  } finally {
    view.close();
    vi.useRealTimers();
    terminal.dispose();
  }
}

const LASTING = [
  '✔ Source / Image: succeeded',
  '· Deploy / Deploy: in progress',
  '  Deployment d-1: in progress',
  '  ✔ BeforeInstall          succeeded 0.4 s',
  '    ECS: registered 1 targets in (target-group shop-green)',
];

describe('the screen of a release', () => {
  it('keeps what is over, and below it what goes on, in place', async () => {
    expect(await screen(EVENTS)).toEqual([
      ...LASTING,
      '✔ Source  · Deploy   Install 1 min 2 s',
      '  old  ecs-codepipeline-blue   #########-   90%  2/2     2 healthy',
      '  new  ecs-codepipeline-green  #---------   10%  1/2 +1  1 healthy, 1 checking',
    ]);
  });

  it('ends with all traffic on the new version, and counts down while the old one is kept', async () => {
    expect(await screen([...EVENTS, ...AFTER])).toEqual([
      ...LASTING,
      '  ✔ Install                succeeded 1 min 10 s',
      '  The old version is kept for 5 more minutes, in case you roll back.',
      '✔ Source  · Deploy',
      '  old  ecs-codepipeline-blue   ----------    0%  2/2  2 healthy',
      '  new  ecs-codepipeline-green  ##########  100%  2/2  2 healthy',
      'The old version is kept for 4 min 32 s more.',
    ]);
  });

  it('is the same in Korean, aligned by what syllables take', async () => {
    const lines = await screen(EVENTS, { language: 'ko' });
    expect(lines.slice(-3)).toEqual([
      '✔ Source  · Deploy   Install 1분 2초',
      '  이전  ecs-codepipeline-blue   #########-   90%  2/2     정상 2',
      '  새    ecs-codepipeline-green  #---------   10%  1/2 +1  정상 1, 확인 중 1',
    ]);
    const starts = lines.slice(-2).map(line => displayWidth(line.slice(0, line.indexOf('ecs-'))));
    expect(new Set(starts).size).toBe(1);
  });

  it.each(['en', 'ko'] as const)('fits into 60 columns, without its bars (%s)', async language => {
    const lines = await screen(EVENTS, { cols: 60, language });
    const drawn = lines.slice(-3);
    expect(drawn[0]).toBe(language === 'ko' ? '✔ Source  · Deploy   Install 1분 2초' : '✔ Source  · Deploy   Install 1 min 2 s');
    expect(drawn[2]).toMatch(/ecs-codepipeline-green {3}10%/);
    for (const line of drawn) expect(displayWidth(line)).toBeLessThan(60);
  });

  it('leaves nothing behind when the terminal becomes narrower or wider', async () => {
    for (const resized of [60, 140]) {
      const lines = await screen(EVENTS, { cols: 110, resized });
      expect(lines.filter(line => line.includes('Install 1 min'))).toHaveLength(1);
      expect(lines.filter(line => line.includes('ecs-codepipeline-green'))).toHaveLength(1);
    }
  });

  it('never grows beyond a low terminal', async () => {
    const lines = await screen([...EVENTS, ...AFTER], { rows: 3 });
    expect(lines.filter(line => line.startsWith('✔ Source  · Deploy'))).toHaveLength(1);
    expect(lines.filter(line => line.startsWith('  old'))).toHaveLength(1);
  });

  it('takes the block away when it is closed, and draws nothing where it must not', () => {
    const good = viewSession({ isTTY: true });
    const view = createReleaseView(good);
    EVENTS.forEach(view.show);
    view.close();
    expect(good.io.stderr.text.endsWith('\u001b[2K')).toBe(true);
    for (const env of [{ TERM: 'dumb' }, { CI: '1' }]) {
      const dumb = viewSession({ isTTY: true, env });
      const still = createReleaseView(dumb);
      EVENTS.forEach(still.show);
      still.close();
      expect(dumb.io.stderr.text).not.toContain('\u001b');
      expect(dumb.io.stderr.text).toContain('ecs-codepipeline-green: 1 healthy, 1 checking');
    }
  });
});
