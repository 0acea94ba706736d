import { describe, expect, it } from 'vitest';
import { createColour } from '../../src/ui/colour.ts';

describe('createColour', () => {
  it.each([
    { what: 'a terminal', options: {}, coloured: true },
    { what: 'a file', options: { isTTY: false }, coloured: false },
    { what: '--no-color', options: { flag: false }, coloured: false },
    { what: '--no-color against FORCE_COLOR', options: { flag: false, env: { FORCE_COLOR: '1' } }, coloured: false },
    { what: 'NO_COLOR', options: { env: { NO_COLOR: '1' } }, coloured: false },
    { what: 'an empty NO_COLOR', options: { env: { NO_COLOR: '' } }, coloured: true },
    { what: 'NO_COLOR against FORCE_COLOR', options: { env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, coloured: false },
    { what: 'FORCE_COLOR into a file', options: { env: { FORCE_COLOR: '1' }, isTTY: false }, coloured: true },
    { what: 'FORCE_COLOR=0', options: { env: { FORCE_COLOR: '0' } }, coloured: false },
    { what: 'FORCE_COLOR=false', options: { env: { FORCE_COLOR: 'false' } }, coloured: false },
    { what: 'a dumb terminal', options: { env: { TERM: 'dumb' } }, coloured: false },
    { what: 'FORCE_COLOR in a dumb terminal', options: { env: { TERM: 'dumb', FORCE_COLOR: '1' } }, coloured: true },
  ])('colours for $what: $coloured', ({ options, coloured }) => {
    const colour = createColour({ flag: true, env: {}, isTTY: true, ...options });
    expect(colour.red('x')).toBe(coloured ? '\u001b[31mx\u001b[39m' : 'x');
  });
});
