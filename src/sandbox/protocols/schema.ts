import type { SchemaTraitsObject, StaticOperationSchema } from '@smithy/types';

/** How a timestamp is written; `default` is the protocol's own. */
export type TimestampFormat = 'default' | 'date-time' | 'http-date' | 'epoch-seconds';

/** A member of a structure, list or map: its shape, and the traits of shape and member together. */
export interface Member {
  readonly shape: Shape;
  readonly traits: SchemaTraitsObject;
}

export interface Structure {
  readonly kind: 'structure';
  readonly name: string;
  readonly traits: SchemaTraitsObject;
  readonly members: ReadonlyMap<string, Member>;
  readonly required: ReadonlySet<string>;
}

interface List {
  readonly kind: 'list';
  readonly traits: SchemaTraitsObject;
  readonly member: Member;
}

interface Dictionary {
  readonly kind: 'map';
  readonly traits: SchemaTraitsObject;
  readonly key: Member;
  readonly value: Member;
}

export interface Scalar {
  readonly kind: 'string' | 'number' | 'boolean' | 'bigint' | 'document' | 'blob';
  readonly traits: SchemaTraitsObject;
}

export interface Timestamp {
  readonly kind: 'timestamp';
  readonly traits: SchemaTraitsObject;
  readonly format: TimestampFormat;
}

/** A shape of an AWS model, as the protocols walk it. */
export type Shape = Structure | List | Dictionary | Scalar | Timestamp;

/** An operation of an AWS model. `input` and `output` are empty structures where the model has none. */
export interface OperationShape {
  readonly name: string;
  readonly traits: SchemaTraitsObject;
  readonly input: Structure;
  readonly output: Structure;
  /** Whether the model declares an output at all: Query services leave out the result element if not. */
  readonly hasOutput: boolean;
}

const BITS = ['httpLabel', 'idempotent', 'idempotencyToken', 'sensitive', 'httpPayload', 'httpResponseCode', 'httpQueryParams'] as const;
const LIST_BIT = 64;
const MAP_BIT = 128;
const SIMPLE_BITS = 63;
const EMPTY: Structure = { kind: 'structure', name: 'Unit', traits: {}, members: new Map(), required: new Set() };

const TIMESTAMPS: Readonly<Record<number, TimestampFormat>> = { 4: 'default', 5: 'date-time', 6: 'http-date', 7: 'epoch-seconds' };
const SCALARS: Readonly<Record<number, Scalar['kind']>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  15: 'document',
  17: 'bigint',
  19: 'number',
  21: 'blob',
  42: 'blob',
};

// The tuples are typed as loosely as unions of arrays of references; they are read by position, once, here.
type Tuple = readonly [tag: number, namespace: string, name: string, traits: unknown, ...rest: unknown[]];

const isTuple = (schema: unknown): schema is Tuple =>
  Array.isArray(schema) && typeof schema[0] === 'number' && typeof schema[1] === 'string';

const dereference = (reference: unknown): unknown => {
  let schema = reference;
  while (typeof schema === 'function') schema = (schema as () => unknown)();
  return schema;
};

const traitsOf = (traits: unknown): SchemaTraitsObject => {
  if (typeof traits === 'number')
    return Object.fromEntries(BITS.flatMap((bit, index) => ((traits >> index) & 1 ? [[bit, 1 as const]] : [])));
  return typeof traits === 'object' && traits !== null ? (traits as SchemaTraitsObject) : {};
};

const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** Shapes may contain themselves, so a member finds its shape only when asked. */
const memberOf = (reference: unknown): Member => {
  let target = reference;
  let own: SchemaTraitsObject = {};
  while (Array.isArray(target) && target.length === 2) {
    own = { ...traitsOf(target[1]), ...own };
    target = target[0];
  }
  const shape = lazily(() => shapeOf(target));
  const traits = lazily(() => ({ ...shape().traits, ...own }));
  return {
    get shape() {
      return shape();
    },
    get traits() {
      return traits();
    },
  };
};

const simpleShape = (sentinel: number): Shape => {
  if (sentinel >= MAP_BIT) return { kind: 'map', traits: {}, key: memberOf(0), value: memberOf(sentinel & SIMPLE_BITS) };
  if (sentinel >= LIST_BIT) return { kind: 'list', traits: {}, member: memberOf(sentinel & SIMPLE_BITS) };
  const format = TIMESTAMPS[sentinel];
  if (format !== undefined) return { kind: 'timestamp', traits: {}, format };
  const kind = SCALARS[sentinel];
  if (kind === undefined) throw new TypeError(`unknown schema sentinel ${sentinel}`);
  return { kind, traits: {} };
};

const structureShape = ([tag, , name, traits, names, schemas, required]: Tuple): Structure => {
  const memberNames = names as readonly string[];
  const memberSchemas = schemas as readonly unknown[];
  return {
    kind: 'structure',
    name,
    traits: traitsOf(traits),
    members: new Map(memberNames.map((member, index) => [member, memberOf(memberSchemas[index])])),
    required: new Set(tag === 4 ? [] : memberNames.slice(0, typeof required === 'number' ? required : 0)),
  };
};

const tupleShape = (tuple: Tuple): Shape => {
  const traits = traitsOf(tuple[3]);
  switch (tuple[0]) {
    case 3:
    case -3:
    case 4:
      return structureShape(tuple);
    case 1:
      return { kind: 'list', traits, member: memberOf(tuple[4]) };
    case 2:
      return { kind: 'map', traits, key: memberOf(tuple[4]), value: memberOf(tuple[5]) };
    case 0:
      return { ...shapeOf(tuple[4]), traits };
    default:
      throw new TypeError(`unknown schema ${tuple[2]} (${tuple[0]})`);
  }
};

const shapes = new WeakMap<Tuple, Shape>();

/** The shape behind a schema that an SDK client ships. */
const shapeOf = (reference: unknown): Shape => {
  const schema = dereference(reference);
  if (typeof schema === 'number') return simpleShape(schema);
  if (schema === 'unit') return EMPTY;
  if (!isTuple(schema)) throw new TypeError(`not a schema: ${JSON.stringify(schema)}`);
  const known = shapes.get(schema) ?? tupleShape(schema);
  shapes.set(schema, known);
  return known;
};

const structureOf = (reference: unknown): Structure => {
  const shape = shapeOf(reference);
  if (shape.kind !== 'structure') throw new TypeError(`a ${shape.kind} is no input or output`);
  return shape;
};

const operations = new WeakMap<StaticOperationSchema, OperationShape>();

/** The shapes of an operation; its schema is walked once. */
export const operationShape = (schema: StaticOperationSchema): OperationShape => {
  const known = operations.get(schema);
  if (known) return known;
  const shape: OperationShape = {
    name: schema[2],
    traits: traitsOf(schema[3]),
    input: structureOf(schema[4]),
    output: structureOf(schema[5]),
    hasOutput: dereference(schema[5]) !== 'unit',
  };
  operations.set(schema, shape);
  return shape;
};
