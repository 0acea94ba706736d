import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { askSandbox, sandboxEndpoint } from '../sandbox-call.ts';
import { findDaemon } from '../sandbox/daemon.ts';
import type { ArmedFault } from '../sandbox/faults/armed-fault.ts';
import type { FaultMistake } from '../sandbox/faults/check-fault.ts';
import { FAULT_KINDS } from '../sandbox/faults/kinds.ts';
import { textOption, type CommandResult, type Session } from '../session.ts';
import { columns } from '../ui/columns.ts';
import { sandboxFolder } from '../workspace.ts';

const TEXTS = ['kind', 'service', 'operation', 'region', 'match', 'code', 'action', 'state', 'event'];
const NUMBERS = ['times', 'for', 'after', 'probability', 'seed', 'seconds', 'status'];
const FLAGS = ['always', 'effect'];

/** How many choices a refusal lists. */
const LISTED = 40;

/** What was typed, as the sandbox takes it; a number that is none is left a text, and refused there together with the rest. */
function typedFault(session: Session): Readonly<Record<string, unknown>> {
  const numbers = NUMBERS.map(name => {
    const text = textOption(session, name);
    return [name, text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)];
  });
  return Object.fromEntries([
    ...TEXTS.map(name => [name, textOption(session, name)]),
    ...numbers,
    ...FLAGS.map(name => [name, session.options[name] === true ? true : undefined]),
  ]) as Readonly<Record<string, unknown>>;
}

/** Each once, and not hundreds of them. */
const shortList = (choices: readonly string[]): string => {
  const each = [...new Set(choices)];
  return each.length > LISTED ? `${each.slice(0, LISTED).join(', ')}, …` : each.join(', ');
};

const asError = ({ field, problem, value, choices = [], min = 0, max = 0 }: FaultMistake): UserError => {
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const suggestion = nearest(shown, choices);
  return new UserError('faultMistake', {
    field,
    problem,
    value: shown,
    choices: suggestion === undefined ? shortList(choices) : '',
    min,
    max,
    suggestion,
  });
};

/** Checks it as the sandbox would: none is started for a fault that it does not take. */
async function refuseMistakes(typed: object): Promise<void> {
  const [{ checkFault }, { SERVICES }] = await Promise.all([
    import('../sandbox/faults/check-fault.ts'),
    import('../sandbox/services/index.ts'),
  ]);
  const checked = checkFault(typed, SERVICES);
  if ('mistakes' in checked) throw new AggregateError(checked.mistakes.map(asError));
}

/** Arms a fault. */
export async function faultAdd(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  if (textOption(session, 'kind') === undefined) throw asError({ field: 'kind', problem: 'missing', choices: Object.keys(FAULT_KINDS) });
  const typed = typedFault(session);
  if ((await findDaemon(sandboxFolder(session))) === undefined) await refuseMistakes(typed);
  const endpoint = await sandboxEndpoint(session);
  const { status, body } = await askSandbox<ArmedFault & { readonly mistakes?: readonly FaultMistake[] }>(
    endpoint,
    'POST',
    'faults',
    typed,
  );
  if (status !== 200) throw new AggregateError((body.mistakes ?? []).map(asError));
  output.print(messages.sandbox.faultArmed({ kind: body.kind, id: body.id }));
  output.event({ type: 'result', ok: true, fault: body });
  return undefined;
}

const place = ({ service, operation, region, match, action }: ArmedFault): string => {
  const call = service === undefined && operation === undefined ? '' : `${service ?? '*'}:${operation ?? '*'}`;
  return [action ?? call, region, match].filter(Boolean).join(' ');
};

/** Shows the armed faults and how often each has happened. */
export async function faultList(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const { body: faults } = await askSandbox<readonly ArmedFault[]>(await sandboxEndpoint(session), 'GET', 'faults');
  if (faults.length === 0) output.print(messages.sandbox.noFaults);
  columns(
    faults.map(fault => [
      fault.id,
      fault.kind,
      place(fault),
      messages.sandbox.faultFired({ count: fault.fired, limit: fault.always === true ? undefined : fault.times }),
    ]),
  ).forEach(row => output.print(row));
  output.event({ type: 'result', ok: true, faults });
  return undefined;
}

/** Clears one fault, or all. */
export async function faultClear(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const endpoint = await sandboxEndpoint(session);
  const id = textOption(session, 'id');
  if (id !== undefined) {
    const { body: faults } = await askSandbox<readonly ArmedFault[]>(endpoint, 'GET', 'faults');
    const choices = faults.map(fault => fault.id);
    if (!choices.includes(id)) throw asError({ field: 'id', problem: 'unknown', value: id, choices });
  }
  const { body } = await askSandbox<{ readonly cleared: number }>(endpoint, 'DELETE', id === undefined ? 'faults' : `faults/${id}`);
  output.print(messages.sandbox.faultsCleared({ count: body.cleared }));
  output.event({ type: 'result', ok: true, cleared: body.cleared });
  return undefined;
}
