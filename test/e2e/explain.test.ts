import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { STEPS } from '../../src/steps/index.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';

const PLAN = ['plan', '--sandbox', '--yes', '--app', 'shop', '--explain'];

interface Thing {
  readonly id: string;
  readonly why: string;
  readonly commands: readonly string[];
}

describe('--explain', () => {
  it('says for each step what it is for, with the commands that do the same', async () => {
    const { events } = await runWizard(await emptyProject(), [...PLAN, '--json']);
    const lessons = events.filter(({ type }) => type === 'lesson');
    expect(lessons.map(({ step }) => step)).toEqual(STEPS.map(({ name }) => name));
    const things = lessons.flatMap(lesson => lesson['things'] as readonly Thing[]);
    const planned = events.find(({ type }) => type === 'plan')?.['changes'] as readonly { readonly id: string }[];
    expect(things.map(({ id }) => id).toSorted()).toEqual([...planned.map(({ id }) => id), 'network'].toSorted());
    expect(things.filter(({ commands }) => commands.length === 0).map(({ id }) => id)).toEqual(['network']);
    expect(things.filter(({ why }) => why === '')).toEqual([]);
  });

  it('speaks Korean, and keeps the commands apart', async () => {
    const { stdout, stderr } = await runWizard(await emptyProject(), [...PLAN, '--lang', 'ko']);
    for (const { name } of STEPS) expect(stderr).toContain(LANGUAGES.ko.steps[name].why);
    for (const why of Object.values(LANGUAGES.ko.lessons)) expect(stderr).toContain(why.replace('wizard logs', ''));
    expect(stdout).toMatch(/^set -euo pipefail\nexport AWS_REGION=ap-northeast-2 [^\n]*\ndocker version > \/dev\/null\n/);
    expect(stdout).toMatch(/docker pull --platform linux\/amd64 127\.0\.0\.1:\d+\/sandbox\/sample:v1\n/);
    expect(stdout).toContain('aws deploy create-deployment-group');
  });
});
