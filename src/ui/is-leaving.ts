import { Stopped } from '../engine/stopped.ts';

/** The user has left, and was told what that leaves. */
export class Left extends Error {
  override readonly name = 'Left';
}

/** Whether the user has left: with Ctrl-C in a prompt, or while nothing was in flight. */
export const isLeaving = (error: unknown): boolean =>
  (error instanceof AggregateError && error.errors.some(isLeaving)) ||
  error instanceof Stopped ||
  error instanceof Left ||
  (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name));
