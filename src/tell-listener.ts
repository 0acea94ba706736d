import type { Plan } from './engine/types.ts';
import { readFindingOfListener } from './diagnosis/finding-of-listener.ts';
import type { Prepared } from './prepare.ts';
import { readService } from './release/read-service.ts';
import type { Session } from './session.ts';
import { findingWords } from './ui/checks-view.ts';

/**
 * Tells beside a plan when production points elsewhere than at what serves: somebody has moved it by hand. No plan puts it back, since that
 * moves traffic.
 */
export async function tellListener({ output, messages }: Session, { aws, config, state }: Prepared, { changes }: Plan): Promise<void> {
  const arnOf = (id: string): unknown => {
    const change = changes.find(one => one.id === id);
    return change === undefined ? state.entries[id]?.outputs?.['arn'] : change.action === 'create' ? undefined : change.outputs?.['arn'];
  };
  const arn = arnOf('production-listener');
  if (typeof arn !== 'string' || arnOf('service') === undefined) return;
  const finding = await readFindingOfListener(aws, arn, await readService(aws, config.service.cluster, config.service.name));
  if (finding.status === 'ok') return;
  output.event({ type: 'note', code: finding.code, ...finding.facts });
  output.note(findingWords(messages, finding));
}
