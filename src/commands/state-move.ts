import { isDeepStrictEqual } from 'node:util';
import { CONFIG_FILE } from '../config-file.ts';
import { movedTo, parseState } from '../engine/state-text.ts';
import type { State } from '../engine/types.ts';
import { EXIT, UserError } from '../errors.ts';
import { DEFAULT_ENV } from '../naming.ts';
import { parseConfig } from '../parse-config.ts';
import { prepare, type Prepared } from '../prepare.ts';
import { setInDocument } from '../print-config.ts';
import { state as stateRule } from '../rules.ts';
import { textOption, type CommandResult, type Session } from '../session.ts';
import { addressOf, LOCAL } from '../state/address.ts';
import { homeOf } from '../state/home-of.ts';
import type { StateHome } from '../state/state-home.ts';
import { takeLock } from '../take-lock.ts';
import { configPath, envOf, textOf, writeText } from '../workspace.ts';

/**
 * Moves the state of one environment into a bucket, to another one, or back beside the project, and says so in wizard.yaml.
 *
 * `--json`: the result has `changed`, `from`, `to`, and `kept` (where the old one is; null where there was none).
 */
export async function stateMove(session: Session): Promise<CommandResult> {
  const { options, output, messages } = session;
  if (options.sandbox === true) throw new UserError('stateMoveInSandbox', {});
  const to = textOption(session, 'to') ?? '';
  const prepared = await prepare(session, [], { lenient: true });
  const breach = stateRule(to, prepared.config);
  if (breach !== undefined) throw new UserError('flagValue', { ...breach, key: 'state', value: to, flag: 'to' });
  const target = homeOf(session, to, prepared.aws);
  // Who has written the new place into wizard.yaml by hand still has the state here.
  const source = target.name === prepared.store.name ? homeOf(session, LOCAL, prepared.aws) : prepared.store;
  const isMoved = source.name !== target.name && (await move(session, prepared, source, target, to));
  const finish = (more: object): CommandResult => {
    output.event({ type: 'result', ok: true, from: source.name, to: target.name, ...more });
    return EXIT.done;
  };
  if (isMoved === false) {
    output.print(messages.ui.stateIsThere({ to: target.name }));
    return finish({ changed: false, kept: null });
  }
  if (options.dryRun === true) {
    output.print(messages.ui.stateWouldMove({ from: source.name, to: target.name }));
    return finish({ changed: false, kept: null });
  }
  output.print(messages.ui.stateMovedTo({ from: source.name, to: target.name, file: options.config ?? CONFIG_FILE }));
  if (isMoved.kept !== undefined) output.note(messages.ui.stateOldKept({ kept: isMoved.kept }));
  return finish({ changed: true, kept: isMoved.kept ?? null });
}

/** Copies the state under both locks, checks the copy, and only then leaves the old home; false where there is nothing to do. */
async function move(session: Session, prepared: Prepared, source: StateHome, target: StateHome, to: string) {
  const { aws, config } = prepared;
  const sourceLock = await takeLock(session, source);
  try {
    const targetLock = await takeLock(session, target);
    try {
      const state = await stateIn(source, aws);
      const there = await stateIn(target, aws);
      const isCopied = there !== undefined && isDeepStrictEqual(there, state ?? there);
      if (there !== undefined && !isCopied && !(state !== undefined && isOlderCopy(there, state))) {
        throw new UserError('stateThere', { to: target.name, local: addressOf(to) === undefined });
      }
      const isSaid = prepared.store.name === target.name;
      if (isSaid && state === undefined) return false;
      if (session.options.dryRun === true) return { kept: undefined };
      if (state !== undefined && !isCopied) {
        await target.save(state);
        if (!isDeepStrictEqual(await target.load(), state)) throw new UserError('stateBroken', { file: target.name, reason: 'copy' });
      }
      if (!isSaid) await sayInConfig(session, to, config.state);
      return { kept: state === undefined ? undefined : await source.leave(to) };
    } finally {
      await targetLock.release();
    }
  } finally {
    await sourceLock.release();
  }
}

/** Whether a state is what a move that was killed has left behind: it notes nothing that the other one, which has gone on since, does not note too. */
const isOlderCopy = (there: State, { serial, entries }: State): boolean =>
  there.serial <= serial &&
  Object.entries(there.entries).every(([id, { outputs }]) => id in entries && isDeepStrictEqual(outputs, entries[id]?.outputs));

/** The state in a home; undefined where none is, or one that notes nothing, or the mark of one that has moved on. */
async function stateIn(home: StateHome, binding: Parameters<typeof parseState>[2]): Promise<State | undefined> {
  const text = await home.read();
  if (text === undefined || movedTo(text) !== undefined) return undefined;
  const state = parseState(home.name, text, binding);
  return Object.keys(state.entries).length === 0 ? undefined : state;
}

/** Writes the new place into wizard.yaml. Environments that had the old one from the top keep it: theirs was not moved. */
async function sayInConfig(session: Session, to: string, before: string): Promise<void> {
  const path = configPath(session);
  const text = (await textOf(path)) ?? '';
  const env = envOf(session);
  const { environments } = parseConfig(text);
  const heirs = env === DEFAULT_ENV ? [...environments].filter(([, { answers }]) => answers.state === undefined) : [];
  const pinned = heirs.reduce((current, [name]) => setInDocument(current, 'state', before, name), text);
  await writeText(path, setInDocument(pinned, 'state', to, env));
}
