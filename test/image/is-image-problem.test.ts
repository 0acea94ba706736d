import { expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { imageProblems } from '../../src/i18n/en/image.ts';
import { isImageProblem } from '../../src/image/is-image-problem.ts';

it('knows every problem of images from all others', () => {
  const codes = Object.keys(imageProblems) as (keyof typeof imageProblems)[];
  expect(codes.filter(code => !isImageProblem(new UserError(code, {} as never)))).toEqual([]);
  expect([new UserError('deploymentRunning', { deployment: 'd-1' }), new Error('registryRefused')].some(isImageProblem)).toBe(false);
});
