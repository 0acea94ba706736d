import type { Answers, ImageType } from './config.ts';
import { UserError } from './errors.ts';

const FLAGS: readonly (readonly [option: string, type: ImageType])[] = [
  ['image', 'registry'],
  ['static', 'static'],
  ['archive', 'archive'],
  ['build', 'build'],
];

/** The image that `--image`, `--static`, `--archive` or `--build` names; at most one of them. */
export function imageAnswers(options: Readonly<Record<string, unknown>>): {
  readonly answers: Answers;
  readonly problems: readonly UserError[];
} {
  const given = FLAGS.filter(([option]) => options[option] !== undefined);
  if (given.length > 1)
    return { answers: {}, problems: [new UserError('severalImages', { flags: given.map(([option]) => `--${option}`).join(', ') })] };
  const [only] = given;
  if (only === undefined) return { answers: {}, problems: [] };
  const [option, type] = only;
  const value = options[option];
  // `--build` alone means this folder.
  return { answers: { 'image.type': type, 'image.from': value === true ? '.' : String(value) }, problems: [] };
}
