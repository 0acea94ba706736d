import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/engine/failures.ts';
import { EXIT, UserError } from '../../src/errors.ts';
import { showError } from '../../src/ui/error-view.ts';
import { eventsOf, viewSession } from './stage.ts';

const noRegion = new UserError('regionMissing', {});
const foreign = new UserError('foreign', { node: 'cluster', type: 'ecs.cluster', name: 'shop', owner: undefined });
const bug = new TypeError('x is not a function');

function show(error: unknown, session = viewSession()) {
  const code = showError(error, { ...session, version: '1.2.3' });
  return { code, stdout: session.io.stdout.text, stderr: session.io.stderr.text, io: session.io };
}

describe('showError', () => {
  it('prints message and remedy, and returns the exit code of the problem', () => {
    expect(show(noRegion)).toMatchObject({
      code: EXIT.config,
      stdout: '',
      stderr: '✖ No AWS region is set.\n  → Name it with --region, in AWS_REGION, or in your AWS profile; with --sandbox none is needed.\n',
    });
  });

  it('speaks Korean', () => {
    expect(show(noRegion, viewSession({ language: 'ko' })).stderr).toMatch(/^✖ AWS 리전이 정해지지 않았습니다\.\n {2}→ --region 옵션이나/);
  });

  it('prints all of several problems, also of nested ones, and returns the gravest exit code', () => {
    const { code, stderr } = show(new AggregateError([noRegion, new AggregateError([foreign])]));
    expect(code).toBe(EXIT.locked);
    expect(stderr.match(/^✖ /gm)).toHaveLength(2);
  });

  it('says once what several things failed of', () => {
    const failure = (id: string) => ({
      id,
      type: 'ecs.cluster',
      step: 'service',
      error: new UserError('throttled', { action: 'ecs:Create', seconds: 11 }),
    });
    expect(show(new Failures([failure('a'), failure('b')])).stderr.match(/^✖ /gm)).toHaveLength(1);
  });

  it('shows a bug with its stack, whatever else there is', () => {
    const { code, stderr } = show(new AggregateError([bug, noRegion]));
    expect(code).toBe(EXIT.bug);
    expect(stderr).toMatch(/^✖ No AWS region[\s\S]*✖ This is a fault of wizard 1\.2\.3[\s\S]*TypeError: x is not a function\n {4}at /);
  });

  it.each([
    ['a thrown text', 'just text'],
    ['an aggregate of nothing', new AggregateError([])],
    ['undefined', undefined],
  ])('takes %s for a bug', (_, thrown) => {
    expect(show(thrown).code).toBe(EXIT.bug);
  });

  it('knows a full disk', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
    expect(show(full)).toMatchObject({ code: EXIT.config, stderr: expect.stringContaining('(ENOSPC)') });
  });

  it('lets no text of AWS steer the terminal', () => {
    const nasty = new UserError('awsRefused', { action: 'ecs:X', error: 'E\u001b[2J', message: 'no\u001b]0;title\u0007' });
    expect(show(nasty).stderr).toContain('AWS refused ecs:X: E: no\n');
  });

  it('is one result event with --json, with codes, words and facts', () => {
    const { io, stderr } = show(new AggregateError([foreign, bug]), viewSession({ json: true }));
    expect(stderr).toBe('');
    expect(eventsOf(io)).toEqual([
      {
        type: 'result',
        ok: false,
        errors: [
          {
            code: 'foreign',
            message: expect.stringContaining('shop exists already'),
            remedy: expect.stringContaining('--adopt'),
            facts: { node: 'cluster', type: 'ecs.cluster', name: 'shop' },
          },
          { code: 'bug', message: expect.stringContaining('TypeError'), remedy: expect.stringContaining('report') },
        ],
      },
    ]);
  });
});
