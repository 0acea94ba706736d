import { causeWords } from '../diagnosis/cause.ts';
import type { Diagnosis } from '../diagnosis/diagnose-release.ts';
import { flagsOf, type Session } from '../session.ts';
import { columns } from './columns.ts';
import { inShort } from './in-short.ts';
import { safe } from './output.ts';

type Shown = Pick<Session, 'output' | 'messages' | 'options' | 'colour'>;

/** What is shown, and where: notes while a release is watched, results where somebody has asked for them. */
interface Manner {
  readonly print?: (line: string) => void;
  /** Only the facts: an error that tells the cause follows. */
  readonly facts?: 'only';
}

/** Shows why a release failed: the facts in order, where they are in the console, and last the cause and its remedy. */
export function showDiagnosis(
  session: Shown,
  { cause, chain, links, unseen }: Diagnosis,
  { print = session.output.note, facts }: Manner = {},
): void {
  const { output, messages, colour } = session;
  const words = messages.diagnosis;
  const found = cause && causeWords(messages, cause, flagsOf(session));
  output.event({ type: 'diagnosis', cause: cause ? { ...cause, ...found } : null, chain, links, unseen });
  print(words.title);
  const rows = [
    ...chain.map(({ what, text }) => [words.what[what], safe(inShort(text)).split('\n')[0] ?? '']),
    ...unseen.map(({ part, why }) => [words.what.unseen, safe(words.unseen({ part, why }))]),
  ];
  columns(rows).forEach(row => print(`  ${row}`));
  if (links.length > 0) print(words.console);
  links.forEach(link => print(`  ${link}`));
  if (found === undefined) return print(words.unknown);
  if (facts === 'only') return;
  print(`${colour.red('✖')} ${safe(found.message)}`);
  print(`  ${colour.dim('→')} ${safe(found.remedy)}`);
}
