import { Stopped } from '../engine/stopped.ts';

/** Whether the user has left: with Ctrl-C in a prompt, or while nothing was in flight. */
export const isLeaving = (error: unknown): boolean =>
  error instanceof Stopped || (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name));
