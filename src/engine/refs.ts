import type { Context, Inputs, Join, Kind, Node, Outputs, OutputValue, Ref } from './types.ts';

/** What a plan shows for a value that exists only after apply. */
export const UNKNOWN = '(known after apply)';

/** A wanted thing; `out` holds a reference for each output that its kind promises. `settings`: where the user says what cannot be changed later. */
export function node<Spec extends object, Out extends Outputs, C extends Context>(
  step: string,
  id: string,
  kind: Kind<Spec, Out, C>,
  spec: Inputs<Spec>,
  settings: { readonly [K in keyof Spec]?: string } = {},
): Node & { readonly out: { readonly [K in keyof Out]-?: Ref } } {
  const out = Object.fromEntries(kind.outputs.map(attr => [attr, { $ref: id, attr }]));
  return { step, id, kind, spec, settings, out: out as { [K in keyof Out]-?: Ref } };
}

/** Text around references: text`${repository.out.uri}:latest`. */
export function text(strings: TemplateStringsArray, ...values: (string | Ref)[]): Join {
  return { $join: strings.flatMap((part, i) => (i < values.length ? [part, values[i] as string | Ref] : [part])) };
}

const isRef = (value: object): value is Ref => '$ref' in value;
const isJoin = (value: object): value is Join => '$join' in value;

/** Every reference in a value, in order, each once. */
export function refsIn(value: unknown): readonly Ref[] {
  const found = new Map<string, Ref>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (isRef(part)) found.set(`${part.$ref}.${part.attr}`, part);
    else if (isJoin(part)) part.$join.forEach(visit);
    else Object.values(part).forEach(visit);
  };
  visit(value);
  return [...found.values()];
}

/** The ids of the nodes that a spec refers to. */
export const needsOf = (spec: unknown): readonly string[] => [...new Set(refsIn(spec).map(ref => ref.$ref))];

/** The value with each reference replaced by what `lookup` knows, or by `UNKNOWN`; a text with an unknown part is unknown as a whole. */
export function resolve(value: unknown, lookup: (ref: Ref) => OutputValue | undefined): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (isRef(value)) return lookup(value) ?? UNKNOWN;
  if (isJoin(value)) {
    const parts = value.$join.map(part => (typeof part === 'string' ? part : lookup(part)));
    return parts.includes(undefined) ? UNKNOWN : parts.join('');
  }
  if (Array.isArray(value)) return value.map(item => resolve(item, lookup));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, lookup)]));
}

/** Whether a value, or any part of it, exists only after apply. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}
