import type { Constraint } from './constraints.ts';
import type { Shape } from './protocols/schema.ts';

// Escapes that Java allows and JavaScript refuses in Unicode patterns.
const NEEDLESS_ESCAPE = /\\([_ '":;=@,~!%&#<>`])/g;

const compile = (pattern: string): RegExp => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    const plain = pattern.replaceAll(NEEDLESS_ESCAPE, '$1');
    // A hyphen may be escaped in a character class only, which a Unicode pattern insists on.
    return new RegExp(`^(?:${plain})$`);
  }
};

/** The same sets of texts in patterns that are not tried in ever more ways on texts that do not match. */
const QUICKER: ReadonlyMap<string, string> = new Map([
  [String.raw`^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$`, String.raw`\t*[\x20-\x7E][\t\x20-\x7E]*`],
]);

/** No ARN is longer; the patterns of ARNs take for ever on texts that are. */
const LONGEST_ARN = 2048;

const patterns = new Map<string, RegExp>();

const matches = (pattern: string, value: string): boolean => {
  if (pattern.startsWith('arn:') && value.length > LONGEST_ARN) return false;
  const expression = patterns.get(pattern) ?? compile(QUICKER.get(pattern) ?? pattern);
  patterns.set(pattern, expression);
  return expression.test(value);
};

const lengthOf = (shape: Shape, value: unknown): number | undefined => {
  if (typeof value === 'string') return Array.from(value).length;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return shape.kind === 'map' && typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
};

const checkRange = ({ min, max }: Constraint, size: number, what: 'length' | 'value'): readonly string[] => [
  ...(min !== undefined && size < min ? [`Member must have ${what} greater than or equal to ${min}`] : []),
  ...(max !== undefined && size > max ? [`Member must have ${what} less than or equal to ${max}`] : []),
];

/** What a value breaks of its own constraint, in AWS's words; what is inside it is not looked at. */
export const checkConstraint = (constraint: Constraint, shape: Shape, value: unknown): readonly string[] => {
  const length = lengthOf(shape, value);
  const broken: string[] = [];
  if (typeof value === 'string') {
    if (constraint.enum && !constraint.enum.includes(value))
      broken.push(`Member must satisfy enum value set: [${constraint.enum.join(', ')}]`);
    if (constraint.pattern !== undefined && !matches(constraint.pattern, value)) {
      broken.push(`Member must satisfy regular expression pattern: ${constraint.pattern}`);
    }
  }
  if (constraint.integer && typeof value === 'number' && !Number.isInteger(value)) broken.push('Member must be an integer');
  if (length !== undefined) broken.push(...checkRange(constraint, length, 'length'));
  else if (typeof value === 'number') broken.push(...checkRange(constraint, value, 'value'));
  return broken;
};
