import { afterAll } from 'vitest';
import { cleanUp } from './helpers/after-run.ts';

// A set-up file of vitest's, which runs for each file of tests: the helpers themselves are loaded once for many.
afterAll(cleanUp);
