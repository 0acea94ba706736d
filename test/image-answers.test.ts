import { describe, expect, it } from 'vitest';
import { imageAnswers } from '../src/image-answers.ts';

describe('imageAnswers', () => {
  it.each([
    [{}, {}],
    [{ image: 'nginx:1' }, { 'image.type': 'registry', 'image.from': 'nginx:1' }],
    [{ static: 'site' }, { 'image.type': 'static', 'image.from': 'site' }],
    [{ archive: 'image.tar' }, { 'image.type': 'archive', 'image.from': 'image.tar' }],
    [{ build: 'app' }, { 'image.type': 'build', 'image.from': 'app' }],
    // `--build` alone means this folder.
    [{ build: true }, { 'image.type': 'build', 'image.from': '.' }],
  ])('makes answers of %j', (options, answers) => {
    expect(imageAnswers(options)).toEqual({ answers, problems: [] });
  });

  it('takes one image only', () => {
    const { answers, problems } = imageAnswers({ image: 'nginx', build: true });
    expect(answers).toEqual({});
    expect(problems).toMatchObject([{ code: 'severalImages', facts: { flags: '--image, --build' } }]);
  });
});
