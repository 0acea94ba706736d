import type { Finding } from '../diagnosis/checks/check.ts';
import type { Checked } from '../diagnosis/checks/index.ts';
import type { Messages } from '../i18n/index.ts';
import type { Session } from '../session.ts';
import { displayWidth, pad } from './columns.ts';
import { describe } from './error-view.ts';
import { safe } from './output.ts';

/** Shows what the checks found, a line each, and counts what failed. */
export function showChecks({ output, messages, resultColour: colour }: Session, checks: readonly Checked[]): void {
  const marks = { ok: colour.green('✔'), warning: colour.yellow('!'), failed: colour.red('✖'), skipped: colour.dim('-') };
  const width = Math.max(...checks.map(({ name }) => displayWidth(messages.checkTitles[name])));
  for (const { name, findings } of checks) {
    for (const finding of findings) {
      const { status, code, facts, problem } = finding;
      const text = findingWords(messages, finding);
      output.event({
        type: 'check',
        name,
        title: messages.checkTitles[name],
        status,
        code: problem?.code ?? code,
        facts: problem?.facts ?? facts,
        text,
      });
      const line = `${marks[status]} ${pad(messages.checkTitles[name], width)}  ${text}`;
      output.print(status === 'skipped' ? colour.dim(line) : line);
    }
  }
  const failed = checks.flatMap(({ findings }) => findings).filter(({ status }) => status === 'failed').length;
  output.print(failed === 0 ? messages.doctor.well : messages.doctor.failed({ count: String(failed) }));
}

/** A finding in the user's language. */
export function findingWords(messages: Messages, { code, facts, problem }: Finding): string {
  if (problem !== undefined) {
    const { message, remedy } = describe(problem, messages);
    return messages.findings.problem({ message, remedy }).trim();
  }
  const words: string | ((facts: never) => string) = messages.findings[code];
  // Which facts belong to a code, the checks say.
  return safe(typeof words === 'string' ? words : words(facts as never)).trim();
}
