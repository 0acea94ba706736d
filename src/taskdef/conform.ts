import { RegisterTaskDefinitionRequest$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { UserError } from '../errors.ts';
import { textOf, treeOf } from '../paths.ts';
import type { FileChange } from './file-change.ts';

/** What DescribeTaskDefinition tells and RegisterTaskDefinition does not take. */
const READ_ONLY = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
]);

export interface Conformed {
  readonly data: Record<string, unknown>;
  readonly changes: readonly FileChange[];
  readonly problems: readonly UserError[];
}

/** A task definition made to fit the request that AWS knows, at every depth: types turned, what is unknown or null left out. */
export function conform(definition: Record<string, unknown>, file: string): Conformed {
  const changes: FileChange[] = [];
  const problems: UserError[] = [];

  const note = (path: string, from: unknown, to: unknown, why: FileChange['why']): unknown => {
    changes.push({ path, from, to, why });
    return to;
  };
  const wrong = (path: string, expected: string): undefined => {
    problems.push(new UserError('taskdefType', { file, path, expected }));
    return undefined;
  };

  const struct = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
    const tree = treeOf(value);
    if (tree === undefined) return wrong(path, '{…}');
    const members = new Map(schema.structIterator());
    return compact(
      Object.entries(tree).map(([key, item]) => {
        const at = path === '' ? key : `${path}.${key}`;
        const member = members.get(key);
        if (member !== undefined) return [key, visit(member, item, at)];
        return [key, note(at, item, undefined, READ_ONLY.has(key) ? 'readOnly' : 'unknownField')];
      }),
    );
  };

  const list = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
    if (typeof value === 'string' && path === 'requiresCompatibilities') return note(path, value, [value], 'type');
    if (typeof value === 'string' && path.endsWith('.healthCheck.command')) return note(path, value, ['CMD-SHELL', value], 'type');
    if (!Array.isArray(value)) return wrong(path, '[…]');
    return value.map((item, index) => visit(schema.getValueSchema(), item, `${path}.${index}`)).filter(item => item !== undefined);
  };

  const map = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
    const tree = treeOf(value);
    if (tree === undefined) return wrong(path, '{…}');
    return compact(Object.entries(tree).map(([key, item]) => [key, visit(schema.getValueSchema(), item, `${path}.${key}`)]));
  };

  const scalar = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
    if (schema.isStringSchema()) {
      if (typeof value === 'string') return value;
      return typeof value === 'object' ? wrong(path, '"…"') : note(path, value, textOf(value), 'type');
    }
    if (schema.isBooleanSchema()) {
      if (typeof value === 'boolean') return value;
      return value === 'true' || value === 'false' ? note(path, value, value === 'true', 'type') : wrong(path, 'true / false');
    }
    if (schema.isNumericSchema()) {
      if (typeof value === 'number') return value;
      return typeof value === 'string' && /^\d+$/.test(value) ? note(path, value, Number(value), 'type') : wrong(path, '0, 1, 2 …');
    }
    return value;
  };

  function visit(schema: NormalizedSchema, value: unknown, path: string): unknown {
    if (value === null || value === undefined) return note(path, value, undefined, 'empty');
    if (schema.isStructSchema()) return struct(schema, value, path);
    if (schema.isListSchema()) return list(schema, value, path);
    if (schema.isMapSchema()) return map(schema, value, path);
    return scalar(schema, value, path);
  }

  const data = treeOf(visit(NormalizedSchema.of(RegisterTaskDefinitionRequest$), definition, '')) ?? {};
  return { data, changes, problems };
}

const compact = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));
