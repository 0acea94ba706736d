import type { Operation } from '../../src/sandbox/operation.ts';
import { operationShape, type Member, type Structure } from '../../src/sandbox/protocols/schema.ts';

/** Deep enough for what policies look at. */
const DEPTH = 4;

/** How texts are made: by the name of the member that holds them. */
export type Texts = Readonly<Record<string, string>>;

function valueOf(name: string, { shape }: Member, texts: Texts, depth: number): unknown {
  switch (shape.kind) {
    case 'structure':
      return depth > 0 ? membersOf(shape, texts, depth - 1, false) : undefined;
    case 'list': {
      const item = valueOf(name, shape.member, texts, depth);
      return item === undefined ? [] : [item];
    }
    case 'map':
      return { team: valueOf(name, shape.value, texts, depth - 1) };
    case 'number':
    case 'bigint':
      return 1;
    case 'boolean':
      return true;
    case 'timestamp':
      return new Date(0);
    case 'blob':
      return new Uint8Array();
    case 'document':
      return {};
    case 'string':
    default:
      return texts[name] ?? (/roleArn$/i.test(name) ? 'arn:aws:iam::111122223333:role/sample' : 'sample');
  }
}

function membersOf(structure: Structure, texts: Texts, depth: number, requiredOnly: boolean): object {
  const wanted = [...structure.members].filter(([name]) => !requiredOnly || structure.required.has(name));
  const values = wanted.map(([name, member]) => [name, valueOf(name, member, texts, depth)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** An input of an operation with every member that it can have, and one with those alone that it must have. */
export const sampleInputs = ({ schema }: Operation, texts: Texts): readonly object[] => {
  const { input } = operationShape(schema);
  return [membersOf(input, texts, DEPTH, false), membersOf(input, texts, DEPTH, true)];
};
