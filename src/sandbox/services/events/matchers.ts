import { ANY, fitsGlob, type Glob } from '../../glob.ts';

type Scalar = string | number | boolean | null;

/** One element of a pattern's list: a value to equal, or one comparison. */
export type Matcher = Scalar | Readonly<Record<string, unknown>>;

const isScalar = (value: unknown): value is Scalar => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ignoreCase = (value: unknown): string | undefined =>
  isRecord(value) && typeof value['equals-ignore-case'] === 'string' ? value['equals-ignore-case'] : undefined;

/** `prefix` and `suffix` take a string or `{"equals-ignore-case": string}`. */
const affix = (operand: unknown, value: unknown, test: (text: string, part: string) => boolean): boolean => {
  if (typeof value !== 'string') return false;
  const folded = ignoreCase(operand);
  if (folded !== undefined) return test(value.toLowerCase(), folded.toLowerCase());
  return typeof operand === 'string' && test(value, operand);
};

/** Two stars in a row, and a backslash before anything but a star or a backslash, are refused (github.com/aws/event-ruler). */
const WILDCARD = /^(?:\\[*\\]|\*(?!\*)|[^*\\])*$/;

/** A backslash takes the meaning of a star or of a backslash away. */
const globOf = (pattern: string): Glob =>
  [...pattern.matchAll(/\\([*\\])|([^])/gu)].map(([, escaped, plain = '']) => escaped ?? (plain === '*' ? ANY : plain));

const COMPARE: ReadonlyMap<unknown, (a: number, b: number) => boolean> = new Map([
  ['=', (a: number, b: number) => a === b],
  ['<', (a, b) => a < b],
  ['<=', (a, b) => a <= b],
  ['>', (a, b) => a > b],
  ['>=', (a, b) => a >= b],
]);

const numeric = (operand: unknown, value: unknown): boolean => {
  if (!Array.isArray(operand) || typeof value !== 'number') return false;
  const pairs = operand.flatMap((item: unknown, index) => (index % 2 === 0 ? [[item, operand[index + 1]] as const] : []));
  return pairs.every(([sign, limit]) => typeof limit === 'number' && COMPARE.get(sign)?.(value, limit) === true);
};

const isNumericOperand = (operand: unknown): boolean =>
  Array.isArray(operand) &&
  (operand.length === 2 || operand.length === 4) &&
  operand.every((item: unknown, index) => (index % 2 === 0 ? COMPARE.has(item) : typeof item === 'number'));

const toList = (operand: unknown): readonly unknown[] => (Array.isArray(operand) ? operand : [operand]);

const anythingBut = (operand: unknown, value: unknown): boolean => {
  if (!isRecord(operand)) return !toList(operand).includes(value);
  const [name = '', inner] = Object.entries(operand)[0] ?? [];
  return !toList(inner).some(item => comparison(name)?.matches(item, value));
};

interface Comparison {
  readonly legal: (operand: unknown) => boolean;
  readonly matches: (operand: unknown, value: unknown) => boolean;
}

const isString = (operand: unknown): boolean => typeof operand === 'string';
const isAffix = (operand: unknown): boolean => isString(operand) || ignoreCase(operand) !== undefined;

/** The comparisons of EventBridge that look at one value; `exists` looks at the field. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  prefix: { legal: isAffix, matches: (operand, value) => affix(operand, value, (text, part) => text.startsWith(part)) },
  suffix: { legal: isAffix, matches: (operand, value) => affix(operand, value, (text, part) => text.endsWith(part)) },
  wildcard: {
    legal: operand => typeof operand === 'string' && WILDCARD.test(operand),
    matches: (operand, value) => typeof value === 'string' && fitsGlob(globOf(String(operand)), value),
  },
  numeric: { legal: isNumericOperand, matches: numeric },
  'equals-ignore-case': {
    legal: isString,
    matches: (operand, value) => typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  },
  'anything-but': {
    legal: operand => {
      if (!isRecord(operand))
        return toList(operand).length > 0 && toList(operand).every(item => isScalar(item) && typeof item !== 'boolean');
      const entries = Object.entries(operand);
      return (
        entries.length === 1 &&
        entries.every(
          ([name, inner]) =>
            name !== 'numeric' && name !== 'anything-but' && toList(inner).every(item => comparison(name)?.legal(item) === true),
        )
      );
    },
    matches: anythingBut,
  },
};

const comparison = (name: string): Comparison | undefined => (Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined);

/** Whether this element of a pattern's list is one that EventBridge knows. */
export function isMatcher(value: unknown): value is Matcher {
  if (isScalar(value)) return true;
  if (!isRecord(value)) return false;
  const [entry, more] = Object.entries(value);
  if (entry === undefined || more !== undefined) return false;
  const [name, operand] = entry;
  return name === 'exists' ? typeof operand === 'boolean' : comparison(name)?.legal(operand) === true;
}

/** Whether a field with these values (none when it is absent) passes one matcher. */
export function passes(matcher: Matcher, values: readonly unknown[]): boolean {
  if (!isRecord(matcher)) return values.includes(matcher);
  const [name = '', operand] = Object.entries(matcher)[0] ?? [];
  if (name === 'exists') return values.length > 0 === operand;
  return values.some(value => comparison(name)?.matches(operand, value));
}
