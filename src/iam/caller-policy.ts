import { COMMAND_PERMISSIONS, type CommandPermissions } from '../commands/permissions.ts';
import type { POLICY_USES } from '../option-choices.ts';
import { iamRole } from '../resources/iam-role.ts';
import { serviceLinkedRole } from '../resources/service-linked-role.ts';
import type { Setup } from '../setup.ts';
import { allNodes } from '../steps/index.ts';
import { policy, type Statement } from './policy.ts';
import { SCOPES, type Scope } from './scopes.ts';
import { stateStatements } from './state-statements.ts';

type CommandName = keyof typeof COMMAND_PERMISSIONS;

/** What somebody is to be able to do, and with which commands. `roles`: to make the roles beforehand, for others who may not. */
export const USES = {
  'set-up': ['init', 'release', 'rollback', 'status', 'logs', 'doctor', 'destroy'],
  release: ['release', 'rollback', 'status', 'logs'],
  look: ['status', 'logs', 'doctor'],
  roles: [],
} as const satisfies Readonly<Record<(typeof POLICY_USES)[number], readonly CommandName[]>>;

export type Use = keyof typeof USES;

const own = (command: CommandName): CommandPermissions => COMMAND_PERMISSIONS[command];

/** The actions that the things of a set-up and the commands declare. */
function actionsFor(use: Use, setup: Setup): ReadonlySet<string> {
  const kinds = new Set(allNodes(setup).map(({ kind }) => kind));
  const wanted = use === 'roles' ? [...kinds].filter(kind => kind === iamRole || kind === serviceLinkedRole) : [...kinds];
  const writes = use === 'set-up' || use === 'roles';
  return new Set([
    ...wanted.flatMap(({ permissions }) => [...permissions.read, ...(writes ? permissions.write : [])]),
    ...USES[use].map(own).flatMap(({ read, write }) => [...read, ...write]),
  ]);
}

/** Passing a role on is several things: each service with its own roles. Any other action is in one statement. */
function scopesOf(action: string): readonly Scope[] {
  const all = SCOPES.filter(({ actions }) => actions.test(action));
  return action === 'iam:PassRole' ? all.filter(({ condition }) => condition !== undefined) : all.slice(0, 1);
}

/** What a caller of the wizard must be allowed for a use, as narrow as IAM can say it. */
export function callerStatements(use: Use, setup: Setup): readonly Statement[] {
  const actions = [...actionsFor(use, setup)].sort();
  const things = SCOPES.flatMap((scope): Statement[] => {
    const Action = actions.filter(action => scopesOf(action).includes(scope));
    const Resource = scope.resources(setup);
    if (Action.length === 0 || Resource.length === 0) return [];
    const condition = scope.condition?.(setup);
    return [{ Sid: scope.sid, Effect: 'Allow', Action, Resource, ...(condition && { Condition: condition }) }];
  });
  return use === 'roles' ? things : [...things, ...stateStatements(setup, use === 'set-up')];
}

/** Characters of a managed policy, blanks not counted. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const POLICY_SIZE = 6144;

const sizeOf = (statements: readonly Statement[]): number => JSON.stringify(policy(statements)).length;

/** The statements as policies of which none is too long for IAM. */
export function policiesOf(statements: readonly Statement[]): readonly object[] {
  const parts: Statement[][] = [];
  for (const statement of statements) {
    const last = parts.at(-1);
    if (last !== undefined && sizeOf([...last, statement]) <= POLICY_SIZE) last.push(statement);
    else parts.push([statement]);
  }
  return parts.map(policy);
}
