import { expect } from 'vitest';

/** Matches a message: a text to the letter, a pattern somewhere in it. */
export const wording = (message: string | RegExp): unknown => (typeof message === 'string' ? message : expect.stringMatching(message));
