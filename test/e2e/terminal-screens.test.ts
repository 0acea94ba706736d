import { expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { emptyProject } from '../helpers/cli.ts';
import { answer, KEYS, runInTerminal, type TerminalRun } from '../helpers/terminal.ts';

/** What is another one each time: ports, IDs, how long it took the last time. */
const steady = (screen: string): string =>
  screen
    .replaceAll(/(127\.0\.0\.1:)\d+/g, '$1PORT')
    .replaceAll(/(vpc|subnet)-\w+/g, '$1-ID')
    .replaceAll(/\d+ ?(s until|초)/g, 'N $1');

/** The question that is open, with what stands below it. */
function questionOf(terminal: TerminalRun): string {
  const lines = terminal.screen().split('\n');
  return lines.slice(lines.findLastIndex(line => line.startsWith('? '))).join('\n');
}

const TERMINALS = Object.entries(LANGUAGES).flatMap(([language, messages]) => [100, 60].map(cols => ({ language, messages, cols })));

it.each(TERMINALS)(
  'asks, explains, complains, searches, goes back and reviews in $language as is written down, $cols columns wide',
  { timeout: 60_000 },
  async ({ language, messages: { ask, wizard }, cols }) => {
    const terminal = runInTerminal(await emptyProject(), ['init', '--sandbox', '--lang', language], { cols, rows: 80 });
    const screens: string[] = [];
    const keep = (): void => void screens.push(questionOf(terminal));
    await answer(terminal, ask.app.message, '?');
    await terminal.waitFor('--app');
    terminal.type('Shop');
    await terminal.waitFor(/ Shop\n> /);
    keep();
    terminal.type(`${KEYS.backspace.repeat(4)}shop${KEYS.enter}`);
    await answer(terminal, ask['image.type'].message, `${KEYS.down}${KEYS.enter}`);
    await answer(terminal, wizard.imageFrom.static.message, KEYS.escape);
    await terminal.waitFor(/ ← .*\n[^❯]*❯ .* static\n[^❯]*•[^❯]*$/);
    keep();
    terminal.type(`${KEYS.up}${KEYS.enter}`);
    await answer(terminal, wizard.whatNow, `${KEYS.down}${KEYS.enter}`);
    await answer(terminal, wizard.whichSetting, 'port');
    await terminal.waitFor(/ port\n❯ /);
    keep();
    terminal.type(KEYS.escape);
    await terminal.waitFor(`${wizard.whichSetting} ←`);
    await answer(terminal, wizard.whatNow, `n${KEYS.enter}`);
    expect(await terminal.exit).toBe(0);
    expect(terminal.brokenLines()).toEqual([]);
    const text = [...screens, terminal.screen()].map(screen => `${steady(screen)}\n`).join(`${'═'.repeat(cols)}\n`);
    await expect(text).toMatchFileSnapshot(`screens/init-${language}-${cols}.txt`);
  },
);
