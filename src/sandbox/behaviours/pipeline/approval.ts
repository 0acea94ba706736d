import { randomUUID } from 'node:crypto';
import type { Provider } from './action.ts';

/** Waits until somebody answers with PutApprovalResult. */
export const manualApproval: Provider = {
  seconds: 0,
  run: () => ({ status: 'InProgress', token: randomUUID(), waitsForAnswer: true }),
};
