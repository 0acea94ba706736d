import { UserError } from '../errors.ts';

/** Whether a problem is one of those of getting an image: another image would not have it. */
export const isImageProblem = (problem: unknown): boolean =>
  problem instanceof UserError && /^(?:image|registry|dockerfile|builder)/.test(problem.code);
