import { createHash, randomBytes } from 'node:crypto';

/** EC2's ids are 17 hexadecimal digits after the prefix that tells the kind. */
const DIGITS = 17;

export const newId = (prefix: string): string => `${prefix}-${randomBytes(9).toString('hex').slice(0, DIGITS)}`;

/** An id that is the same for the same seed. */
export const stableId = (prefix: string, seed: string): string =>
  `${prefix}-${createHash('sha256').update(`${prefix}/${seed}`).digest('hex').slice(0, DIGITS)}`;
