import type { Finding } from '../diagnosis/checks/check.ts';
import type { Checked } from '../diagnosis/checks/index.ts';
import type { Messages } from '../i18n/index.ts';
import { commandFor, type Session } from '../session.ts';
import { displayWidth, pad } from './columns.ts';
import { describe } from './error-view.ts';
import { inShort } from './in-short.ts';
import { safe } from './output.ts';
import { statusWords } from './status-words.ts';

/** Shows what the checks found, a line each, and counts what failed. */
export function showChecks(session: Session, checks: readonly Checked[]): void {
  const { output, messages, resultColour: colour } = session;
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
  const findings = checks.flatMap(one => one.findings);
  const failed = findings.filter(({ status }) => status === 'failed').length;
  const isUnderWay = findings.some(({ code }) => code === 'releaseUnderWay' || code === 'releaseStruggles');
  if (failed > 0) output.print(messages.doctor.failed({ count: String(failed) }));
  else output.print(isUnderWay ? messages.doctor.underWay({ command: commandFor(session, 'status --watch') }) : messages.doctor.well);
}

/** A finding in the user's language. */
export function findingWords(messages: Messages, { code, facts, problem }: Finding): string {
  if (problem !== undefined) {
    const { message, remedy } = describe(problem, messages);
    return messages.findings.problem({ message, remedy }).trim();
  }
  const words: string | ((facts: never) => string) = messages.findings[code];
  // Which facts belong to a code, the checks say.
  const { status, reason } = facts;
  const said = {
    ...facts,
    ...(status !== undefined && { status: statusWords(status, messages) }),
    ...(reason !== undefined && { reason: inShort(reason) }),
  };
  return safe(typeof words === 'string' ? words : words(said as never)).trim();
}
