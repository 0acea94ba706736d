import type { Plan } from '../engine/types.ts';
import type { Prepared } from '../prepare.ts';
import { cliScript } from '../print-cli/cli-script.ts';
import { STEPS } from '../steps/index.ts';
import type { Session } from '../session.ts';
import { nameOf } from './plan-view.ts';

/** Teaches a plan: for each step what it is for, and what of it is to be made, with the AWS CLI commands that do the same. */
export async function explainPlan({ output, messages, colour }: Session, { nodes, state, aws }: Prepared, plan: Plan): Promise<void> {
  const script = await cliScript(plan, nodes, state, aws);
  for (const { name } of STEPS) {
    const things = script.steps.filter(({ change }) => change.step === name);
    const { title, why } = messages.steps[name];
    if (things.length === 0 && name !== 'init') continue;
    output.event({ type: 'lesson', step: name, title, why, things: things.map(({ change, commands }) => ({ id: change.id, commands })) });
    output.note(`\n${colour.bold(title)}\n${why}`);
    for (const { change, commands } of things) {
      output.note(`  ${change.type} ${nameOf(change)}`);
      commands.forEach(output.printWhole);
    }
  }
}
