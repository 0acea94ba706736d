import { callerChecks } from './diagnosis/checks/caller.ts';
import type { CheckContext } from './diagnosis/checks/check.ts';
import type { Plan } from './engine/types.ts';
import type { Messages } from './i18n/index.ts';
import type { Prepared } from './prepare.ts';

/** Which permissions a plan lacks, in words; undefined where none is known to lack, or we may not find out. */
export async function missingPermissions({ aws, nodes }: Prepared, plan: Plan, messages: Messages): Promise<string | undefined> {
  const wanted = new Set(plan.changes.filter(({ action }) => action !== 'keep').map(({ id }) => id));
  const check = callerChecks.find(({ name }) => name === 'permissions');
  try {
    // The check asks for nothing else.
    const context = { aws, nodes: nodes.filter(({ id }) => wanted.has(id)) } as unknown as CheckContext;
    const finding = [await check?.run(context)].flat()[0];
    if (finding?.status !== 'failed' && finding?.status !== 'warning') return undefined;
    const words = messages.findings[finding.code] as (facts: unknown) => string;
    return words(finding.facts);
  } catch {
    return undefined;
  }
}
