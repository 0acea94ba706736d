import { valuesOf, type Values } from './protocols/protocol.ts';
import type { Member, Structure } from './protocols/schema.ts';

/** One way in which an input breaks the model. */
export interface Violation {
  /** `pipeline.stages.1.member.name` */
  readonly path: string;
  readonly value: unknown;
  /** In AWS's words: `Member must not be null`. */
  readonly constraint: string;
}

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);

const checkMember = (member: Member, value: unknown, path: string): readonly Violation[] => {
  const { shape } = member;
  if (shape.kind === 'structure') return validate(shape, valuesOf(value), path);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => checkMember(shape.member, item, `${path}.${index + 1}.member`));
  }
  if (shape.kind === 'map') {
    return Object.entries(valuesOf(value)).flatMap(([key, item]) => checkMember(shape.value, item, `${path}.${key}`));
  }
  return [];
};

/** All violations of an input against its shape. */
export const validate = (shape: Structure, values: Values, path = ''): readonly Violation[] =>
  [...shape.members].flatMap(([name, member]) => {
    const value = values[name];
    if (value !== undefined) return checkMember(member, value, join(path, name));
    if (!shape.required.has(name) || member.traits.idempotencyToken !== undefined) return [];
    return [{ path: join(path, name), value: null, constraint: 'Member must not be null' }];
  });

const show = (value: unknown): string => (value === null ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`);

/** `1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null` */
export const violationText = (violations: readonly Violation[]): string => {
  const each = violations.map(
    ({ path, value, constraint }) => `Value ${show(value)} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${each.join('; ')}`;
};
