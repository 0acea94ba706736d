import type { Session } from '../session.ts';
import { wrap } from './wrap.ts';

/** Says why a question is asked, dimly, on lines that the terminal need not break. */
export const explainTo =
  ({ output, colour, io }: Session): ((text: string) => void) =>
  text =>
    wrap(text, (io.stderr.columns ?? 80) - 1, '', '').forEach(line => output.note(colour.dim(line)));
