import type { Plan } from '../engine/types.ts';
import type { Prepared } from '../prepare.ts';
import type { Session } from '../session.ts';
import { cliScript } from './cli-script.ts';
import { scriptText } from './script-text.ts';

/** Prints the commands of the AWS CLI that do what a plan does, as a script; to programs it is one event. */
export async function showCli({ output }: Pick<Session, 'output'>, { nodes, state, aws }: Prepared, plan: Plan): Promise<void> {
  const script = scriptText(await cliScript(plan, nodes, state, aws), aws.region);
  output.event({ type: 'cli', script });
  output.printWhole(script.trimEnd());
}
