import type { Aws } from './aws/aws.ts';
import { isDenied } from './aws/explain.ts';
import { otherSetUps } from './aws/marked-arns.ts';
import type { Session } from './session.ts';
import { note } from './ui/note.ts';

/** Where nothing is set up, tells which other set-ups there are: the app may have had another name, or another environment was meant. Who may not look for tags is told nothing. */
export async function tellOtherSetUps(session: Session, aws: Aws): Promise<void> {
  const others = await otherSetUps(aws).catch((error: unknown) => {
    if (isDenied(error)) return new Map<string, number>();
    throw error;
  });
  const what = [...others].map(([owner, count]) => `${owner} (${count})`).toSorted();
  if (what.length > 0) note(session, 'otherSetUps', { what: what.join(', ') });
}
