import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/diagnosis/diagnose-release.ts';
import { showDiagnosis } from '../../src/ui/diagnosis-view.ts';
import { eventsOf, viewSession } from './stage.ts';

const CRASH: Diagnosis = {
  cause: { code: 'containerCrashed', facts: { container: 'shop', exitCode: '1', line: 'Error: no database' } },
  chain: [
    { what: 'action', text: 'Deploy: Failed' },
    { what: 'container', text: 'shop: exit code 1\nand a second line' },
  ],
  links: ['https://console.example/pipeline'],
  unseen: [{ part: 'logs:GetLogEvents', why: 'AccessDeniedException' }],
};

const shown = (diagnosis: Diagnosis, language: 'en' | 'ko', facts?: 'only') => {
  const session = { ...viewSession({ language }), options: { sandbox: true } };
  showDiagnosis(session, diagnosis, { print: session.output.print, ...(facts && { facts }) });
  return session.io.stdout.text.trimEnd().split('\n');
};

describe('showDiagnosis', () => {
  it('tells the facts in order, what was not seen, where the console shows it, and last the cause and its remedy', () => {
    const [title, action, container, unseen, console_, link, cause, remedy, ...rest] = shown(CRASH, 'en');
    expect(title).toMatch(/\w/);
    expect(action).toMatch(/^ {2}\S.* Deploy: Failed$/);
    expect(container).toMatch(/shop: exit code 1$/);
    expect(unseen).toMatch(/not seen +logs:GetLogEvents \(AccessDeniedException\)$/);
    expect(console_).toMatch(/console/i);
    expect(link).toBe('  https://console.example/pipeline');
    expect(cause).toMatch(/^✖ .*shop.*Error: no database/);
    expect(remedy).toMatch(/^ {2}→ .*wizard release .*--sandbox/);
    expect(rest).toEqual([]);
  });

  it('calls target groups by their names', () => {
    const text = '1x ServiceSchedulerInitiated: in (target-group arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/shop-green/0a)';
    const [, task] = shown({ cause: undefined, chain: [{ what: 'task', text }], links: [], unseen: [] }, 'en');
    expect(task).toMatch(/1x ServiceSchedulerInitiated: in \(target-group shop-green\)$/);
  });

  it('speaks Korean, down to the facts', () => {
    const lines = shown(CRASH, 'ko');
    expect(lines).toHaveLength(8);
    for (const line of lines.filter(text => !text.includes('https://'))) expect(line).toMatch(/[가-힣]/);
  });

  it('leaves the cause to an error that follows, and says so where it is not known', () => {
    expect(shown(CRASH, 'en', 'only').join('\n')).not.toContain('✖');
    const [title, unknown, ...rest] = shown({ cause: undefined, chain: [], links: [], unseen: [] }, 'en');
    expect([title, unknown]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
    expect(rest).toEqual([]);
  });

  it('tells programs everything, with the words', () => {
    const session = { ...viewSession({ json: true }), options: {} };
    showDiagnosis(session, CRASH);
    expect(eventsOf(session.io)).toEqual([
      {
        type: 'diagnosis',
        cause: { ...CRASH.cause, message: expect.stringContaining('shop'), remedy: expect.stringContaining('wizard release') },
        chain: CRASH.chain,
        links: CRASH.links,
        unseen: CRASH.unseen,
      },
    ]);
  });
});
