import { costReport } from '../cost-report.ts';
import { EXIT } from '../errors.ts';
import { checkNamed } from '../preflight.ts';
import { prepare } from '../prepare.ts';
import { planSafely } from '../plan-safely.ts';
import { QUESTIONS } from '../questions.ts';
import { refusePlace, writePlanFile } from '../plan-file.ts';
import { commandFor, textOption, type CommandResult, type Session } from '../session.ts';
import { hasChanges } from '../ui/plan-view.ts';
import { showCost } from '../ui/show-cost.ts';
import { showPlan } from '../ui/show-plan.ts';

/** What `init` would do; changes nothing, neither on AWS nor in the project. */
export async function planCommand(session: Session): Promise<CommandResult> {
  const { options, output } = session;
  const file = textOption(session, 'out');
  if (file !== undefined) await refusePlace(session, file);
  const wanted = await prepare({ ...session, options: { ...options, dryRun: true } }, QUESTIONS);
  const { prepared, plan } = await planSafely(session, wanted, { adopt: options.adopt === true });
  showPlan(session, plan, prepared.aws.region);
  if (options.explain === true) await (await import('../ui/explain-plan.ts')).explainPlan(session, prepared, plan);
  await checkNamed(session, prepared, plan);
  const report = options['cost'] === true ? costReport(plan, prepared.aws.region, prepared.config) : undefined;
  if (report !== undefined) showCost(session, report);
  if (options['printCli'] === true) await (await import('../print-cli/show-cli.ts')).showCli(session, prepared, plan);
  if (file !== undefined) {
    await writePlanFile(session, prepared, plan, file);
    output.note(session.messages.planning.written({ file, command: commandFor(session, `init --plan ${file}`) }));
  }
  output.event({ type: 'result', ok: true, changed: false, changes: hasChanges(plan) });
  return options['exitCode'] === true && hasChanges(plan) ? EXIT.changes : EXIT.done;
}
