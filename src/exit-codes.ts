import { EXIT } from './errors.ts';

/** Every exit code with its name, in order; the names have words in the catalogue. Those of signals are the shell's. */
export const EXIT_CODES = [
  ...Object.entries(EXIT).map(([name, code]) => [name, String(code)] as const),
  ['interrupted', '129/130/143'] as const,
] as readonly (readonly [keyof typeof EXIT | 'interrupted', string])[];
