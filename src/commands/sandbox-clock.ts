import { UserError } from '../errors.ts';
import { askSandbox, sandboxEndpoint } from '../sandbox-call.ts';
import { FASTEST, LONGEST_SKIP } from '../sandbox/clock-limits.ts';
import { textOption, type CommandResult, type Session } from '../session.ts';

function wordAsNumber(session: Session, name: string, min: number, max: number): number {
  const value = textOption(session, name)?.trim() ?? '';
  if (value === '') throw new UserError('argumentMissing', { name, min, max });
  const number = Number(value);
  if (!(number >= min && number <= max)) throw new UserError('numberOption', { flag: name, value, min, max });
  return number;
}

/** Changes the speed of a sandbox that runs. */
export async function setSpeed(endpoint: string, speed: number): Promise<number> {
  return (await askSandbox<{ readonly speed: number }>(endpoint, 'POST', 'speed', { speed })).body.speed;
}

/** From now on AWS's durations pass so many times faster. */
export async function sandboxSpeed(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const factor = wordAsNumber(session, 'factor', 1, FASTEST);
  const speed = await setSpeed(await sandboxEndpoint(session), factor);
  output.print(messages.sandbox.speedIs({ speed }));
  output.event({ type: 'result', ok: true, speed });
  return undefined;
}

/** Lets AWS time pass at once. */
export async function sandboxSkip(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const seconds = wordAsNumber(session, 'seconds', 0, LONGEST_SKIP);
  await askSandbox(await sandboxEndpoint(session), 'POST', 'skip', { seconds });
  output.print(messages.sandbox.skipped({ seconds }));
  output.event({ type: 'result', ok: true, seconds });
  return undefined;
}
