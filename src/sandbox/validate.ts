import { checkConstraint } from './check-constraint.ts';
import { constraintsOf, type Constraint, type ConstraintTable } from './constraints.ts';
import { valuesOf, type Values } from './protocols/protocol.ts';
import type { Member, Structure } from './protocols/schema.ts';

/** Where in an input a value is. */
interface Place {
  /** `pipeline.stages.1.member.name` */
  readonly path: string;
  /** The member of a structure that holds the value, as the model names it, be it through a list or map. */
  readonly member: string;
}

/** One way in which an input breaks the model. */
export interface Violation extends Place {
  /** Null where a required member is missing. */
  readonly value: unknown;
  /** In AWS's words: `Member must not be null`. */
  readonly constraint: string;
}

// Whatever the case of a member in the model, AWS writes it so in these messages.
const placeOf = (path: string, member: string): Place => {
  const segment = member.charAt(0).toLowerCase() + member.slice(1);
  return { path: path ? `${path}.${segment}` : segment, member };
};

const within = ({ path, member }: Place, segment: string): Place => ({ path: `${path}.${segment}`, member });

const checkInside = (
  table: ConstraintTable,
  constraint: Constraint | undefined,
  { shape }: Member,
  value: unknown,
  place: Place,
): readonly Violation[] => {
  const at = (index: number | undefined): Constraint | undefined => (index === undefined ? undefined : table.constraints[index]);
  if (shape.kind === 'structure') return checkStructure(table, shape, valuesOf(value), place.path);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      checkMember(table, at(constraint?.member), shape.member, item, within(place, `${index + 1}.member`)),
    );
  }
  if (shape.kind !== 'map') return [];
  return Object.entries(valuesOf(value)).flatMap(([key, item]) => [
    ...checkMember(table, at(constraint?.key), shape.key, key, within(place, 'key')),
    ...checkMember(table, at(constraint?.value), shape.value, item, within(place, `${key}.member`)),
  ]);
};

const checkMember = (
  table: ConstraintTable,
  constraint: Constraint | undefined,
  member: Member,
  value: unknown,
  place: Place,
): readonly Violation[] => {
  const broken = constraint ? checkConstraint(constraint, member.shape, value) : [];
  return [...broken.map(text => ({ ...place, value, constraint: text })), ...checkInside(table, constraint, member, value, place)];
};

const checkStructure = (table: ConstraintTable, shape: Structure, values: Values, path: string): readonly Violation[] => {
  const positions = table.structures[shape.name] ?? {};
  return [...shape.members].flatMap(([name, member]) => {
    const value = values[name];
    const position = positions[name];
    const constraint = position === undefined ? undefined : table.constraints[position];
    if (value !== undefined && value !== null) return checkMember(table, constraint, member, value, placeOf(path, name));
    // SDKs fill in idempotency tokens by themselves; AWS does without.
    if (!shape.required.has(name) || member.traits.idempotencyToken !== undefined) return [];
    return [{ ...placeOf(path, name), value: null, constraint: 'Member must not be null' }];
  });
};

/** All violations of an input of a service against the model of AWS. */
export const validate = (service: string, shape: Structure, values: Values): readonly Violation[] =>
  checkStructure(constraintsOf(service), shape, values, '');

const show = (value: unknown): string => {
  if (value === null) return 'null';
  return `'${typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean | bigint).toString()}'`;
};

/** `1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null` */
export const violationText = (violations: readonly Violation[]): string => {
  const each = violations.map(
    ({ path, value, constraint }) => `Value ${show(value)} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${each.join('; ')}`;
};
