import type { Answers, Config } from './config.ts';
import { isProblem, type UserError } from './errors.ts';
import type { Session } from './session.ts';
import { prompterOf } from './ui/prompter.ts';

/** What a task definition of the user's own leaves open: which of its containers is the application, or which port gets the traffic. */
export interface OpenTraffic {
  readonly key: 'taskdef.container' | 'taskdef.port';
  readonly values: readonly string[];
}

/** The first that the problems of the user's files leave open, so that a person can choose. */
export const openIn = (problems: readonly UserError[]): OpenTraffic | undefined => problems.map(openOf).find(open => open !== undefined);

function openOf(problem: UserError): OpenTraffic | undefined {
  if (isProblem(problem, 'taskdefContainer') && problem.facts.asked === undefined) {
    return { key: 'taskdef.container', values: problem.facts.candidates.split(', ') };
  }
  if (isProblem(problem, 'taskdefPort') && problem.facts.ports !== '') {
    return { key: 'taskdef.port', values: problem.facts.ports.split(', ') };
  }
  return undefined;
}

/** Asks for it. */
export async function askTraffic(session: Session, { taskdef }: Config, { key, values }: OpenTraffic): Promise<Answers> {
  const { messages, output, colour } = session;
  const { message, why } = messages.ask[key];
  output.note(colour.dim(why));
  const choices = values.map(value => ({ value, name: value }));
  const answer = await prompterOf(session).select({ message, choices, source: taskdef.file, help: messages.tutorial[key] });
  return key === 'taskdef.port' ? { [key]: Number(answer) } : { [key]: answer };
}
