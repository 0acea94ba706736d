import { isProblem, type UserError } from './errors.ts';
import { mayAsk } from './hold-interview.ts';
import { planSafely, type Planned } from './plan-safely.ts';
import { problemsIn } from './problems.ts';
import type { Prepared } from './prepare.ts';
import { questionByKey } from './questions.ts';
import { commandFor, type Session } from './session.ts';
import { askOne } from './ui/ask.ts';
import { columns } from './ui/columns.ts';
import { safe } from './ui/output.ts';
import { prompterOf } from './ui/prompter.ts';

/**
 * The plan of a set-up. Where things of its names are there already and carry nobody's mark, as after the tutorial done by hand, a person may
 * take them over or choose another name; undefined when they want neither.
 */
export async function planOrAdopt(session: Session, prepared: Prepared): Promise<Planned | undefined> {
  try {
    return await planSafely(session, prepared, { adopt: session.options.adopt === true });
  } catch (error) {
    const unmarked = unmarkedIn(error);
    if (unmarked === undefined || !mayAsk(session)) throw error;
    const { messages, output } = session;
    const { wizard } = messages;
    output.note(`\n${wizard.adoptTitle}`);
    columns(unmarked.map(({ facts }) => [facts.type, facts.name])).forEach(line => output.note(safe(`  ${line}`)));
    const what = await prompterOf(session).select({
      message: wizard.whatNow,
      choices: [
        { value: 'adopt', name: wizard.adopt },
        { value: 'rename', name: wizard.otherNames },
        { value: 'quit', name: wizard.quit },
      ],
    });
    if (what === 'adopt') return planSafely(session, prepared, { adopt: true });
    if (what === 'rename') return planOrAdopt(session, await renamed(session, prepared));
    output.note(wizard.nothingMade({ command: commandFor(session, 'init') }));
    return undefined;
  }
}

/** The things in the way, when nothing else is wrong and they are nobody's. */
function unmarkedIn(error: unknown): readonly UserError<'foreign'>[] | undefined {
  const problems = problemsIn(error);
  const foreign = problems.filter((one): one is UserError<'foreign'> => isProblem(one, 'foreign') && one.facts.owner === undefined);
  return foreign.length > 0 && foreign.length === problems.length ? foreign : undefined;
}

async function renamed(session: Session, prepared: Prepared): Promise<Prepared> {
  const { answers, config, context } = prepared;
  const prompter = prompterOf(session);
  const app = await askOne(questionByKey('app')!, config, prompter, { answers, context, prompter, messages: session.messages });
  return prepared.again({ ...answers, app: String(app) });
}
