import type { Change, Plan } from '../engine/types.ts';
import type { Messages } from '../i18n/index.ts';
import type { Prepared } from '../prepare.ts';
import { cliScript } from '../print-cli/cli-script.ts';
import { scriptHead } from '../print-cli/script-text.ts';
import { STEPS } from '../steps/index.ts';
import type { Session } from '../session.ts';
import { nameOf } from './plan-view.ts';

/**
 * Teaches a plan: for each step what it is for, and why each thing is there, with the AWS CLI commands that do what is to be done. What is
 * printed on stdout is a script.
 */
export async function explainPlan({ output, messages, colour }: Session, { nodes, state, aws }: Prepared, plan: Plan): Promise<void> {
  const script = await cliScript(plan, nodes, state, aws);
  const { init } = messages.steps;
  output.note(`\n${colour.bold(init.title)}\n${init.why}`);
  if (script.steps.length > 0) {
    output.note(`\n${messages.planning.commandsNeed}`);
    output.printWhole(scriptHead(script, aws.region));
  }
  for (const { name } of STEPS) {
    const things = plan.changes
      .filter(change => change.step === name)
      .map(change => ({ ...lessonOf(change, messages), commands: script.steps.find(step => step.change === change)?.commands ?? [] }));
    const { title, why } = messages.steps[name];
    if (things.length === 0) continue;
    output.event({
      type: 'lesson',
      step: name,
      title,
      why,
      things: things.map(({ id, why: reason, commands }) => ({ id, why: reason, commands })),
    });
    output.note(`\n${colour.bold(title)}\n${why}`);
    for (const { label, why: reason, commands } of things) {
      output.note(`\n  ${label}${reason === '' ? '' : `\n  ${reason}`}`);
      commands.forEach(output.printWhole);
    }
  }
}

/** What a thing is, and what it is there for; what is only removed has no use any more. */
const lessonOf = (change: Change, { lessons }: Messages): { readonly id: string; readonly label: string; readonly why: string } => ({
  id: change.id,
  label: `${change.type} ${nameOf(change)}`,
  why: change.action === 'delete' ? '' : ((lessons as Readonly<Record<string, string>>)[change.id] ?? ''),
});
